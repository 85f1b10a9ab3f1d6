// Every HTTP route, once: method, path, who may call it, what goes in and comes out. The gateway mounts these, the API
// description is generated from these, and the tests that try bad input walk through these.
import { z } from 'zod';
import * as chat from './chat.ts';
import { ChatId, Cursor, Seq, SessionId, UserId } from './ids.ts';
import { PAGE_MAX } from './limits.ts';
import * as person from './person.ts';

const Limit = z.coerce.number().int().min(1).max(PAGE_MAX).optional();
const SeqQuery = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();
const AfterQuery = z.string().max(300).optional();
const ByName = z.strictObject({ username: person.Username });
const InChat = z.strictObject({ id: ChatId });
const MemberOf = z.strictObject({ id: ChatId, username: person.Username });

/** A page of a list; `next` goes into `after` for the following page; `asOf` is the head that the page reflects. */
function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().optional(),
    asOf: Cursor.optional(),
  });
}

const SignedIn = z
  .strictObject({ user: person.Account, token: z.string().optional() })
  .meta({ id: 'SignedIn' });
const Empty = z.null();

/** What the place calls itself and how one gets in; public. */
export const Place = z
  .strictObject({
    name: z.string(),
    fresh: z.boolean(),
    codeNeeded: z.boolean(),
    signUp: z.enum(['open', 'closed']),
    version: z.string(),
  })
  .meta({
    id: 'Place',
    examples: [{ name: 'Kith', fresh: false, codeNeeded: false, signUp: 'open', version: '0.1.0' }],
  });
export type Place = z.infer<typeof Place>;

