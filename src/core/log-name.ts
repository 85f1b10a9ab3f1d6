// From ids to logs' names and back, and the id of a direct chat. Knows names only, no permissions.

/** Which log, in parts. `id` is empty for `server`. */
export interface LogParts {
  readonly kind: 'chat' | 'wall' | 'user' | 'server';
  readonly id: string;
}

/** The parts of a log's name (which must have been checked against the schema). */
export function partsOf(log: string): LogParts {
  const colon = log.indexOf(':');
  if (colon < 0) return { kind: 'server', id: '' };
  return { kind: log.slice(0, colon) as LogParts['kind'], id: log.slice(colon + 1) };
}

/** The log of a chat. */
export function chatLog(chat: string): string {
  return `chat:${chat}`;
}

/** The private log of an account. */
export function userLog(user: string): string {
  return `user:${user}`;
}

/** The log of somebody's wall. */
export function wallLog(user: string): string {
  return `wall:${user}`;
}

/** Whose wall's log this is; undefined for logs of other kinds. */
export function wallOf(log: string): string | undefined {
  return log.startsWith('wall:') ? log.slice(5) : undefined;
}

/** The chat whose log this is; undefined for logs of other kinds. */
export function chatOf(log: string): string | undefined {
  return log.startsWith('chat:') ? log.slice(5) : undefined;
}

/** Id of the direct chat between two people: the same whoever asks. With oneself it is a notebook. */
export function directChat(one: string, other: string): string {
  return one < other ? `d0.${one}.${other}` : `d0.${other}.${one}`;
}

/** The two people of a direct chat's id; undefined when the id is of another kind, or has them the other way round. */
export function peopleOfDirect(chat: string): readonly [string, string] | undefined {
  const [generation, one, other] = chat.split('.');
  return generation === 'd0' && one && other && one <= other ? [one, other] : undefined;
}

/** The one with whom `user` talks in this direct chat; undefined when it is not theirs or not direct. */
export function otherOfDirect(chat: string, user: string): string | undefined {
  const people = peopleOfDirect(chat);
  if (!people?.includes(user)) return undefined;
  return people[0] === user ? people[1] : people[0];
}
