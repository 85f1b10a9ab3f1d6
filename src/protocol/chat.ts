// Chats and messages as they stand: the shapes of lists and pages.
import { z } from 'zod';
import { NewBody, OpenBody, SaidText, SealedBody } from './body.ts';
import { ChatChanges, ChatName, ChatStateChanges, Emoji } from './command.ts';
import { BlobId, ChatId, CommandId, Cursor, LogName, Seq, UserId } from './ids.ts';
import { FIRST_MEMBERS_MAX, INVITE_MS_MAX, NAMED_SEQS_MAX } from './limits.ts';
import { User, Username } from './person.ts';

/** Two people, a closed circle, or a place that anybody joins. */
export const ChatKind = z.enum(['direct', 'group', 'room']);
/** Roles in a chat, highest first. */
export const Role = z.enum(['owner', 'admin', 'moderator', 'member']);

const NORA = { id: 'abcdefghij2345672345', username: 'nora', displayName: 'Nora Lindqvist' };
const BODY = { text: 'Same table, and the good chairs.' };

/** One emoji under a message: how many people, whether oneself, and the first 20 of them. */
export const Reaction = z.strictObject({
  emoji: Emoji,
  count: z.int().min(1),
  mine: z.boolean(),
  users: z.array(UserId).max(20),
});

/**
 * A message as it stands, in the chat `chat` or on the wall of `wall`. `at` and `edited` in ms since 1970; `command` is
 * the id its author's client minted; of a deleted one the body is empty and `deleted` says who did it.
 */
export const Message = z
  .strictObject({
    chat: ChatId.optional(),
    wall: UserId.optional(),
    seq: Seq,
    by: UserId,
    at: z.int(),
    body: z.union([OpenBody, SealedBody]),
    command: CommandId.optional(),
    mentions: z.array(UserId).optional(),
    all: z.literal(true).optional(),
    edited: z.int().optional(),
    deleted: z.strictObject({ by: UserId }).optional(),
    reactions: z.array(Reaction).optional(),
    pinned: z.literal(true).optional(),
  })
  .meta({
    id: 'Message',
    examples: [{ chat: 'lobby', seq: 7, by: NORA.id, at: 1_794_000_000_000, body: BODY }],
  });

/** What a message said at a time, oldest first; the last one is what it says now. */
export const Version = z
  .strictObject({ at: z.int(), text: z.string() })
  .meta({ id: 'Version', examples: [{ at: 1_794_000_000_000, text: BODY.text }] });

/** What only its owner knows of a chat. `unread`: marked so by hand. */
export const OwnState = z
  .strictObject({
    muted: z.literal(true).optional(),
    pinned: z.literal(true).optional(),
    archived: z.literal(true).optional(),
    unread: z.literal(true).optional(),
    draft: z.string().optional(),
  })
  .meta({ id: 'OwnState', examples: [{ muted: true, draft: 'See you at' }] });

/** Changes what is given of one's own state of a chat. */
export const OwnStateChange = z
  .strictObject(ChatStateChanges)
  .meta({ id: 'OwnStateChange', examples: [{ muted: true }] });

/** Somebody in a chat. `read` and `delivered` are seqs, in direct chats and groups of up to 50. */
export const Member = z
  .strictObject({
    ...User.shape,
    role: Role,
    read: Cursor.optional(),
    delivered: Cursor.optional(),
  })
  .meta({ id: 'Member', examples: [{ ...NORA, role: 'owner' }] });

/**
 * A chat as one person sees it. `erased`, `mentioned`: seqs behind one's mark of posts that were deleted and of those
 * that name one; `hidden`: what one deleted for oneself (with the members). `head` is the last seq and also what the rest reflects; `posts` counts messages ever;
 * `read` is one's own mark; `with` is the other person of a direct chat; `from` is the first seq one may read.
 */
export const Chat = z
  .strictObject({
    id: ChatId,
    kind: ChatKind,
    name: z.string(),
    topic: z.string().optional(),
    avatar: BlobId.optional(),
    listed: z.boolean().optional(),
    readOnly: z.literal(true).optional(),
    openHistory: z.literal(true).optional(),
    membersAdd: z.literal(true).optional(),
    with: User.optional(),
    role: Role.optional(),
    memberCount: z.int(),
    members: z.array(Member).optional(),
    head: Cursor,
    from: Seq,
    posts: Cursor,
    unread: Cursor,
    mentions: Cursor,
    read: Cursor,
    erased: z.array(Seq).max(NAMED_SEQS_MAX).optional(),
    mentioned: z.array(Seq).max(NAMED_SEQS_MAX).optional(),
    hidden: z.array(Seq).max(NAMED_SEQS_MAX).optional(),
    state: OwnState.optional(),
    last: Message.optional(),
  })
  .meta({
    id: 'Chat',
    examples: [
      {
        id: 'lobby',
        kind: 'room',
        name: 'Lobby',
        role: 'member',
        memberCount: 2,
        head: 7,
        from: 1,
        posts: 4,
        unread: 1,
        mentions: 0,
        read: 6,
      },
    ],
  });

