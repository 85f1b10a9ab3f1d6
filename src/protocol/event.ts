// What has happened, as it stands in a log and goes over the wire. Past tense; an event never changes but by erasure.
import type { Body } from './body.ts';
import type { User } from './person.ts';

/** By what an event counts: posts are unread, changes and system events are not. */
export type EventClass = 'post' | 'change' | 'system';

/** Kinds of chats. */
export type ChatKind = 'direct' | 'group' | 'room';

/** Roles in a chat, highest first. */
export type Role = 'owner' | 'admin' | 'moderator' | 'member';

/** Whom a text names: people by id, and whether everybody. */
export type Named = {
  mentions?: string[];
  all?: true;
};

/** What is said in a chat's log or a wall's. `target` is the seq of the message that a change is about. */
export type MessageFact =
  | ({ kind: 'message.posted'; class: 'post'; body: Body } & Named)
  | ({ kind: 'message.edited'; class: 'change'; target: number; body: { text: string } } & Named)
  | { kind: 'message.deleted'; class: 'change'; target: number }
  | { kind: 'message.reacted'; class: 'change'; target: number; emoji: string; on: boolean }
  | { kind: 'message.pinned'; class: 'change'; target: number; on: boolean };

/** What can be changed of a chat; only what is another now. An empty avatar is none. */
export type ChatChanged = {
  name?: string;
  topic?: string;
  avatar?: string;
  readOnly?: boolean;
  listed?: boolean;
  openHistory?: boolean;
  membersAdd?: boolean;
};

/** What happens to a chat and its members. `member.banned`: of somebody who was not there. */
export type ChatFact =
  | { kind: 'chat.created'; class: 'system'; chat: ChatKind; name: string; listed?: boolean }
  | ({ kind: 'chat.changed'; class: 'system' } & ChatChanged)
  | { kind: 'chat.closed'; class: 'system' }
  | { kind: 'member.joined'; class: 'system'; user: string; role: Role; invited?: true }
  | { kind: 'member.left'; class: 'system'; user: string; banned?: true }
  | { kind: 'member.banned'; class: 'system'; user: string }
  | { kind: 'member.unbanned'; class: 'system'; user: string }
  | { kind: 'member.changed'; class: 'system'; user: string; role: Role };

/** What only its owner knows of a chat; what is missing is off or empty. */
export interface ChatState {
  muted?: true;
  pinned?: true;
  archived?: true;
  /** Marked unread by hand, whatever was read. */
  unread?: true;
  draft?: string;
}

/** How two people stand: one's own side and the other's. `asked` waits for the other's yes. */
export type ContactState = 'none' | 'asked' | 'contact';

/** What is said in an account's private log. */
export type UserFact =
  | { kind: 'chat.entered'; class: 'system'; chat: string }
  | { kind: 'chat.gone'; class: 'system'; chat: string }
  | { kind: 'account.changed'; class: 'system' }
  | { kind: 'mark.moved'; class: 'system'; chat: string; mark: number; posts: number }
  | { kind: 'state.changed'; class: 'system'; chat: string; state: ChatState }
  | { kind: 'message.hidden'; class: 'system'; chat: string; target: number }
  | {
      kind: 'contact.changed';
      class: 'system';
      user: string;
      mine: ContactState;
      theirs: ContactState;
    }
  | { kind: 'block.changed'; class: 'system'; user: string; on: boolean }
  | { kind: 'wall.posted'; class: 'system'; target: number; from: string }
  | { kind: 'wall.seen'; class: 'system'; mark: number; posts: number };

/** What is said in the server's log, which everybody follows. */
export type ServerFact =
  | { kind: 'user.joined'; class: 'system'; user: User }
  | { kind: 'user.changed'; class: 'system'; user: User }
  | { kind: 'user.deleted'; class: 'system'; user: string }
  | { kind: 'everybody.changed'; class: 'system'; on: boolean }
  | { kind: 'room.changed'; class: 'system'; chat: string; name?: string };

/**
 * An event whose content was erased (class `post`: a message, of which the tombstone is left) or replaced by a later
 * one; only its number remains.
 */
export type BlankFact = { kind: 'blank'; class: EventClass };

/** What somebody may not see though they may follow the log: only its number is told. */
export type WithheldFact = { kind: 'withheld'; class: 'system' };

/** Everything that can have happened. */
export type Fact = MessageFact | ChatFact | UserFact | ServerFact | BlankFact | WithheldFact;
/** The kinds of facts. */
export type FactKind = Fact['kind'];

/** An event: a fact with its place. `by` is whose act it was, `at` ms since 1970, `command` the id that caused it. */
export type Event = Fact & {
  seq: number;
  at: number;
  by: string;
  command?: string;
};
