// Routes about messages, the events of a chat's log, and how far one has read.
import { z } from 'zod';
import * as chat from '../chat.ts';
import { Cursor, Seq } from '../ids.ts';
import { Empty, InChat, Limit, NORA, page, type Routes, SeqQuery } from './route.ts';

/** The routes with the tag `messages`. */
export const MESSAGES_ROUTES = {
  listMessages: {
    method: 'GET',
    path: '/api/v1/chats/:id/messages',
    auth: 'session',
    tag: 'messages',
    summary: 'A page of messages, oldest first: the newest, those before a seq, or those after one',
    params: InChat,
    query: z
      .strictObject({ before: SeqQuery, after: SeqQuery, limit: Limit })
      .refine((q) => q.before === undefined || q.after === undefined, 'before or after, not both'),
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
    query: z
      .strictObject({ before: SeqQuery, after: SeqQuery, limit: Limit })
      .refine((q) => q.before === undefined || q.after === undefined, 'before or after, not both'),
    answers: {
      200: z
        .strictObject({
          items: z.array(
            z.looseObject({ seq: Seq, at: z.int(), by: z.string(), kind: z.string() }),
          ),
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
        }),
    },
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
} as const satisfies Routes;
