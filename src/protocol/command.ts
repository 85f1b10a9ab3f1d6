// What people may ask a log to do. Imperatives; each has one primary log, named in the envelope.
import { z } from 'zod';
import { NewBody, SaidText } from './body.ts';
import { BlobId, ChatId, CommandId, LogName, Seq, UserId } from './ids.ts';
import {
  CHAT_NAME_CHARS_MAX,
  EMOJI_CHARS_MAX,
  MESSAGE_CHARS_MAX,
  TOPIC_CHARS_MAX,
} from './limits.ts';
import { line } from './person.ts';

/** Name of a group or a room. */
export const ChatName = line(CHAT_NAME_CHARS_MAX)
  .min(1)
  .meta({ examples: ['Sunday lunch'] });
/** What a chat is about; empty for nothing. */
export const Topic = line(TOPIC_CHARS_MAX);

// One picture that people would call an emoji: pictographs with joiners, tones and variation, flags, keycaps.
const EMOJI =
  /^(?:\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?(?:[\u{e0020}-\u{e007f}]+)?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)*|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3)$/u;

/** One emoji. */
export const Emoji = z
  .string()
  .max(EMOJI_CHARS_MAX)
  .regex(EMOJI, 'must be one emoji')
  .meta({ examples: ['\u{1f44d}'] });

/** Every message there is starts here. Log: a chat's or a wall's. */
export const PostMessage = z.strictObject({ kind: z.literal('postMessage'), body: NewBody });

/** Posts what another message says, text and files, marked as forwarded. Log: where it goes to. */
export const ForwardMessage = z.strictObject({
  kind: z.literal('forwardMessage'),
  from: z.strictObject({ log: LogName, seq: Seq }),
});
/** Another text for one's own message. Log: the message's. */
export const EditMessage = z.strictObject({
  kind: z.literal('editMessage'),
  target: Seq,
  body: z.strictObject({ text: SaidText }),
});
/** Erases a message for everyone. Log: the message's. */
export const DeleteMessage = z.strictObject({ kind: z.literal('deleteMessage'), target: Seq });
/** Sets or takes away one's own reaction. Log: the message's. */
export const ReactToMessage = z.strictObject({
  kind: z.literal('reactToMessage'),
  target: Seq,
  emoji: Emoji,
  on: z.boolean(),
});
/** Pins a message, or takes the pin away. Log: the message's. */
export const PinMessage = z.strictObject({
  kind: z.literal('pinMessage'),
  target: Seq,
  on: z.boolean(),
});

/** Makes the chat whose id the client minted. Log: that chat's. */
export const CreateChat = z.strictObject({
  kind: z.literal('createChat'),
  chat: z.enum(['group', 'room']),
  name: ChatName,
  /** Rooms only: in the list of rooms; true unless said otherwise. */
  listed: z.boolean().optional(),
});

/** What can be changed of a group or a room. `avatar`: an uploaded picture; empty for none. */
export const ChatChanges = {
  name: ChatName.optional(),
  topic: Topic.optional(),
  avatar: BlobId.or(z.literal('')).optional(),
  /** Only moderators and above post. */
  readOnly: z.boolean().optional(),
  /** Rooms only: in the list of rooms. */
  listed: z.boolean().optional(),
  /** Groups only: newcomers read what was said before they came. */
  openHistory: z.boolean().optional(),
  /** Groups only: every member may add people and make invite links. */
  membersAdd: z.boolean().optional(),
};
/** Changes what is given. Log: a chat's. */
export const ChangeChat = z.strictObject({ kind: z.literal('changeChat'), ...ChatChanges });
/** Log: a room's. */
export const JoinChat = z.strictObject({ kind: z.literal('joinChat') });
/** Log: a group's or a room's. */
export const LeaveChat = z.strictObject({ kind: z.literal('leaveChat') });
/** Log: a group's or a room's. */
export const AddMember = z.strictObject({ kind: z.literal('addMember'), user: UserId });
/** Log: a group's or a room's. */
export const RemoveMember = z.strictObject({ kind: z.literal('removeMember'), user: UserId });
/** Removes somebody, if they are there, and keeps them out until the ban is lifted. Log: a group's or a room's. */
export const BanMember = z.strictObject({
  kind: z.literal('banMember'),
  user: UserId,
  on: z.boolean(),
});
/** Gives a role. `owner` hands the chat over: the one who gives it becomes admin. Log: a group's or a room's. */
export const ChangeRole = z.strictObject({
  kind: z.literal('changeRole'),
  user: UserId,
  role: z.enum(['owner', 'admin', 'moderator', 'member']),
});

