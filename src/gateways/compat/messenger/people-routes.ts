// The routes of people and contacts. Each is asked as whoever the cookie says; of others nobody changes anything.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRejected } from '#base/result.ts';
import { directChat, userLog } from '#core/log-name.ts';
import { AccountChange, type User } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { ask, checked } from '../frame/asking.ts';
import { objectOf } from '../frame/forms.ts';
import { allOf, peopleOf } from '../frame/reading.ts';
import { blobIn } from './file-names.ts';
import { otherInTie, personBehind } from './numbers.ts';
import { contactsOf, manyUsers, otherUser, ownUser, type UserJson } from './people.ts';
import { type Asker, give, idOf, type Parts, refuse, route, wrong } from './routing.ts';

/** The original lists everybody. */
const USERS_MAX = 20_000;
const NO_USER: Rejection = { rejected: 'notFound', what: 'user' };

/** Adds the routes. */
export function mountPeople(parts: Parts): void {
  route(parts, 'GET', '/users', async (asker, _request, reply) => {
    const own = await self(asker);
    if (isRejected(own)) return refuse(reply, own);
    const { messenger, actor } = asker;
    const users = await allOf(USERS_MAX, (query) => messenger.read.users(actor, query));
    const others = users.filter(({ id, deleted }) => id !== actor.user && !deleted);
    const all = [own, ...(await manyUsers(messenger, actor, others))];
    return reply.send(all.sort((one, other) => one.id - other.id));
  });
  route(parts, 'GET', '/users/:id', async (asker, request, reply) => {
    const user = await userJsonOf(asker, idOf(request));
    return isRejected(user) ? noUser(reply, user) : reply.send(user);
  });
  route(parts, 'PATCH', '/users/:id', changeUser);
  route(parts, 'GET', '/contacts', async (asker, _request, reply) => {
    const { messenger, actor } = asker;
    const account = await messenger.read.account(actor);
    if (isRejected(account)) return refuse(reply, account);
    return reply.send(await contactsOf(messenger, actor, account));
  });
  route(parts, 'POST', '/contacts', addContact);
  route(parts, 'DELETE', '/contacts/:id', removeContact);
}

function noUser(reply: FastifyReply, rejection: Rejection): FastifyReply {
  if (rejection.rejected !== 'notFound') return refuse(reply, rejection);
  return reply.code(404).send({ error: 'user not found' });
}

async function self({ messenger, actor }: Asker): Promise<UserJson | Rejection> {
  const account = await messenger.read.account(actor);
  return isRejected(account) ? account : ownUser(messenger, actor, account);
}

async function userJsonOf(asker: Asker, number: string): Promise<UserJson | Rejection> {
  const { messenger, actor } = asker;
  const id = await personBehind(messenger, number);
  if (id === actor.user) return self(asker);
  const user = id === undefined ? undefined : await livingPerson(asker, id);
  return user ? otherUser(messenger, actor, user) : NO_USER;
}

async function livingPerson({ messenger, actor }: Asker, id: string): Promise<User | undefined> {
  const user = (await peopleOf(messenger, actor, [id])).get(id);
  return user?.deleted ? undefined : user;
}

/** `status` is taken and changes nothing: who is here, presence tells. */
async function changeUser(
  asker: Asker,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { messenger, actor } = asker;
  const id = await personBehind(messenger, idOf(request));
  if (id !== actor.user) return noUser(reply, NO_USER);
  const body = objectOf(request.body);
  if (!body) return wrong(reply, 'Nothing to change');
  const refused = (await changeFields(asker, body)) ?? (await changePicture(asker, body));
  if (refused) return refuse(reply, refused);
  const user = await self(asker);
  if (isRejected(user)) return refuse(reply, user);
  return reply.send(body.status === 'offline' ? { ...user, status: 'offline' } : user);
}

type Body = Readonly<Record<string, unknown>>;

async function changeFields(
  { messenger, actor }: Asker,
  { fname, lname, email, username, password_hash }: Body,
): Promise<Rejection | undefined> {
  if (password_hash !== undefined) {
    const reason = 'can be changed in the web app only, where the old one is asked for';
    return { rejected: 'invalid', field: 'password', reason };
  }
  const own = await messenger.read.account(actor);
  if (isRejected(own)) return own;
  if (username !== undefined && username !== own.username) {
    return { rejected: 'invalid', field: 'username', reason: 'cannot be changed' };
  }
  const wanted = {
    ...(fname !== undefined && { firstName: fname }),
    ...(lname !== undefined && { familyName: lname }),
    ...(email !== undefined && { email }),
  };
  if (Object.keys(wanted).length === 0) return undefined;
  const change = checked(AccountChange, wanted);
  if (isRejected(change)) return change;
  const changed = await messenger.changeAccount(actor, change.value);
  return isRejected(changed) ? changed : undefined;
}

async function changePicture(
  { messenger, actor }: Asker,
  { profile_pic }: Body,
): Promise<Rejection | undefined> {
  if (profile_pic === undefined) return undefined;
  const own = await messenger.read.account(actor);
  if (isRejected(own)) return own;
  const blob = blobIn(profile_pic) ?? '';
  if (blob === '' && profile_pic !== '' && own.avatar === undefined) return undefined;
  if (blob === own.avatar) return undefined;
  const changed = await messenger.setAvatar(actor, blob);
  return isRejected(changed) ? changed : undefined;
}

const FOREIGN = '(sqlite3.IntegrityError) FOREIGN KEY constraint failed';

async function addContact(
  asker: Asker,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { messenger, actor } = asker;
  const body = objectOf(request.body) ?? {};
  const first = await personBehind(messenger, body.user_first);
  const second = await personBehind(messenger, body.user_second);
  // Nobody adds in the name of others.
  const id = first === actor.user ? second : undefined;
  const other = id === undefined ? undefined : await livingPerson(asker, id);
  if (!other) return wrong(reply, FOREIGN);
  const asked = { kind: 'addContact', user: other.id } as const;
  const added = await ask(asker, actor, userLog(actor.user), asked);
  if (isRejected(added)) return refuse(reply, added);
  await archive(asker, other.id, false);
  const account = await messenger.read.account(actor);
  if (isRejected(account)) return refuse(reply, account);
  const tie = { other, sent: true, since: added.at };
  const [contact] = await contactsOf(messenger, actor, account, [tie]);
  return give(reply, 201, contact ?? {});
}

async function removeContact(
  asker: Asker,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { messenger, actor } = asker;
  const other = await otherInTie(messenger, actor, idOf(request));
  if (other === undefined) return reply.code(404).send({});
  const asked = { kind: 'removeContact', user: other } as const;
  const removed = await ask(asker, actor, userLog(actor.user), asked);
  if (isRejected(removed)) return refuse(reply, removed);
  await archive(asker, other, true);
  return reply.send({ message: 'contact deleted' });
}

/** A chat in the archive is out of the list; one that there is not yet has nothing to put away. */
async function archive(asker: Asker, other: string, archived: boolean): Promise<void> {
  const { messenger, actor } = asker;
  const chat = directChat(actor.user, other);
  const state = await messenger.read.ownState(actor, chat);
  if (isRejected(state) || (state.archived === true) === archived) return;
  const asked = { kind: 'setChatState', chat, archived } as const;
  await ask(asker, actor, userLog(actor.user), asked);
}
