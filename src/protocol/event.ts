// What has happened, as it stands in a log and goes over the wire. Past tense; an event never changes but by erasure.
import type { Body } from './body.ts';
import type { User } from './person.ts';

/** By what an event counts: posts are unread, changes and system events are not. */
export type EventClass = 'post' | 'change' | 'system';

/** Kinds of chats. */
export type ChatKind = 'direct' | 'group' | 'room';

/** Roles in a chat, highest first. */
export type Role = 'owner' | 'admin' | 'moderator' | 'member';

/** What is said in a chat's log. */
export type ChatFact =
  | { kind: 'message.posted'; class: 'post'; body: Body }
  | { kind: 'chat.created'; class: 'system'; chat: ChatKind; name: string; listed?: boolean }
  | { kind: 'chat.changed'; class: 'system'; name?: string; topic?: string }
  | { kind: 'chat.closed'; class: 'system' }
  | { kind: 'member.joined'; class: 'system'; user: string; role: Role }
  | { kind: 'member.left'; class: 'system'; user: string }
  | { kind: 'member.changed'; class: 'system'; user: string; role: Role };

/** What is said in an account's private log. */
export type UserFact =
  | { kind: 'chat.entered'; class: 'system'; chat: string }
  | { kind: 'chat.gone'; class: 'system'; chat: string }
  | { kind: 'account.changed'; class: 'system' }
  | { kind: 'mark.moved'; class: 'system'; chat: string; mark: number; posts: number };

/** What is said in the server's log, which everybody follows. */
export type ServerFact =
  | { kind: 'user.joined'; class: 'system'; user: User }
  | { kind: 'user.changed'; class: 'system'; user: User }
  | { kind: 'everybody.changed'; class: 'system'; on: boolean }
  | { kind: 'room.changed'; class: 'system'; chat: string; name?: string };

/** An event whose content was erased or replaced by a later one; only its number remains. */
export type BlankFact = { kind: 'blank'; class: 'system' };

/** Everything that can have happened. */
export type Fact = ChatFact | UserFact | ServerFact | BlankFact;
/** The kinds of facts. */
export type FactKind = Fact['kind'];

/** An event: a fact with its place. `by` is whose act it was, `at` ms since 1970, `command` the id that caused it. */
export type Event = Fact & {
  seq: number;
  at: number;
  by: string;
  command?: string;
};
