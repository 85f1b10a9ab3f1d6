// Ephemerals: sent, never stored, bounded, and only to those who look.
import { z } from 'zod';
import { LogName, UserId } from './ids.ts';
import { WATCHED_PEOPLE_MAX } from './limits.ts';

/** What a client signals: that it types, that its person is active, and whom it shows. */
export const ClientSignal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('typing'), log: LogName, on: z.boolean() }),
  z.strictObject({ kind: z.literal('active'), on: z.boolean() }),
  z.strictObject({ kind: z.literal('watch'), users: z.array(UserId).max(WATCHED_PEOPLE_MAX) }),
]);
export type ClientSignal = z.infer<typeof ClientSignal>;

/** online: active in the last 5 minutes; away: connected; offline: not connected for 30 s. */
export type PresenceState = 'online' | 'away' | 'offline';

/** One person's presence. `seenAt` (ms since 1970, rounded to the minute) only when offline. */
export interface Presence {
  user: string;
  state: PresenceState;
  seenAt?: number;
}

/** How far one member's devices have got in a chat. */
export interface MemberMark {
  user: string;
  read: number;
  delivered: number;
}

/** What the server signals. */
export type ServerSignal =
  | { kind: 'typing'; log: string; user: string; on: boolean }
  | { kind: 'presence'; presences: Presence[] }
  | { kind: 'marks'; log: string; marks: MemberMark[] };
