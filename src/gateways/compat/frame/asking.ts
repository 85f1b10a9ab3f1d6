// From what a client sent to what the messenger takes: checked by the protocol's schemas, under an id of its own.
import type { z } from 'zod';
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import type { Actor } from '#core/messenger.ts';
import { Append } from '#protocol/command.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Appended } from '#protocol/socket.ts';
import { rejectionOf } from '../../invalid.ts';
import { callsForRest, rest } from '../../resting.ts';
import type { CompatOptions } from './gateway.ts';

/** An input by its schema, or what is wrong with it. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): { readonly value: z.output<Schema> } | Rejection {
  const parsed = schema.safeParse(input);
  return parsed.success ? { value: parsed.data } : rejectionOf(parsed.error, input);
}

/** What asking needs. */
type Asking = Pick<CompatOptions, 'messenger' | 'random' | 'clock'>;

/**
 * Asks a log for something that a client said. Who says too much gets the answer late, and by it the turn for what they
 * say next.
 */
export async function askInTurn(
  options: Asking,
  actor: Actor,
  log: string,
  asked: z.input<typeof Append>['ask'],
): Promise<Appended | Rejection> {
  const answer = await ask(options, actor, log, asked);
  if (isRejected(answer) && callsForRest(answer)) {
    await new Promise<void>((resolve) => rest(options.clock, resolve));
  }
  return answer;
}

/** Asks a log for something as somebody. No old client repeats a request by an id, so each gets a new one. */
export async function ask(
  { messenger, random }: Asking,
  actor: Actor,
  log: string,
  asked: z.input<typeof Append>['ask'],
): Promise<Appended | Rejection> {
  const append = checked(Append, { log, command: mintId(random), ask: asked });
  return isRejected(append) ? append : messenger.append(actor, append.value);
}
