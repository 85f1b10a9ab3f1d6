// The events of the Socket.IO namespace `/`: what each side sends, and how calls are answered.
import { z } from 'zod';
import { Append } from './command.ts';
import type { Event } from './event.ts';
import { Cursor, LogName, UserId } from './ids.ts';
import { FOLLOW_LOGS_MAX } from './limits.ts';
import type { Rejection } from './rejection.ts';
import { ClientSignal, type ServerSignal } from './signal.ts';

/** In the handshake: a token (programs) or which account's cookie to use (browsers). */
export const Handshake = z.strictObject({
  token: z.string().max(200).optional(),
  account: UserId.optional(),
});

/** From where to follow a log: after a cursor, or from its end. */
export const FollowRequest = z.strictObject({
  logs: z
    .array(z.strictObject({ log: LogName, after: z.union([Cursor, z.literal('tail')]) }))
    .min(1)
    .max(FOLLOW_LOGS_MAX),
});
export type FollowRequest = z.infer<typeof FollowRequest>;

/** Logs to follow no longer. */
export const UnfollowRequest = z.strictObject({
  logs: z.array(LogName).min(1).max(FOLLOW_LOGS_MAX),
});

/** `seq` moves one's read mark forward (`state: 'read'`, the default) or says what one's device has. */
export const MarkRequest = z.strictObject({
  log: LogName,
  seq: Cursor,
  state: z.enum(['read', 'delivered']).optional(),
});
export type MarkRequest = z.infer<typeof MarkRequest>;

/** The payload of `append`: the envelope and the command's own fields side by side. */
export const AppendPacket = z
  .looseObject({
    log: LogName,
    command: Append.shape.command,
    kind: z.string(),
    expect: Append.shape.expect,
  })
  .transform(({ log, command, expect, ...ask }): z.input<typeof Append> => {
    // What the ask itself must look like, the next schema says.
    return { log, command, expect, ask: ask as z.input<typeof Append>['ask'] };
  })
  .pipe(Append);

/** Every event that a client may send, with its schema; each is acknowledged. */
export const ClientEvents = {
  follow: FollowRequest,
  unfollow: UnfollowRequest,
  append: AppendPacket,
  read: MarkRequest,
  signal: ClientSignal,
} as const;
/** The names of the events that a client may send. */
export type ClientEventName = keyof typeof ClientEvents;

/** One page of what was missed. When `head` > the last seq, ask again (`more`); live events start where the last page ends. */
export type FollowAnswer =
  | {
      log: string;
      /** First seq of the contiguous range that these events continue; greater than `after + 1` when what lies between may not be read or was too much. */
      from: number;
      events: Event[];
      head: number;
      more: boolean;
    }
  | ({ log: string } & Rejection);

/** The answer to `follow`: one for each log asked for, in that order. */
export interface FollowAnswers {
  logs: FollowAnswer[];
}

/** The answer to `append`. `repeated` when the command was known; `seq` and `at` are those of its first event. */
export interface Appended {
  log: string;
  seq: number;
  at: number;
  repeated: boolean;
}

/** Every event that the server sends. */
export interface ServerEvents {
  events: { log: string; events: Event[] };
  signal: ServerSignal;
  bye: { reason: ByeReason };
}

/** Why the server ends a connection: too slow (come back and catch up), session over, server stopping, too many. */
export type ByeReason = 'slow' | 'signedOut' | 'stopping' | 'tooMany';

/** The answer to any call that has nothing to say. */
export type Acknowledged = { ok: true } | (Rejection & { message: string });
