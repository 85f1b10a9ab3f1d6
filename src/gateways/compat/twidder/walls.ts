// Walls as twidder shows them: who wrote what, oldest first, read anew each time.
import { isRejected } from '#base/result.ts';
import { wallLog } from '#core/log-name.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { escapeHtml } from '../frame/page/html.ts';
import { newestOf } from '../frame/reading.ts';
import { saidIn } from '../frame/said.ts';
import { addressesOf } from './people.ts';

/** A message in the original's shape. Its client puts both into innerHTML, so both are HTML. */
export interface WallMessage {
  readonly writer: string;
  readonly content: string;
}

/** The original shows a wall whole; of a longer one these are the newest. */
const WALL_MESSAGES_MAX = 1_000;

/** What stands on somebody's wall, oldest first, without what was deleted. */
export async function readWall(
  messenger: Messenger,
  actor: Actor,
  owner: string,
): Promise<WallMessage[] | Rejection> {
  const messages = await newestOf(messenger, actor, wallLog(owner), WALL_MESSAGES_MAX);
  if (isRejected(messages)) return messages;
  const standing = messages.filter(({ deleted }) => !deleted);
  const addressOf = await addressesOf(
    messenger,
    actor,
    standing.map(({ by }) => by),
  );
  return standing.map(({ by, body }) => ({
    writer: escapeHtml(addressOf(by)),
    content: escapeHtml(saidIn(body)),
  }));
}
