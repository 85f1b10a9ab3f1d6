// Tables of profiles, contacts, blocks, and of accounts whose messages are being erased.
import type { Step } from './step.ts';

/** The part of step 2 about people. */
export const people: Step = ({ bigint, key, clustered }) => [
  `ALTER TABLE users ADD COLUMN about TEXT`,
  `ALTER TABLE users ADD COLUMN avatar ${key}`,
  `ALTER TABLE users ADD COLUMN deleted ${bigint} NOT NULL DEFAULT 0`,
  `ALTER TABLE users ADD COLUMN visibility TEXT NOT NULL DEFAULT '{}'`,
  `ALTER TABLE users ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'`,
  `ALTER TABLE users ADD COLUMN wall_seq ${bigint} NOT NULL DEFAULT 0`,
  `ALTER TABLE users ADD COLUMN wall_posts ${bigint} NOT NULL DEFAULT 0`,
  `CREATE TABLE contacts (
      person ${key} NOT NULL, other ${key} NOT NULL, state ${key} NOT NULL, at ${bigint} NOT NULL,
      PRIMARY KEY (person, other)
    ) ${clustered}`,
  `CREATE INDEX contacts_by_other ON contacts (other, state)`,
  `CREATE TABLE blocks (
      person ${key} NOT NULL, other ${key} NOT NULL, at ${bigint} NOT NULL, PRIMARY KEY (person, other)
    ) ${clustered}`,
  `CREATE TABLE erasures (person ${key} PRIMARY KEY, done TEXT NOT NULL)`,
];
