// Tables of what happens to messages after they were posted, and of what only one person knows of a chat.
import type { Step } from './step.ts';

/** The part of step 2 about messages. */
export const messages: Step = ({ bigint, key, clustered }) => [
  `ALTER TABLE events ADD COLUMN withheld ${key}`,
  `CREATE TABLE changes (
      log ${key} NOT NULL, target ${bigint} NOT NULL, seq ${bigint} NOT NULL, kind ${key} NOT NULL,
      withheld ${key}, PRIMARY KEY (log, target, seq)
    ) ${clustered}`,
  `CREATE TABLE reactions (
      log ${key} NOT NULL, target ${bigint} NOT NULL, emoji ${key} NOT NULL, person ${key} NOT NULL,
      seq ${bigint} NOT NULL, withheld ${key}, PRIMARY KEY (log, target, emoji, person)
    ) ${clustered}`,
  `CREATE TABLE pins (
      log ${key} NOT NULL, target ${bigint} NOT NULL, seq ${bigint} NOT NULL, PRIMARY KEY (log, target)
    ) ${clustered}`,
  `CREATE TABLE erased (log ${key} NOT NULL, seq ${bigint} NOT NULL, PRIMARY KEY (log, seq)) ${clustered}`,
  `CREATE TABLE mentions (
      log ${key} NOT NULL, person ${key} NOT NULL, seq ${bigint} NOT NULL, PRIMARY KEY (log, person, seq)
    ) ${clustered}`,
  `CREATE INDEX mentions_by_message ON mentions (log, seq)`,
  `CREATE TABLE hidden (
      person ${key} NOT NULL, chat ${key} NOT NULL, seq ${bigint} NOT NULL, PRIMARY KEY (person, chat, seq)
    ) ${clustered}`,
  `CREATE TABLE chat_states (
      person ${key} NOT NULL, chat ${key} NOT NULL, state TEXT NOT NULL, event ${bigint} NOT NULL,
      PRIMARY KEY (person, chat)
    ) ${clustered}`,
];
