// Answers about contacts, requests, and whom one blocks.
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import { userLog } from '#core/log-name.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { Command } from '#protocol/command.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Appended } from '#protocol/socket.ts';
import { doneOr, type HandlersOf, okOr } from './handler.ts';

/** Handlers of the routes with the tag `contacts`. */
export const contactHandlers: HandlersOf<
  | 'listContacts'
  | 'listContactRequests'
  | 'addContact'
  | 'removeContact'
  | 'listBlocks'
  | 'blockUser'
  | 'unblockUser'
> = {
  listContacts: ({ messenger, known, query }) => okOr(messenger.read.contacts(known.actor, query)),

  listContactRequests: ({ messenger, known, query }) =>
    okOr(messenger.read.contactRequests(known.actor, query)),

  async addContact(call) {
    const { messenger, known, params } = call;
    const user = await messenger.read.user(known.actor, params.username);
    if (isRejected(user)) return user;
    const added = await appendOwn(call, { kind: 'addContact', user: user.id });
    return isRejected(added) ? added : okOr(messenger.read.relation(known.actor, user.id));
  },

  removeContact: (call) => doneOr(about(call, (user) => ({ kind: 'removeContact', user }))),

  listBlocks: ({ messenger, known, query }) => okOr(messenger.read.blocks(known.actor, query)),

  blockUser: (call) => doneOr(about(call, (user) => ({ kind: 'blockUser', user, on: true }))),

  unblockUser: (call) => doneOr(about(call, (user) => ({ kind: 'blockUser', user, on: false }))),
};

interface About {
  readonly messenger: Messenger;
  readonly known: { readonly actor: Actor };
  readonly params: { readonly username: string };
  readonly random: Parameters<typeof mintId>[0];
}

async function about(call: About, ask: (user: string) => Command): Promise<Appended | Rejection> {
  const user = await call.messenger.read.user(call.known.actor, call.params.username);
  return isRejected(user) ? user : appendOwn(call, ask(user.id));
}

function appendOwn(
  { messenger, known, random }: About,
  ask: Command,
): Promise<Appended | Rejection> {
  const log = userLog(known.actor.user);
  return messenger.append(known.actor, { log, command: mintId(random), ask });
}