/** What only its owner knows of a chat: a register, of which the other devices hear. */
export const ChatStateChanges = {
  muted: z.boolean().optional(),
  pinned: z.boolean().optional(),
  archived: z.boolean().optional(),
  unread: z.boolean().optional(),
  draft: z
    .string()
    .max(MESSAGE_CHARS_MAX)
    .refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'must be plain text')
    .optional(),
};
/** Changes what is given. Log: one's own. */
export const SetChatState = z.strictObject({
  kind: z.literal('setChatState'),
  chat: ChatId,
  ...ChatStateChanges,
});
/** Deletes a message for oneself only. Log: one's own. */
export const HideMessage = z.strictObject({
  kind: z.literal('hideMessage'),
  chat: ChatId,
  target: Seq,
});
/** Adds somebody to one's contacts, asks to where they want to be asked, or says yes to who asked. Log: one's own. */
export const AddContact = z.strictObject({ kind: z.literal('addContact'), user: UserId });
/** Removes a contact, withdraws a request, or refuses one. Log: one's own. */
export const RemoveContact = z.strictObject({ kind: z.literal('removeContact'), user: UserId });
/** Blocks somebody, or no longer. Log: one's own. */
export const BlockUser = z.strictObject({
  kind: z.literal('blockUser'),
  user: UserId,
  on: z.boolean(),
});

export type PostMessage = z.infer<typeof PostMessage>;
export type ForwardMessage = z.infer<typeof ForwardMessage>;
export type EditMessage = z.infer<typeof EditMessage>;
export type DeleteMessage = z.infer<typeof DeleteMessage>;
export type ReactToMessage = z.infer<typeof ReactToMessage>;
export type PinMessage = z.infer<typeof PinMessage>;
export type CreateChat = z.infer<typeof CreateChat>;
export type ChangeChat = z.infer<typeof ChangeChat>;
export type AddMember = z.infer<typeof AddMember>;
export type RemoveMember = z.infer<typeof RemoveMember>;
export type BanMember = z.infer<typeof BanMember>;
export type ChangeRole = z.infer<typeof ChangeRole>;
export type SetChatState = z.infer<typeof SetChatState>;
export type HideMessage = z.infer<typeof HideMessage>;
export type AddContact = z.infer<typeof AddContact>;
export type RemoveContact = z.infer<typeof RemoveContact>;
export type BlockUser = z.infer<typeof BlockUser>;

/** What a client may send. */
export const Command = z.discriminatedUnion('kind', [
  PostMessage,
  ForwardMessage,
  EditMessage,
  DeleteMessage,
  ReactToMessage,
  PinMessage,
  CreateChat,
  ChangeChat,
  JoinChat,
  LeaveChat,
  AddMember,
  RemoveMember,
  BanMember,
  ChangeRole,
  SetChatState,
  HideMessage,
  AddContact,
  RemoveContact,
  BlockUser,
]);
export type Command = z.infer<typeof Command>;

/** A command in its envelope: which log, the client's id for it, and what the client believes. */
export const Append = z.strictObject({
  log: LogName,
  command: CommandId,
  expect: z.strictObject({ epoch: z.int().min(0) }).optional(),
  ask: Command,
});
export type Append = z.infer<typeof Append>;
