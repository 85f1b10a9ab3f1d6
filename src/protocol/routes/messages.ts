// Routes about messages, the events of a chat's log, and how far one has read.
import { z } from 'zod';
import * as chat from '../chat.ts';
import { Emoji } from '../command.ts';
import { Cursor, Seq } from '../ids.ts';
import { User } from '../person.ts';
import {
  AfterQuery,
  Empty,
  InChat,
  InMessage,
  Limit,
  NORA,
  page,
  type Routes,
  SeqQuery,
} from './route.ts';

/** A range of a log in a query. */
export const RangeQuery = z
  .strictObject({ before: SeqQuery, after: SeqQuery, limit: Limit })
  .refine((q) => q.before === undefined || q.after === undefined, 'before or after, not both');

/** A page of a log's events. */
export const Events = z
  .strictObject({
    items: z.array(z.looseObject({ seq: Seq, at: z.int(), by: z.string(), kind: z.string() })),
    from: Seq,
    asOf: Cursor,
  })
  .meta({
    examples: [
      {
        items: [
          {
            seq: 7,
            at: 1_794_000_000_000,
            by: NORA.id,
            kind: 'message.posted',
            class: 'post',
            body: { text: 'Same table, and the good chairs.' },
          },
        ],
        from: 1,
        asOf: 7,
      },
    ],
  });

/** A path of a message and one emoji under it. */
const Reacting = z
  .strictObject({ ...InMessage.shape, emoji: Emoji })
  .meta({ examples: [{ id: 'lobby', seq: 7, emoji: '\u{1f44d}' }] });

/** The routes with the tag `messages`. */
export const MESSAGES_ROUTES = {
  listMessages: {
    method: 'GET',
    path: '/api/v1/chats/:id/messages',
    auth: 'session',
    tag: 'messages',
    summary: 'A page of messages, oldest first: the newest, those before a seq, or those after one',
    params: InChat,
    query: RangeQuery,
    answers: { 200: page(chat.Message) },
  },
  postMessage: {
    method: 'POST',
    path: '/api/v1/chats/:id/messages',
    auth: 'session',
    tag: 'messages',
    summary: 'Post a message (201); the same `commandId` again gives the same message (200)',
    params: InChat,
    body: chat.NewMessage,
    answers: { 200: chat.Message, 201: chat.Message },
  },
  listEvents: {
    method: 'GET',
    path: '/api/v1/chats/:id/events',
    auth: 'session',
    tag: 'messages',
    summary:
      'A page of the chat’s log, oldest first: events before or after a seq, as `follow` gives them',
    params: InChat,
    query: RangeQuery,
    answers: { 200: Events },
  },
  markRead: {
    method: 'PUT',
    path: '/api/v1/chats/:id/read',
    auth: 'session',
    tag: 'messages',
    summary: 'Move one’s read mark forward',
    params: InChat,
    body: chat.ReadMark,
    answers: { 204: Empty },
  },
  getMessage: {
    method: 'GET',
    path: '/api/v1/chats/:id/messages/:seq',
    auth: 'session',
    tag: 'messages',
    summary: 'A message as it stands',
    params: InMessage,
    answers: { 200: chat.Message },
  },
  editMessage: {
    method: 'PATCH',
    path: '/api/v1/chats/:id/messages/:seq',
    auth: 'session',
    tag: 'messages',
    summary: 'Give one’s own message another text',
    params: InMessage,
    body: chat.MessageChange,
    answers: { 200: chat.Message },
  },
  deleteMessage: {
    method: 'DELETE',
    path: '/api/v1/chats/:id/messages/:seq',
    auth: 'session',
    tag: 'messages',
    summary: 'Erase a message for everyone; with `for=me` only for oneself',
    params: InMessage,
    query: z.strictObject({ for: z.enum(['everyone', 'me']).optional() }),
    answers: { 204: Empty },
  },
  getHistory: {
    method: 'GET',
    path: '/api/v1/chats/:id/messages/:seq/history',
    auth: 'session',
    tag: 'messages',
    summary: 'What a message said before it was edited, oldest first',
    params: InMessage,
    answers: { 200: page(chat.Version) },
  },
  listSeen: {
    method: 'GET',
    path: '/api/v1/chats/:id/messages/:seq/seen',
    auth: 'session',
    tag: 'messages',
    summary: 'Who has read a message, in direct chats and groups of up to 50, by user name',
    params: InMessage,
    query: z.strictObject({ after: AfterQuery, limit: Limit }),
    answers: { 200: page(User) },
  },
  addReaction: {
    method: 'PUT',
    path: '/api/v1/chats/:id/messages/:seq/reactions/:emoji',
    auth: 'session',
    tag: 'messages',
    summary: 'React to a message',
    params: Reacting,
    answers: { 204: Empty },
  },
  removeReaction: {
    method: 'DELETE',
    path: '/api/v1/chats/:id/messages/:seq/reactions/:emoji',
    auth: 'session',
    tag: 'messages',
    summary: 'Take one’s reaction away',
    params: Reacting,
    answers: { 204: Empty },
  },
  pinMessage: {
    method: 'PUT',
    path: '/api/v1/chats/:id/messages/:seq/pin',
    auth: 'session',
    tag: 'messages',
    summary: 'Pin a message',
    params: InMessage,
    answers: { 204: Empty },
  },
  unpinMessage: {
    method: 'DELETE',
    path: '/api/v1/chats/:id/messages/:seq/pin',
    auth: 'session',
    tag: 'messages',
    summary: 'Take a pin away',
    params: InMessage,
    answers: { 204: Empty },
  },
  listPins: {
    method: 'GET',
    path: '/api/v1/chats/:id/pins',
    auth: 'session',
    tag: 'messages',
    summary: 'The pinned messages of a chat, last pinned first (at most 100)',
    params: InChat,
    answers: { 200: page(chat.Message) },
  },
} as const satisfies Routes;
