// Routes about roles, bans and invite links.
import { z } from 'zod';
import * as chat from '../chat.ts';
import { User } from '../person.ts';
import { AfterQuery, Empty, InChat, Limit, MemberOf, page, type Routes } from './route.ts';

const Code = z.string().regex(/^[\w-]{16,64}$/);
const ByCode = z
  .strictObject({ code: Code })
  .meta({ examples: [{ code: 'pX3mQv0bZk8n4u2TcJr5s' }] });
const InviteOf = z
  .strictObject({ ...InChat.shape, code: Code })
  .meta({ examples: [{ id: 'qrstuvwxyz2345672345', code: 'pX3mQv0bZk8n4u2TcJr5s' }] });

/** The further routes with the tag `chats`. */
export const MEMBERS_ROUTES = {
  changeRole: {
    method: 'PATCH',
    path: '/api/v1/chats/:id/members/:username',
    auth: 'session',
    tag: 'chats',
    summary: 'Give somebody a role; `owner` hands the chat over',
    params: MemberOf,
    body: chat.RoleChange,
    answers: { 204: Empty },
  },
  listBans: {
    method: 'GET',
    path: '/api/v1/chats/:id/bans',
    auth: 'session',
    tag: 'chats',
    summary: 'Who is kept out, by user name',
    params: InChat,
    query: z.strictObject({ after: AfterQuery, limit: Limit }),
    answers: { 200: page(User) },
  },
  banMember: {
    method: 'PUT',
    path: '/api/v1/chats/:id/bans/:username',
    auth: 'session',
    tag: 'chats',
    summary: 'Remove somebody and keep them out',
    params: MemberOf,
    answers: { 204: Empty },
  },
  unbanMember: {
    method: 'DELETE',
    path: '/api/v1/chats/:id/bans/:username',
    auth: 'session',
    tag: 'chats',
    summary: 'Let somebody in again',
    params: MemberOf,
    answers: { 204: Empty },
  },
  createInvite: {
    method: 'POST',
    path: '/api/v1/chats/:id/invites',
    auth: 'session',
    tag: 'chats',
    summary: 'Make an invite link',
    params: InChat,
    body: chat.NewInvite,
    answers: { 201: chat.Invite },
  },
  listInvites: {
    method: 'GET',
    path: '/api/v1/chats/:id/invites',
    auth: 'session',
    tag: 'chats',
    summary: 'The invite links that work, newest first (at most 50)',
    params: InChat,
    answers: { 200: page(chat.Invite) },
  },
  endInvite: {
    method: 'DELETE',
    path: '/api/v1/chats/:id/invites/:code',
    auth: 'session',
    tag: 'chats',
    summary: 'End an invite link',
    params: InviteOf,
    answers: { 204: Empty },
  },
  getInvite: {
    method: 'GET',
    path: '/api/v1/invites/:code',
    auth: 'session',
    tag: 'chats',
    summary: 'Where an invite link leads',
    params: ByCode,
    answers: { 200: chat.InviteTarget },
  },
  acceptInvite: {
    method: 'POST',
    path: '/api/v1/invites/:code',
    auth: 'session',
    tag: 'chats',
    summary: 'Join by an invite link',
    params: ByCode,
    answers: { 200: chat.Chat },
  },
} as const satisfies Routes;
