// What chats gained: pictures, rules of their own, bans and invite links.
import type { Step } from './step.ts';

/** The part of step 2 about chats. */
export const chats: Step = ({ bigint, key, clustered }) => [
  `ALTER TABLE chats ADD COLUMN avatar ${key}`,
  `ALTER TABLE chats ADD COLUMN read_only ${bigint} NOT NULL DEFAULT 0`,
  `ALTER TABLE chats ADD COLUMN open_history ${bigint} NOT NULL DEFAULT 0`,
  `ALTER TABLE chats ADD COLUMN members_add ${bigint} NOT NULL DEFAULT 0`,
  `CREATE TABLE bans (
      chat ${key} NOT NULL, person ${key} NOT NULL, at ${bigint} NOT NULL, PRIMARY KEY (chat, person)
    ) ${clustered}`,
  `CREATE TABLE invites (
      code ${key} PRIMARY KEY, chat ${key} NOT NULL, person ${key} NOT NULL, created_at ${bigint} NOT NULL,
      expires_at ${bigint}, uses_left ${bigint}
    )`,
  `CREATE INDEX invites_by_chat ON invites (chat, created_at)`,
];
