// Accounts: signing up, changing what others see, and leaving for good.

import { EVERYBODY_PEOPLE_AGAIN, EVERYBODY_PEOPLE_MAX } from '#protocol/limits.ts';
import type { User } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { LOBBY, SERVER_LOG } from '#protocol/well-known.ts';
import type { ChangeAccount, CreateUser } from '../ask.ts';
import type { Facts } from '../facts.ts';
import { chatLog, userLog } from '../log-name.ts';
import { nameKey, nameLook } from '../person-name.ts';
import { joined } from './coming.ts';
import type { Decided, Decision, Rules } from './decision.ts';
import { full, NO_INVITE } from './member.ts';

// Names that mean something else: in paths (`/users/me`), and when people are called (`@all`).
const RESERVED: ReadonlySet<string> = new Set(['me', 'all', 'everybody', 'everyone', 'here']);
/** How the names of deleted accounts begin; nobody takes one that looks so. */
const DELETED = 'deleted-';

/** Rules of accounts. */
export const ACCOUNT_RULES: Rules<
  'createUser' | 'changeAccount' | 'deleteAccount' | 'eraseMessages'
> = {
  createUser,
  changeAccount,
  deleteAccount,
  eraseMessages,
};

/** The user name of an account that is gone. */
export function nameOfDeleted(id: string): string {
  return DELETED + id;
}

function isReserved(username: string): boolean {
  return RESERVED.has(nameKey(username)) || nameLook(username).startsWith(nameLook(DELETED));
}

/** A new account: in the directory and in the Lobby, which the first account opens and owns. */
export function createUser(facts: Facts, ask: CreateUser): Decision {
  const { user } = ask;
  const invited = byInvite(facts, ask);
  if ('rejected' in invited) return invited;
  if (facts.usernameTaken || isReserved(user.username)) {
    return { rejected: 'usernameTaken', field: 'username' };
  }
  if (facts.emailTaken) return { rejected: 'emailTaken', field: 'email' };
  const people = facts.people ?? 0;
  const lobby = chatLog(LOBBY);
  const role = people === 0 ? 'owner' : 'member';
  const events: Decided[] = [
    { log: SERVER_LOG, fact: { kind: 'user.joined', class: 'system', user } },
  ];
  if (people === 0 && !facts.lobby) events.push(lobbyOpened(lobby));
  events.push(
    { log: lobby, fact: { kind: 'member.joined', class: 'system', user: user.id, role } },
    { log: userLog(user.id), fact: { kind: 'chat.entered', class: 'system', chat: LOBBY } },
  );
  return [...events, ...invited, ...everybodyChanged(facts, people + 1)];
}

/** Who comes by an invite link is where it leads at once; who comes by one that leads nowhere does not come. */
function byInvite(
  { chat, invited }: Facts,
  { user, invite }: CreateUser,
): readonly Decided[] | Rejection {
  if (!invite) return [];
  if (!chat || chat.closed || !invited) return NO_INVITE;
  if (chat.id === LOBBY) return [];
  return full(chat) ?? joined(chat.id, user.id, { invited: true });
}

function lobbyOpened(log: string): Decided {
  return {
    log,
    fact: { kind: 'chat.created', class: 'system', chat: 'room', name: 'Lobby', listed: true },
  };
}

function everybodyChanged(facts: Facts, people: number): Decided[] {
  const before = facts.everybody ?? true;
  const on = everybodyAfter(before, people);
  if (on === before) return [];
  return [{ log: SERVER_LOG, fact: { kind: 'everybody.changed', class: 'system', on } }];
}

/** Whether newcomers appear to everybody: a latch, so that it does not flutter around the limit. */
export function everybodyAfter(on: boolean, people: number): boolean {
  return on ? people <= EVERYBODY_PEOPLE_MAX : people < EVERYBODY_PEOPLE_AGAIN;
}

/** Public changes are told to everybody, private ones to the account's own devices only. */
export function changeAccount(facts: Facts, { change }: ChangeAccount): Decision {
  if (!facts.account) return { rejected: 'notSignedIn' };
  if (facts.emailTaken) return { rejected: 'emailTaken', field: 'email' };
  if (change.avatar && !facts.avatarFound) return { rejected: 'notFound', what: 'blob' };
  const events: Decided[] = [
    { log: facts.log, fact: { kind: 'account.changed', class: 'system' } },
  ];
  const user = asSeen(facts.account, change);
  if (user) events.push({ log: SERVER_LOG, fact: { kind: 'user.changed', class: 'system', user } });
  return events;
}

/** The person as others see them from now on; undefined when they see no change. */
function asSeen(account: User, change: ChangeAccount['change']): User | undefined {
  const { avatar: before = '', ...rest } = account;
  const { displayName = account.displayName, avatar = before } = change;
  if (displayName === account.displayName && avatar === before) return undefined;
  return { ...rest, displayName, ...(avatar ? { avatar } : {}) };
}

/**
 * The beginning of an account's end: from here on nobody can sign in to it, and it has no name. Leaving the chats and
 * erasing follow in commands of their own. Who looks after the server goes last.
 */
export function deleteAccount(facts: Facts): Decision {
  if (!facts.account) return { rejected: 'notSignedIn' };
  const people = facts.people ?? 1;
  if (facts.owner && people > 1) return { rejected: 'notAllowed' };
  const { actor: user } = facts;
  return [
    { log: SERVER_LOG, fact: { kind: 'user.deleted', class: 'system', user } },
    ...everybodyChanged(facts, people - 1),
  ];
}

/** Only of deleted accounts, whose own acts these are; what is not theirs to erase is not among the facts. */
export function eraseMessages(facts: Facts): Decision {
  return (facts.erasable ?? []).map(
    ({ seq, withheld }): Decided => ({
      log: facts.log,
      fact: { kind: 'message.deleted', class: 'change', target: seq },
      withheld,
    }),
  );
}
