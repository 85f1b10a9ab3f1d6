// What has been committed, told in order; and whoever may no longer read a log is told nothing more of it.
import { partsOf, wallLog } from '#core/log-name.ts';
import type { FactKind } from '#protocol/event.ts';
import type { Fanout } from '#realtime/fanout.ts';
import type { StoredEvent } from '#store/append.ts';
import type { Store } from '#store/store.ts';
import { spansOf } from './access.ts';

// Private facts after which others may read less of one's wall.
const WALL_MAY_CLOSE: readonly FactKind[] = ['account.changed', 'block.changed', 'contact.changed'];

/** After the commit, in order. Who left a chat is not told what came after, not even that they left. */
export function announceAll(store: Store, fanout: Fanout, stored: readonly StoredEvent[]): void {
  const walls = new Set<string>();
  for (const { log, event } of stored) {
    if (event.kind === 'member.left') fanout.revoke(event.user, log);
    if (WALL_MAY_CLOSE.includes(event.kind)) walls.add(wallLog(partsOf(log).id));
    if (event.kind === 'user.deleted') walls.add(wallLog(event.user));
  }
  // Before what is told, so that nothing of this commit reaches whom it shuts out.
  for (const wall of walls) void fanout.recheck(wall, (users) => readersOf(store, wall, users));
  fanout.announce(
    stored.map(({ log, event, json, withheld }) => ({ log, seq: event.seq, json, withheld })),
  );
}

/** Which of these people may read a log. */
function readersOf(
  store: Store,
  log: string,
  users: readonly string[],
): Promise<ReadonlySet<string>> {
  return store.read(async (q) => {
    const readers = new Set<string>();
    for (const user of users) {
      if ((await spansOf(q, user, log)).length > 0) readers.add(user);
    }
    return readers;
  });
}
