// Accounts: signing up, changing what others see, and how far one has read.

import { EVERYBODY_PEOPLE_AGAIN, EVERYBODY_PEOPLE_MAX } from '#protocol/limits.ts';
import { LOBBY, SERVER_LOG } from '#protocol/well-known.ts';
import type { ChangeAccount, CreateUser, MoveMark } from '../ask.ts';
import type { Facts } from '../facts.ts';
import { chatLog, userLog } from '../log-name.ts';
import { nameKey } from '../person-name.ts';
import type { Decided, Decision } from './decision.ts';

// Names that mean something else: in paths (`/users/me`), and when people are called (`@all`).
const RESERVED: ReadonlySet<string> = new Set(['me', 'all', 'everybody', 'everyone', 'here']);

/** A new account: in the directory and in the Lobby, which the first account opens and owns. */
export function createUser(facts: Facts, { user }: CreateUser): Decision {
  if (facts.usernameTaken || RESERVED.has(nameKey(user.username))) {
    return { rejected: 'usernameTaken', field: 'username' };
  }
  if (facts.emailTaken) return { rejected: 'emailTaken', field: 'email' };
  const people = facts.people ?? 0;
  const lobby = chatLog(LOBBY);
  const role = people === 0 ? 'owner' : 'member';
  const events: Decided[] = [
    { log: SERVER_LOG, fact: { kind: 'user.joined', class: 'system', user } },
  ];
  if (people === 0) events.push(lobbyOpened(lobby));
  events.push(
    { log: lobby, fact: { kind: 'member.joined', class: 'system', user: user.id, role } },
    { log: userLog(user.id), fact: { kind: 'chat.entered', class: 'system', chat: LOBBY } },
  );
  const on = everybodyAfter(facts.everybody ?? true, people + 1);
  if (on !== (facts.everybody ?? true)) {
    events.push({ log: SERVER_LOG, fact: { kind: 'everybody.changed', class: 'system', on } });
  }
  return events;
}

function lobbyOpened(log: string): Decided {
  return {
    log,
    fact: { kind: 'chat.created', class: 'system', chat: 'room', name: 'Lobby', listed: true },
  };
}

/** Whether newcomers appear to everybody: a latch, so that it does not flutter around the limit. */
export function everybodyAfter(on: boolean, people: number): boolean {
  return on ? people <= EVERYBODY_PEOPLE_MAX : people < EVERYBODY_PEOPLE_AGAIN;
}

/** Public changes are told to everybody, private ones to the account's own devices only. */
export function changeAccount(facts: Facts, { change }: ChangeAccount): Decision {
  if (!facts.account) return { rejected: 'notSignedIn' };
  if (facts.emailTaken) return { rejected: 'emailTaken', field: 'email' };
  const events: Decided[] = [
    { log: facts.log, fact: { kind: 'account.changed', class: 'system' } },
  ];
  const displayName = change.displayName;
  if (displayName !== undefined && displayName !== facts.account.displayName) {
    const user = { ...facts.account, displayName };
    events.push({ log: SERVER_LOG, fact: { kind: 'user.changed', class: 'system', user } });
  }
  return events;
}

/** A read mark goes forward, and never beyond the head. */
export function moveMark(facts: Facts, { chat, seq }: MoveMark): Decision {
  if (!facts.mark) return { rejected: 'notFound', what: 'chat' };
  const to = Math.min(seq, facts.mark.head);
  if (to <= facts.mark.seq) return [];
  return [
    {
      log: facts.log,
      fact: { kind: 'mark.moved', class: 'system', chat, mark: to, posts: facts.mark.posts },
    },
  ];
}
