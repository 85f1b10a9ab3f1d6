// What a projector is given: an event with its place, and the ask behind it.
import type { Ask } from '#core/ask.ts';
import { chatOf } from '#core/log-name.ts';
import type { Event, Fact, FactKind } from '#protocol/event.ts';
import type { Queries } from '../database.ts';

/** An event with its log, and how many posts that log holds up to it. */
export interface Placed<Kind extends FactKind = FactKind> {
  readonly log: string;
  readonly event: Extract<Event, { kind: Kind }>;
  readonly posts: number;
  /** From whom the event is kept. */
  readonly withheld?: string | undefined;
}

/** Keeps what an event adds up to. `ask` gives the private part of a command, which no event holds. */
export type Projector<Kind extends FactKind> = (
  q: Queries,
  placed: Placed<Kind>,
  ask: Ask | undefined,
) => Promise<void>;

/** The projectors of some kinds of events. */
export type Projectors<Facts extends Fact> = { [Kind in Facts['kind']]: Projector<Kind> };

/** For events that add up to nothing. */
export async function nothing(): Promise<void> {}

/** The chat of a log that is known to be a chat's. */
export function idOf(log: string): string {
  return chatOf(log) ?? '';
}
