// What people may ask a log to do. Imperatives; each has one primary log, named in the envelope.
import { z } from 'zod';
import { OpenBody } from './body.ts';
import { CommandId, LogName, UserId } from './ids.ts';
import { CHAT_NAME_CHARS_MAX, TOPIC_CHARS_MAX } from './limits.ts';
import { line } from './person.ts';

/** Name of a group or a room. */
export const ChatName = line(CHAT_NAME_CHARS_MAX)
  .min(1)
  .meta({ examples: ['Sunday lunch'] });
/** What a chat is about; empty for nothing. */
export const Topic = line(TOPIC_CHARS_MAX);

/** Every message there is starts here. Log: a chat's. */
export const PostMessage = z.strictObject({ kind: z.literal('postMessage'), body: OpenBody });

/** Makes the chat whose id the client minted. Log: that chat's. */
export const CreateChat = z.strictObject({
  kind: z.literal('createChat'),
  chat: z.enum(['group', 'room']),
  name: ChatName,
  /** Rooms only: in the list of rooms; true unless said otherwise. */
  listed: z.boolean().optional(),
});

/** A new name, a new topic, or both. Log: a chat's. */
export const ChangeChat = z.strictObject({
  kind: z.literal('changeChat'),
  name: ChatName.optional(),
  topic: Topic.optional(),
});
/** Log: a room's. */
export const JoinChat = z.strictObject({ kind: z.literal('joinChat') });
/** Log: a group's or a room's. */
export const LeaveChat = z.strictObject({ kind: z.literal('leaveChat') });
/** Log: a group's or a room's. */
export const AddMember = z.strictObject({ kind: z.literal('addMember'), user: UserId });
/** Log: a group's or a room's. */
export const RemoveMember = z.strictObject({ kind: z.literal('removeMember'), user: UserId });

export type PostMessage = z.infer<typeof PostMessage>;
export type CreateChat = z.infer<typeof CreateChat>;
export type ChangeChat = z.infer<typeof ChangeChat>;
export type AddMember = z.infer<typeof AddMember>;
export type RemoveMember = z.infer<typeof RemoveMember>;

/** What a client may send. */
export const Command = z.discriminatedUnion('kind', [
  PostMessage,
  CreateChat,
  ChangeChat,
  JoinChat,
  LeaveChat,
  AddMember,
  RemoveMember,
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
