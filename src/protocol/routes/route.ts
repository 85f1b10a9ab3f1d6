// What a route is, and the parts that several routes share: pages, ids in paths, limits in queries.
import { z } from 'zod';
import { BlobId, ChatId, Cursor, Seq } from '../ids.ts';
import { PAGE_MAX } from '../limits.ts';
import * as person from '../person.ts';

/** Items of a page; 50 unless told. */
export const Limit = z.coerce.number().int().min(1).max(PAGE_MAX).optional();
/** A seq in a query. */
export const SeqQuery = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();
/** The `next` of the page before. */
export const AfterQuery = searched(300).optional();

/** A text that is looked for: no NUL, which some databases cannot hold. */
export function searched(max: number) {
  return z
    .string()
    .max(max)
    .refine((text) => !text.includes('\u0000'), 'must not contain NUL');
}
/** A person in a path. */
export const ByName = z.strictObject({ username: person.Username });
/** A chat in a path. */
export const InChat = z.strictObject({ id: ChatId }).meta({ examples: [{ id: 'lobby' }] });
/** A seq in a path. */
const SeqInPath = z.coerce.number().pipe(Seq);
/** A message of a chat, in a path. */
export const InMessage = z
  .strictObject({ id: ChatId, seq: SeqInPath })
  .meta({ examples: [{ id: 'lobby', seq: 7 }] });
/** A message on somebody's wall, in a path. */
export const OnWall = z
  .strictObject({ username: person.Username, seq: SeqInPath })
  .meta({ examples: [{ username: 'nora', seq: 3 }] });
/** An uploaded file, in a path. */
export const InBlob = z
  .strictObject({ id: BlobId })
  .meta({ examples: [{ id: 'bcdefghijk2345672345' }] });
/** A person in a chat, in a path. */
export const MemberOf = z
  .strictObject({ id: ChatId, username: person.Username })
  .meta({ examples: [{ id: 'qrstuvwxyz2345672345', username: 'amara' }] });

/** A page of a list; `next` goes into `after` for the following page; `asOf` is the head that the page reflects. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().optional(),
    asOf: Cursor.optional(),
  });
}

/** The person of the examples. */
export const NORA = {
  id: 'abcdefghij2345672345',
  username: 'nora',
  displayName: 'Nora Lindqvist',
  role: 'owner',
  createdAt: 1_794_000_000_000,
  visibility: person.FIRST_VISIBILITY,
  settings: person.FIRST_SETTINGS,
  wallUnread: 0,
} as const;
/** A new session: the account, and the token unless a cookie was asked for. */
export const SignedIn = z
  .strictObject({ user: person.Account, token: z.string().optional() })
  .meta({
    id: 'SignedIn',
    examples: [
      { user: NORA, token: 'wY3mXv0bq1Zk8n4u2T7cJr5sLd9hFa6gEoPiQyVxKtM' },
      { user: NORA },
    ],
  });
/** No body. */
export const Empty = z.null();

/** What the place calls itself and how one gets in; public. */
export const Place = z
  .strictObject({
    name: z.string(),
    fresh: z.boolean(),
    codeNeeded: z.boolean(),
    signUp: z.enum(['open', 'invite', 'closed']),
    blobBytesMax: z.int(),
    version: z.string(),
  })
  .meta({
    id: 'Place',
    examples: [
      {
        name: 'Kith',
        fresh: false,
        codeNeeded: false,
        signUp: 'open',
        blobBytesMax: 104_857_600,
        version: '0.1.0',
      },
    ],
  });
export type Place = z.infer<typeof Place>;

/** One route. `auth: 'session'` routes answer 401 to strangers. `answers` maps status to the schema of the body. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly auth: 'none' | 'session';
  readonly tag:
    | 'server'
    | 'people'
    | 'contacts'
    | 'sessions'
    | 'chats'
    | 'messages'
    | 'walls'
    | 'files';
  /** `bytes`: the body is a file and goes to the handler unread. `file`: so does the answer. */
  readonly raw?: 'bytes' | 'file';
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answers: Readonly<Record<number, z.ZodType>>;
}

/** Routes by the name of what they do. */
export type Routes = Readonly<Record<string, Route>>;

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
