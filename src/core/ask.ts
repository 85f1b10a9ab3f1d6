// Commands that only the server itself gives, beside those of the wire.
import type { Command } from '#protocol/command.ts';
import type { AccountChange, PersonalFields, User } from '#protocol/person.ts';

/** A new account. The private part goes into the account's row, never into an event. */
export interface CreateUser {
  kind: 'createUser';
  user: User;
  /** Argon2id in PHC form. */
  password: string;
  personal: PersonalFields;
  /** The invite link by which they come; where it leads they are at once. */
  invite?: { readonly code: string; readonly chat: string };
}

/** Changes one's own account; an empty text takes a field away. `avatar`: id of an upload of one's own; empty for none. */
export interface ChangeAccount {
  kind: 'changeAccount';
  change: AccountChange & { avatar?: string };
}

/** Ends one's own account: out of every chat, no contacts, no sessions, no name. */
export interface DeleteAccount {
  kind: 'deleteAccount';
  messages: 'keep' | 'erase';
}

/** Leaves a chat because the account is gone: the Lobby too. */
export interface LeaveForGood {
  kind: 'leaveChat';
  forGood: true;
}

/** Erases messages of a deleted account, or what stands on its wall; at most 16. Log: the messages'. */
export interface EraseMessages {
  kind: 'eraseMessages';
  targets: readonly number[];
}

/** Moves one's read mark in a chat forward. */
export interface MoveMark {
  kind: 'moveMark';
  chat: string;
  seq: number;
}

/** Moves the mark of one's own wall forward. */
export interface MoveWallMark {
  kind: 'moveWallMark';
  seq: number;
}

/** Joins a chat by an invite link. */
export interface AcceptInvite {
  kind: 'acceptInvite';
  code: string;
}

/** Everything that can be asked of a log. */
export type Ask =
  | Command
  | CreateUser
  | ChangeAccount
  | DeleteAccount
  | LeaveForGood
  | EraseMessages
  | MoveMark
  | MoveWallMark
  | AcceptInvite;

/** The ask of a kind. */
export type AskOf<Kind extends Ask['kind']> = Extract<Ask, { kind: Kind }>;