/** A room in the list of rooms. */
export const Room = z
  .strictObject({
    id: ChatId,
    name: z.string(),
    topic: z.string().optional(),
    avatar: BlobId.optional(),
    memberCount: z.int(),
    joined: z.boolean(),
  })
  .meta({
    id: 'Room',
    examples: [{ id: 'lobby', name: 'Lobby', memberCount: 2, joined: true }],
  });

/** Makes a group or a room, or names the person for a direct chat. */
export const NewChat = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.enum(['group', 'room']),
      name: ChatName,
      members: z.array(Username).max(FIRST_MEMBERS_MAX).optional(),
      listed: z.boolean().optional(),
      commandId: CommandId.optional(),
    }),
    z.strictObject({ kind: z.literal('direct'), with: Username }),
  ])
  .meta({
    id: 'NewChat',
    examples: [
      { kind: 'group', name: 'Sunday lunch', members: ['amara', 'mateo'] },
      { kind: 'direct', with: 'amara' },
    ],
  });

/** What one may change of a group or a room. */
export const ChatChange = z
  .strictObject(ChatChanges)
  .meta({ id: 'ChatChange', examples: [{ name: 'Sunday lunch at ours' }] });

/** A message to post: text, files, or both; or one to forward. The same `commandId` again gives the same message. */
export const NewMessage = z
  .union([
    z.strictObject({ ...NewBody.shape, commandId: CommandId.optional() }),
    z.strictObject({
      forward: z.strictObject({ log: LogName, seq: Seq }),
      commandId: CommandId.optional(),
    }),
  ])
  .refine(
    (message) =>
      'forward' in message ||
      (message.text ?? '').trim() !== '' ||
      (message.blobs ?? []).length > 0,
    { error: 'must say something', path: ['text'] },
  )
  .meta({
    id: 'NewMessage',
    examples: [
      { text: BODY.text, commandId: 'a-1' },
      { text: 'The orchard today', blobs: ['bcdefghijk2345672345'] },
      { forward: { log: 'chat:lobby', seq: 7 } },
    ],
  });

/** Another text for a message. */
export const MessageChange = z
  .strictObject({ text: SaidText, commandId: CommandId.optional() })
  .meta({ id: 'MessageChange', examples: [{ text: 'Same table, and the better chairs.' }] });

/** A role to give. */
export const RoleChange = z
  .strictObject({ role: Role })
  .meta({ id: 'RoleChange', examples: [{ role: 'moderator' }] });

/** A link by which people join. Times in ms since 1970; without `usesLeft` anybody with the link, as often as they like. */
export const Invite = z
  .strictObject({
    code: z.string(),
    chat: ChatId,
    by: User,
    createdAt: z.int(),
    expiresAt: z.int().optional(),
    usesLeft: z.int().optional(),
  })
  .meta({
    id: 'Invite',
    examples: [
      {
        code: 'pX3mQv0bZk8n4u2TcJr5s',
        chat: 'qrstuvwxyz2345672345',
        by: NORA,
        createdAt: 1_794_000_000_000,
        expiresAt: 1_794_604_800_000,
        usesLeft: 10,
      },
    ],
  });

/** A new link; `expiresInMs` and `uses` may be left out. */
export const NewInvite = z
  .strictObject({
    expiresInMs: z.int().min(60_000).max(INVITE_MS_MAX).optional(),
    uses: z.int().min(1).max(1_000).optional(),
  })
  .meta({ id: 'NewInvite', examples: [{ expiresInMs: 604_800_000, uses: 10 }] });

/** What an invite link leads to, before one takes it. */
export const InviteTarget = z
  .strictObject({
    chat: ChatId,
    kind: ChatKind,
    name: z.string(),
    memberCount: z.int(),
    joined: z.boolean(),
  })
  .meta({
    id: 'InviteTarget',
    examples: [
      {
        chat: 'qrstuvwxyz2345672345',
        kind: 'group',
        name: 'Sunday lunch',
        memberCount: 4,
        joined: false,
      },
    ],
  });

/** How far one has read. */
export const ReadMark = z
  .strictObject({ seq: Cursor })
  .meta({ id: 'ReadMark', examples: [{ seq: 7 }] });

export type Message = z.infer<typeof Message>;
export type Member = z.infer<typeof Member>;
export type Chat = z.infer<typeof Chat>;
export type Room = z.infer<typeof Room>;
export type NewMessage = z.infer<typeof NewMessage>;
export type NewChat = z.infer<typeof NewChat>;
export type Invite = z.infer<typeof Invite>;
export type InviteTarget = z.infer<typeof InviteTarget>;
export type NewInvite = z.infer<typeof NewInvite>;
export type Version = z.infer<typeof Version>;
export type Reaction = z.infer<typeof Reaction>;
export type OwnStateChange = z.infer<typeof OwnStateChange>;
