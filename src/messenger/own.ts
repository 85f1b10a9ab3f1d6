// How far somebody has seen their own wall.
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import { userLog } from '#core/log-name.ts';
import type { Actor } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { House } from './house.ts';

/** Moves the mark of one's own wall, as an event of one's own log: other devices learn it from there. */
export async function markWall(
  house: House,
  { user, session }: Actor,
  seq: number,
): Promise<Rejection | undefined> {
  const waitMs = house.throttles.postByUser.take(user);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  const appended = await house.append({
    actor: user,
    session,
    log: userLog(user),
    command: mintId(house.random),
    ask: { kind: 'moveWallMark', seq },
  });
  return isRejected(appended) ? appended : undefined;
}
