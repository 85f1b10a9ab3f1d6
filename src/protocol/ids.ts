// Ids and the names of logs. An id says nothing about its owner; a log's name says its kind.
import { z } from 'zod';
import { COMMAND_ID_CHARS_MAX } from './limits.ts';

const ID = '[a-z0-9]{20}';

/** Immutable id of an account. */
export const UserId = z.string().regex(new RegExp(`^${ID}$`));
/** `lobby`, a minted id, or the id derived from two users (`d0.<user>.<user>`). */
export const ChatId = z.string().regex(new RegExp(`^(lobby|${ID}|d0\\.${ID}\\.${ID})$`));
/** Id of a session; not its token. */
export const SessionId = z.string().regex(new RegExp(`^${ID}$`));
/** Id of an uploaded file. */
export const BlobId = z.string().regex(new RegExp(`^${ID}$`));
/** Minted by the client; the same id again gets the first answer. */
export const CommandId = z
  .string()
  .min(1)
  .max(COMMAND_ID_CHARS_MAX)
  .regex(/^[\w.:-]+$/, 'letters, digits and . _ : - only');
/** `chat:<id>`, `user:<id>` or `server`. */
export const LogName = z
  .string()
  .regex(new RegExp(`^(server|user:${ID}|wall:${ID}|chat:(lobby|${ID}|d0\\.${ID}\\.${ID}))$`));
/** Place of an event in its log: 1, 2, 3 … without gaps. */
export const Seq = z.int().min(1);
/** A cursor: the seq of the last event one has; 0 for none. */
export const Cursor = z.int().min(0);

/** The logs' kinds. */
export type LogKind = 'chat' | 'wall' | 'user' | 'server';