/** One route. `auth: 'session'` routes answer 401 to strangers. `answers` maps status to the schema of the body. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly auth: 'none' | 'session';
  readonly tag: 'server' | 'people' | 'sessions' | 'chats' | 'messages';
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answers: Readonly<Record<number, z.ZodType>>;
}

/** All routes below `/api/v1` by the name of what they do, and `/healthz`. */
export const ROUTES = {
  health: {
    method: 'GET',
    path: '/healthz',
    auth: 'none',
    tag: 'server',
    summary: 'Whether the server works, store included',
    answers: { 200: z.strictObject({ status: z.literal('ok'), version: z.string() }) },
  },
  getPlace: {
    method: 'GET',
    path: '/api/v1/place',
    auth: 'none',
    tag: 'server',
    summary: 'The name of the place and how one signs up',
    answers: { 200: Place },
  },
  signUp: {
    method: 'POST',
    path: '/api/v1/users',
    auth: 'none',
    tag: 'people',
    summary: 'Make an account and sign in; with `cookie: true` a cookie instead of a token',
    body: person.SignUp,
    answers: { 201: SignedIn },
  },
  listUsers: {
    method: 'GET',
    path: '/api/v1/users',
    auth: 'session',
    tag: 'people',
    summary: 'The directory, by user name; `query` looks in user and display names, `ids` (comma-separated) names people',
    query: z.strictObject({
      query: z.string().max(100).optional(),
      ids: z
        .string()
        .max(PAGE_MAX * 21)
        .transform((text) => text.split(',').slice(0, PAGE_MAX))
        .pipe(z.array(UserId))
        .optional(),
      after: AfterQuery,
      limit: Limit,
    }),
    answers: { 200: page(person.User) },
  },
  getMe: {
    method: 'GET',
    path: '/api/v1/users/me',
    auth: 'session',
    tag: 'people',
    summary: 'One’s own account, with the fields that others do not see',
    answers: { 200: person.Account },
  },
  changeMe: {
    method: 'PATCH',
    path: '/api/v1/users/me',
    auth: 'session',
    tag: 'people',
    summary: 'Change one’s account; an empty text takes a field away',
    body: person.AccountChange,
    answers: { 200: person.Account },
  },
  changePassword: {
    method: 'PUT',
    path: '/api/v1/users/me/password',
    auth: 'session',
    tag: 'sessions',
    summary: 'Change the password; ends all other sessions',
    body: person.PasswordChange,
    answers: { 204: Empty },
  },
  getUser: {
    method: 'GET',
    path: '/api/v1/users/:username',
    auth: 'session',
    tag: 'people',
    summary: 'A person by user name',
    params: ByName,
    answers: { 200: person.User },
  },
  signIn: {
    method: 'POST',
    path: '/api/v1/sessions',
    auth: 'none',
    tag: 'sessions',
    summary: 'Sign in by user name or e-mail; with `cookie: true` a cookie instead of a token',
    body: person.SignIn,
    answers: { 201: SignedIn },
  },
  listSessions: {
    method: 'GET',
    path: '/api/v1/sessions',
    auth: 'session',
    tag: 'sessions',
    summary: 'Where one is signed in, newest first',
    answers: { 200: page(person.Session) },
  },
  endCurrentSession: {
    method: 'DELETE',
    path: '/api/v1/sessions/current',
    auth: 'session',
    tag: 'sessions',
    summary: 'Sign out',
    answers: { 204: Empty },
  },
  endSession: {
    method: 'DELETE',
    path: '/api/v1/sessions/:id',
    auth: 'session',
    tag: 'sessions',
    summary: 'End a session of one’s own',
    params: z.strictObject({ id: SessionId }),
    answers: { 204: Empty },
  },
  listChats: {
    method: 'GET',
    path: '/api/v1/chats',
    auth: 'session',
    tag: 'chats',
    summary: 'One’s chats, last used first, then everybody one has not talked with yet',
    query: z.strictObject({ after: AfterQuery, limit: Limit }),
    answers: { 200: page(chat.Chat) },
  },
  createChat: {
    method: 'POST',
    path: '/api/v1/chats',
    auth: 'session',
    tag: 'chats',
    summary: 'Make a group or a room (201), or get the direct chat with somebody (200)',
    body: chat.NewChat,
    answers: { 200: chat.Chat, 201: chat.Chat },
  },
  getChat: {
    method: 'GET',
    path: '/api/v1/chats/:id',
    auth: 'session',
    tag: 'chats',
    summary: 'A chat with its members (the first 1,000)',
    params: InChat,
    answers: { 200: chat.Chat },
  },
  changeChat: {
    method: 'PATCH',
    path: '/api/v1/chats/:id',
    auth: 'session',
    tag: 'chats',
    summary: 'Change a chat’s name or topic',
    params: InChat,
    body: chat.ChatChange,
    answers: { 200: chat.Chat },
  },
  listMembers: {
    method: 'GET',
    path: '/api/v1/chats/:id/members',
    auth: 'session',
    tag: 'chats',
    summary: 'The members of a chat, by user name',
    params: InChat,
    query: z.strictObject({ after: AfterQuery, limit: Limit }),
    answers: { 200: page(chat.Member) },
  },
  joinChat: {
    method: 'PUT',
    path: '/api/v1/chats/:id/members/me',
    auth: 'session',
    tag: 'chats',
    summary: 'Join a room',
    params: InChat,
    answers: { 200: chat.Chat },
  },
  leaveChat: {
    method: 'DELETE',
    path: '/api/v1/chats/:id/members/me',
    auth: 'session',
    tag: 'chats',
    summary: 'Leave a group or a room',
    params: InChat,
    answers: { 204: Empty },
  },
  addMember: {
    method: 'PUT',
    path: '/api/v1/chats/:id/members/:username',
    auth: 'session',
    tag: 'chats',
    summary: 'Add somebody to a group or a room',
    params: MemberOf,
    answers: { 204: Empty },
  },
  removeMember: {
    method: 'DELETE',
    path: '/api/v1/chats/:id/members/:username',
    auth: 'session',
    tag: 'chats',
    summary: 'Remove somebody from a group or a room',
    params: MemberOf,
    answers: { 204: Empty },
  },
  listRooms: {
    method: 'GET',
    path: '/api/v1/rooms',
    auth: 'session',
    tag: 'chats',
    summary: 'The listed rooms, by name; `query` looks in names',
    query: z.strictObject({ query: z.string().max(100).optional(), after: AfterQuery, limit: Limit }),
    answers: { 200: page(chat.Room) },
  },
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
    summary: 'A page of the chat’s log, oldest first: events before or after a seq, as `follow` gives them',
    params: InChat,
    query: z
      .strictObject({ before: SeqQuery, after: SeqQuery, limit: Limit })
      .refine((q) => q.before === undefined || q.after === undefined, 'before or after, not both'),
    answers: {
      200: z.strictObject({
        items: z.array(z.looseObject({ seq: Seq, at: z.int(), by: z.string(), kind: z.string() })),
        from: Seq,
        asOf: Cursor,
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
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;

/** The shape of every error. */
export const ErrorBody = z
  .strictObject({
    error: z.looseObject({ code: z.string(), message: z.string(), field: z.string().optional() }),
  })
  .meta({
    id: 'Error',
    examples: [
      { error: { code: 'usernameTaken', message: 'This user name is taken.', field: 'username' } },
    ],
  });
