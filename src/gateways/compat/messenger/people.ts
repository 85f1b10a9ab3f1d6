// People and contacts in the original's shapes, each as the asker may see them: names and addresses as far as they are
// shown, and who is here as far as presence tells.
import { isRejected } from '#base/result.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import { WATCHED_PEOPLE_MAX } from '#protocol/limits.ts';
import type { Account, PersonalFields, User } from '#protocol/person.ts';
import { utcTime } from '../frame/times.ts';
import { DEFAULT_PICTURE, pictureName } from './file-names.ts';
import { numbersOfPeople, numbersOfTies } from './numbers.ts';
import { silentFollower, type Tie, tiesOf } from './ties.ts';

/** Somebody, without their lists. */
export interface PersonJson {
  readonly date: string;
  readonly email: string;
  readonly fname: string;
  readonly id: number;
  readonly lname: string;
  readonly profile_pic: string;
  readonly status: 'online' | 'offline';
  readonly username: string;
}

/** A contact between two people. */
export interface ContactJson {
  readonly date: string;
  readonly id: number;
  readonly status: 'pending';
  readonly user_first: number;
  readonly user_first_obj: UserJson;
  readonly user_second: number;
  readonly user_second_obj: UserJson;
}

/** Somebody with their lists; of others than oneself, and in contacts, they are empty. Misspelt as in the original. */
export interface UserJson extends PersonJson {
  readonly contacts_received: readonly ContactJson[];
  readonly contacts_sent: readonly ContactJson[];
  readonly recieved_massages: readonly [];
  readonly sent_messages: readonly [];
}

/** Where nobody tells since when somebody is here. */
const UNKNOWN_DATE = 0;

interface Known extends PersonalFields {
  readonly number: number;
  readonly online: boolean;
  readonly since?: number;
}

function personJson(user: User, { number, online, since, ...fields }: Known): PersonJson {
  const [first = '', ...rest] = user.displayName.split(' ');
  const named = fields.firstName !== undefined || fields.familyName !== undefined;
  return {
    date: utcTime(since ?? UNKNOWN_DATE),
    email: fields.email ?? '',
    fname: named ? (fields.firstName ?? '') : first,
    id: number,
    lname: named ? (fields.familyName ?? '') : rest.join(' '),
    profile_pic: user.avatar === undefined ? DEFAULT_PICTURE : pictureName(user.avatar),
    status: online ? 'online' : 'offline',
    username: user.username,
  };
}

function userJson(
  person: PersonJson,
  sent: readonly ContactJson[] = [],
  received: readonly ContactJson[] = [],
): UserJson {
  const lists = { contacts_received: received, contacts_sent: sent };
  const all = { ...lists, recieved_massages: [], sent_messages: [], ...person };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))) as never;
}

/** Who of these people is here, as far as the asker may know. */
export async function whoIsHere(
  messenger: Messenger,
  actor: Actor,
  ids: readonly string[],
): Promise<Set<string>> {
  const here = new Set<string>();
  const users = ids.filter((id) => id !== actor.user).slice(0, WATCHED_PEOPLE_MAX);
  if (users.length === 0) return here;
  const looker = silentFollower(actor, (signal) => {
    if (signal.kind !== 'presence') return;
    for (const { user, state } of signal.presences) if (state !== 'offline') here.add(user);
  });
  try {
    await messenger.signal(looker, { kind: 'watch', users });
  } finally {
    messenger.leave(looker);
  }
  return here;
}

/** One person as the asker sees them, with what of their profile is shown. */
export async function personOf(
  messenger: Messenger,
  actor: Actor,
  user: User,
  known: { online: boolean; since?: number },
): Promise<PersonJson> {
  const [number = 0] = (await numbersOfPeople(messenger, [user.id])).values();
  const found = await messenger.read.profile(actor, user.username);
  const fields = isRejected(found) ? {} : fieldsOf(found);
  return personJson(isRejected(found) ? user : found, { ...known, ...fields, number });
}

function fieldsOf({ firstName, familyName, email }: PersonalFields): PersonalFields {
  return {
    ...(firstName && { firstName }),
    ...(familyName && { familyName }),
    ...(email && { email }),
  };
}

/** Somebody else, as `/users/<id>` answers. */
export async function otherUser(messenger: Messenger, actor: Actor, user: User): Promise<UserJson> {
  const here = await whoIsHere(messenger, actor, [user.id]);
  return userJson(await personOf(messenger, actor, user, { online: here.has(user.id) }));
}

/** Many people at once, by what everybody sees of them. */
export async function manyUsers(
  messenger: Messenger,
  actor: Actor,
  users: readonly User[],
): Promise<UserJson[]> {
  const ids = users.map(({ id }) => id);
  const numbers = await numbersOfPeople(messenger, ids);
  const here = await whoIsHere(messenger, actor, ids);
  return users.map((user) => {
    const known = { number: numbers.get(user.id) ?? 0, online: here.has(user.id) };
    return userJson(personJson(user, known));
  });
}

/** The asker's own account, with their contacts. */
export async function ownUser(
  messenger: Messenger,
  actor: Actor,
  account: Account,
): Promise<UserJson> {
  const self = await ownPerson(messenger, account);
  const ties = await tiesOf(messenger, actor);
  const contacts = await contactsJson(messenger, actor, self, ties);
  const sent = contacts.filter((_contact, at) => ties[at]?.sent === true);
  const received = contacts.filter((_contact, at) => ties[at]?.sent === false);
  return userJson(self, sent, received);
}

async function ownPerson(messenger: Messenger, account: Account): Promise<PersonJson> {
  const [number = 0] = (await numbersOfPeople(messenger, [account.id])).values();
  const known = { number, online: true, since: account.createdAt };
  return personJson(account, { ...known, ...fieldsOf(account) });
}

/** All contacts of the asker, or those of the given ties. */
export async function contactsOf(
  messenger: Messenger,
  actor: Actor,
  account: Account,
  ties?: readonly Tie[],
): Promise<ContactJson[]> {
  const self = await ownPerson(messenger, account);
  return contactsJson(messenger, actor, self, ties ?? (await tiesOf(messenger, actor)));
}

async function contactsJson(
  messenger: Messenger,
  actor: Actor,
  self: PersonJson,
  ties: readonly Tie[],
): Promise<ContactJson[]> {
  const ids = ties.map(({ other }) => other.id);
  const here = await whoIsHere(messenger, actor, ids);
  const numbers = await numbersOfTies(
    messenger,
    ids.map((id) => [actor.user, id]),
  );
  const contacts: ContactJson[] = [];
  for (const [at, { other, sent, since }] of ties.entries()) {
    const person = await personOf(messenger, actor, other, { online: here.has(other.id), since });
    const [first, second] = sent ? [self, person] : [person, self];
    contacts.push({
      date: utcTime(since),
      id: numbers[at] ?? 0,
      status: 'pending',
      user_first: first.id,
      user_first_obj: userJson(first),
      user_second: second.id,
      user_second_obj: userJson(second),
    });
  }
  return contacts;
}
