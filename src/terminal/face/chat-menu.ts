// What can be done with the open chat or wall: members, files, pins, mute, leave.
import type { ChatHandle, MemberView } from '#client/model.ts';
import { nameOf } from '../lines/message-lines.ts';
import { localFile } from '../platform/requests.ts';
import { safeLine } from '../text/safe.ts';
import { span } from '../text/spans.ts';
import type { Desk } from './desk.ts';
import { pickerOf, promptOf, type Row } from './picker.ts';
import { actRow, done, personMenu, personRow } from './rows.ts';
import type { Talk } from './talk.ts';

/** Rows about what is open. */
export function chatActs(desk: Desk): Row[] {
  const { talk } = desk;
  if (!talk) return [];
  const both = [
    actRow('Send a file', () => sendFile(desk, talk)),
    actRow('Pinned messages', () => pins(desk, talk)),
  ];
  return talk.chat ? [...both, ...actsOf(desk, talk.chat)] : both;
}

function actsOf(desk: Desk, chat: ChatHandle): Row[] {
  const { kind, muted, pinned, archived, person, may, lobby } = chat.head.get();
  const set = (change: Parameters<ChatHandle['setState']>[0]) => () =>
    desk.tried(chat.setState(change));
  const direct =
    kind === 'direct' && person
      ? [actRow('Page', () => desk.open({ kind: 'wall', id: person.id }))]
      : [actRow('Members', () => members(desk, chat))];
  return [
    ...direct,
    actRow(muted ? 'Unmute' : 'Mute', set({ muted: !muted })),
    actRow(pinned ? 'Unpin from the top' : 'Pin to the top', set({ pinned: !pinned })),
    actRow(archived ? 'Take out of the archive' : 'Archive', set({ archived: !archived })),
    actRow('Mark unread', set({ unread: true })),
    ...(may.addMembers ? [actRow('Add people', () => addPeople(desk, chat))] : []),
    ...(may.invite ? [actRow('Invite link', () => invite(desk, chat))] : []),
    ...(may.change && kind !== 'direct' ? [actRow('Rename', () => rename(desk, chat))] : []),
    ...(may.change && kind !== 'direct' ? [actRow('Topic', () => topic(desk, chat))] : []),
    ...(may.leave && !lobby ? [actRow('Leave this chat', () => leave(desk, chat))] : []),
  ];
}

function members(desk: Desk, chat: ChatHandle): void {
  const rows = chat.head.get().members.map((member) => {
    const hint = member.me ? 'you' : member.role === 'member' ? '' : member.role;
    const row = personRow(desk, member, hint);
    const choose = () => desk.show(personMenu(desk, member, memberActs(desk, chat, member)));
    return { ...row, choose };
  });
  desk.show(pickerOf('Members', rows, { hint: 'Find a member' }));
}

function memberActs(desk: Desk, chat: ChatHandle, { id, me, role }: MemberView): Row[] {
  const { may } = chat.head.get();
  if (me) return [];
  const admin = role === 'admin' ? 'member' : 'admin';
  return [
    ...(may.changeRoles
      ? [
          actRow(admin === 'admin' ? 'Make admin' : 'Make an ordinary member', () =>
            desk.tried(chat.changeRole(id, admin)),
          ),
        ]
      : []),
    ...(may.removeMembers
      ? [actRow('Remove from this chat', () => desk.tried(chat.removeMember(id)))]
      : []),
    ...(may.ban ? [actRow('Ban', () => desk.tried(chat.ban(id, true)))] : []),
  ];
}

function addPeople(desk: Desk, chat: ChatHandle): void {
  const there = new Set(chat.head.get().members.map(({ id }) => id));
  const rows = desk.client.people
    .get()
    .filter(({ id, deleted }) => !there.has(id) && !deleted)
    .map((person) => ({
      ...personRow(desk, person, ''),
      choose: () => desk.tried(chat.add(person.id)),
    }));
  desk.show(pickerOf('Add people', rows, { hint: 'Find somebody' }));
}

async function invite(desk: Desk, chat: ChatHandle): Promise<void> {
  const made = await desk.tried(chat.createInvite({}));
  if (!made) return;
  const link = `${desk.outside.origin}/join/${made.code}`;
  const row = { line: [span(link, { link })], name: link, choose: () => undefined };
  desk.show(pickerOf('Invite link', [row]));
}

function rename(desk: Desk, chat: ChatHandle): void {
  desk.show(promptOf('Rename', 'Its name', (name) => desk.tried(chat.change({ name }))));
}

function topic(desk: Desk, chat: ChatHandle): void {
  desk.show(
    promptOf('Topic', 'What it is about', (text) => desk.tried(chat.change({ topic: text }))),
  );
}

function leave(desk: Desk, chat: ChatHandle): void {
  const name = safeLine(chat.head.get().name);
  const go = async (): Promise<void> => {
    if (await done(desk, chat.leave())) desk.open({ kind: 'chat', id: 'lobby' });
  };
  desk.show(pickerOf(`Leave ${name}?`, [actRow('Stay', () => undefined), actRow('Leave', go)]));
}

function sendFile(desk: Desk, talk: Talk): void {
  const add = async (path: string): Promise<void> => {
    const home = process.env.HOME ?? '~';
    const file = await localFile(path.trim().replace(/^~(?=\/)/, home)).catch(() => undefined);
    if (!file) {
      desk.say('This file cannot be read.');
      return;
    }
    const [refused] = talk.conversation.tray.add([file]);
    desk.say(refused ? refused.message : `${file.name} goes with your message. Enter sends it.`);
  };
  desk.show(promptOf('Send a file', 'Path of the file', add));
}

async function pins(desk: Desk, talk: Talk): Promise<void> {
  const pinned = await desk.tried(talk.conversation.pins());
  if (!pinned) return;
  const rows = pinned.map((item) => ({
    line: [span(nameOf(item.author), { bold: true }), span(`  ${safeLine(item.text) || '▪'}`)],
    name: item.text,
    choose: () => jump(desk, talk, item.seq),
  }));
  desk.show(pickerOf('Pinned messages', rows, { none: 'Nothing is pinned here.' }));
}

async function jump(desk: Desk, talk: Talk, seq: number | undefined): Promise<void> {
  if (seq === undefined || !(await talk.conversation.reach(seq))) {
    desk.say('This message is too far back, or it is gone.');
    return;
  }
  talk.selected = talk.items.find((item) => item.type === 'message' && item.seq === seq)?.key;
  desk.changed();
}
