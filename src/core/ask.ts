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
}

/** Changes one's own account; an empty text takes a field away. */
export interface ChangeAccount {
  kind: 'changeAccount';
  change: AccountChange;
}

/** Moves one's read mark in a chat forward. */
export interface MoveMark {
  kind: 'moveMark';
  chat: string;
  seq: number;
}

/** Everything that can be asked of a log. */
export type Ask = Command | CreateUser | ChangeAccount | MoveMark;
