// Answers about roles, bans and invite links.
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import { chatLog } from '#core/log-name.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { Command } from '#protocol/command.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Appended } from '#protocol/socket.ts';
import { created, doneOr, type HandlersOf, okOr } from './handler.ts';

/** Handlers of the further routes with the tag `chats`: members, bans and invite links. */
export const memberHandlers: HandlersOf<
  | 'addMember'
  | 'removeMember'
  | 'changeRole'
  | 'listBans'
  | 'banMember'
  | 'unbanMember'
  | 'createInvite'
  | 'listInvites'
  | 'endInvite'
  | 'getInvite'
  | 'acceptInvite'
> = {
  addMember: (call) => doneOr(aboutMember(call, (user) => ({ kind: 'addMember', user }))),

  removeMember: (call) => doneOr(aboutMember(call, (user) => ({ kind: 'removeMember', user }))),

  changeRole: (call) =>
    doneOr(aboutMember(call, (user) => ({ kind: 'changeRole', user, role: call.body.role }))),

  listBans: ({ messenger, known, params, query }) =>
    okOr(messenger.read.bans(known.actor, params.id, query)),

  banMember: (call) => doneOr(aboutMember(call, (user) => ({ kind: 'banMember', user, on: true }))),

  unbanMember: (call) =>
    doneOr(aboutMember(call, (user) => ({ kind: 'banMember', user, on: false }))),

  async createInvite({ messenger, known, params, body }) {
    const invite = await messenger.createInvite(known.actor, params.id, body);
    return isRejected(invite) ? invite : created(invite);
  },

  listInvites: ({ messenger, known, params }) =>
    okOr(messenger.read.invites(known.actor, params.id)),

  endInvite: ({ messenger, known, params }) =>
    doneOr(messenger.endInvite(known.actor, params.id, params.code)),

  getInvite: ({ messenger, known, params }) =>
    okOr(messenger.read.invite(known.actor, params.code)),

  acceptInvite: ({ messenger, known, params }) =>
    okOr(messenger.acceptInvite(known.actor, params.code)),
};

interface AboutMember {
  readonly messenger: Messenger;
  readonly known: { readonly actor: Actor };
  readonly params: { readonly id: string; readonly username: string };
  readonly random: Parameters<typeof mintId>[0];
}

async function aboutMember(
  { messenger, known, params, random }: AboutMember,
  ask: (user: string) => Command,
): Promise<Appended | Rejection> {
  const user = await messenger.read.user(known.actor, params.username);
  if (isRejected(user)) return user;
  return messenger.append(known.actor, {
    log: chatLog(params.id),
    command: mintId(random),
    ask: ask(user.id),
  });
}
