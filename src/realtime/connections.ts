// The live connections of this node, by account and by session, so that an ended session ends its sockets.
import type { Follower } from '#core/messenger.ts';
import type { ByeReason } from '#protocol/socket.ts';

/** All live connections. */
export class Connections {
  readonly #bySession = new Map<string, Set<Follower>>();
  readonly #byUser = new Map<string, Set<Follower>>();

  /** Adds a connection. */
  add(follower: Follower): void {
    const { session, user } = follower.actor;
    put(this.#bySession, session, follower);
    put(this.#byUser, user, follower);
  }

  /** Forgets a connection; false when it was not there. */
  remove(follower: Follower): boolean {
    const { session, user } = follower.actor;
    take(this.#byUser, user, follower);
    return take(this.#bySession, session, follower);
  }

  /** Whether a connection is there. */
  has(follower: Follower): boolean {
    return this.#byUser.get(follower.actor.user)?.has(follower) ?? false;
  }

  /** Ends all connections of an account. */
  endUser(user: string, reason: ByeReason): void {
    for (const follower of [...(this.#byUser.get(user) ?? [])]) follower.end(reason);
  }

  /** How many connections an account has. */
  countOf(user: string): number {
    return this.#byUser.get(user)?.size ?? 0;
  }

  /** The sessions that have a connection. */
  sessions(): string[] {
    return [...this.#bySession.keys()];
  }

  /** Ends all connections of a session. */
  endSession(session: string, reason: ByeReason): void {
    for (const follower of [...(this.#bySession.get(session) ?? [])]) follower.end(reason);
  }

  /** Ends every connection. */
  endAll(reason: ByeReason): void {
    for (const session of this.sessions()) this.endSession(session, reason);
  }
}

function put(map: Map<string, Set<Follower>>, key: string, follower: Follower): void {
  const known = map.get(key);
  if (known) known.add(follower);
  else map.set(key, new Set([follower]));
}

function take(map: Map<string, Set<Follower>>, key: string, follower: Follower): boolean {
  const known = map.get(key);
  if (!known?.delete(follower)) return false;
  if (known.size === 0) map.delete(key);
  return true;
}
