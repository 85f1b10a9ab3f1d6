// The schema of the first slice: logs and events, accounts and sessions, chats and members.
import type { Step } from './step.ts';

/** Step 1. */
export const first: Step = ({ bigint, key, clustered }) => [
  `CREATE TABLE logs (
      log ${key} PRIMARY KEY, head ${bigint} NOT NULL, posts ${bigint} NOT NULL, at ${bigint} NOT NULL,
      epoch ${bigint} NOT NULL, last_post ${bigint} NOT NULL, active_at ${bigint} NOT NULL
    ) ${clustered}`,
  `CREATE TABLE events (
      log ${key} NOT NULL, seq ${bigint} NOT NULL, at ${bigint} NOT NULL, class ${key} NOT NULL,
      posts ${bigint} NOT NULL, event TEXT NOT NULL, PRIMARY KEY (log, seq)
    ) ${clustered}`,
  `CREATE TABLE commands (
      log ${key} NOT NULL, actor ${key} NOT NULL, command ${key} NOT NULL, first_seq ${bigint} NOT NULL,
      at ${bigint} NOT NULL, PRIMARY KEY (log, actor, command)
    ) ${clustered}`,
  `CREATE TABLE users (
      id ${key} PRIMARY KEY, username ${key} NOT NULL, name_key ${key} NOT NULL UNIQUE,
      look ${key} NOT NULL UNIQUE, display_name TEXT NOT NULL, display_key ${key} NOT NULL,
      email TEXT, email_key ${key} UNIQUE, first_name TEXT, family_name TEXT, gender TEXT, city TEXT,
      country TEXT, password TEXT NOT NULL, role ${key} NOT NULL, created_at ${bigint} NOT NULL
    )`,
  `CREATE TABLE sessions (
      id ${key} PRIMARY KEY, token ${key} NOT NULL UNIQUE, person ${key} NOT NULL REFERENCES users (id),
      device TEXT NOT NULL, created_at ${bigint} NOT NULL, seen_at ${bigint} NOT NULL,
      expires_at ${bigint} NOT NULL
    )`,
  'CREATE INDEX sessions_by_person ON sessions (person, seen_at)',
  `CREATE TABLE chats (
      id ${key} PRIMARY KEY, kind ${key} NOT NULL, name TEXT NOT NULL, name_key ${key} NOT NULL,
      topic TEXT NOT NULL, listed ${bigint} NOT NULL, closed ${bigint} NOT NULL,
      member_count ${bigint} NOT NULL
    )`,
  'CREATE INDEX chats_listed ON chats (listed, name_key, id)',
  `CREATE TABLE members (
      chat ${key} NOT NULL, person ${key} NOT NULL, role ${key} NOT NULL, active ${bigint} NOT NULL,
      since_seq ${bigint} NOT NULL, spans TEXT NOT NULL, read_seq ${bigint} NOT NULL,
      read_posts ${bigint} NOT NULL, delivered_seq ${bigint} NOT NULL, mark_event ${bigint} NOT NULL,
      PRIMARY KEY (chat, person)
    ) ${clustered}`,
  'CREATE INDEX members_by_person ON members (person, active)',
];
