// One log with messages inside the client, a chat's or a wall's: what there is of it, and how far its history is loaded.
// Holds, and answers questions; roster, wall book and history fill it.
import type { Replica } from './replica.ts';
import type { Sources } from './sources.ts';
import type { Standings } from './standings.ts';

/** What chats and walls have in common. */
export interface LogEntry {
  readonly log: string;
  /** Where its routes begin, below `/api/v1`. */
  readonly path: string;
  readonly replica: Replica;
  readonly standings: Standings;
  readonly sources: Sources;
  /** First seq that may be read. */
  from: number;
  /** Posts that one has not read, and behind which seq they come. */
  readonly unread: number;
  readonly readUpTo: number;
  /** Seq of the newest message; 0 when there is none. */
  readonly newest: number;
  /** How many faces show it. */
  shown: number;
  /** Events were jumped over: what is known by them does not count. */
  stale: boolean;
  history: 'none' | 'loading' | 'ready' | 'failing';
  loadingOlder: boolean;
  /** While shown: the "New" line stands before the first message of others behind this seq. */
  newAfter?: number | undefined;
  /** Seqs of the pinned messages, last pinned first; undefined until they were asked for. */
  pins?: readonly number[] | undefined;
}

/** Whether there is nothing older than what is loaded. */
export function isWhole({ from, replica }: LogEntry): boolean {
  return replica.start <= Math.max(1, from);
}
