// Chats and messages as they stand: the shapes of lists and pages.
import { z } from 'zod';
import { OpenBody, SealedBody } from './body.ts';
import { ChatName, Topic } from './command.ts';
import { ChatId, CommandId, Cursor, Seq, UserId } from './ids.ts';
import { FIRST_MEMBERS_MAX } from './limits.ts';
import { User, Username } from './person.ts';

/** Two people, a closed circle, or a place that anybody joins. */
export const ChatKind = z.enum(['direct', 'group', 'room']);
/** Roles in a chat, highest first. */
export const Role = z.enum(['owner', 'admin', 'moderator', 'member']);

const NORA = { id: 'abcdefghij2345672345', username: 'nora', displayName: 'Nora Lindqvist' };
const BODY = { text: 'Same table, and the good chairs.' };

/** A message as it stands. `at` in ms since 1970; `command` is the id its author's client minted. */
export const Message = z
  .strictObject({
    chat: ChatId,
    seq: Seq,
    by: UserId,
    at: z.int(),
    body: z.union([OpenBody, SealedBody]),
    command: CommandId.optional(),
    edited: z.int().optional(),
    deleted: z.boolean().optional(),
  })
  .meta({
    id: 'Message',
    examples: [{ chat: 'lobby', seq: 7, by: NORA.id, at: 1_794_000_000_000, body: BODY }],
  });

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
 * A chat as one person sees it. `head` is the last seq and also what the rest reflects; `posts` counts messages ever;
 * `read` is one's own mark; `with` is the other person of a direct chat; `from` is the first seq one may read.
 */
export const Chat = z
  .strictObject({
    id: ChatId,
    kind: ChatKind,
    name: z.string(),
    topic: z.string().optional(),
    listed: z.boolean().optional(),
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
  .strictObject({ name: ChatName.optional(), topic: Topic.optional() })
  .meta({ id: 'ChatChange', examples: [{ name: 'Sunday lunch at ours' }] });

/** A message to post; the same `commandId` again gives the same message. */
export const NewMessage = z
  .strictObject({ text: OpenBody.shape.text, commandId: CommandId.optional() })
  .meta({ id: 'NewMessage', examples: [{ text: BODY.text, commandId: 'a-1' }] });

/** How far one has read. */
export const ReadMark = z
  .strictObject({ seq: Cursor })
  .meta({ id: 'ReadMark', examples: [{ seq: 7 }] });

export type Message = z.infer<typeof Message>;
export type Member = z.infer<typeof Member>;
export type Chat = z.infer<typeof Chat>;
export type Room = z.infer<typeof Room>;
export type NewChat = z.infer<typeof NewChat>;
