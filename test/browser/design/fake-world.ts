// What there is on the fake server in each state: people, chats, rooms to find, sessions.
import type { ChatRow, PersonView, RoomView } from '#client/model.ts';
import type { Session } from '#protocol/person.ts';
import { direct, type FakeChat, place, saying, typicalChats } from './fake-chats.ts';
import { crowd, NORA, PEOPLE } from './fake-people.ts';
import { longTalk } from './fake-talk.ts';
import { hardTalk } from './hard/hard-talk.ts';
import type { State } from './states.ts';

/** Everything that the fake server holds. */
export interface FakeWorld {
  readonly people: readonly PersonView[];
  readonly chats: readonly FakeChat[];
  readonly rooms: readonly RoomView[];
  readonly sessions: readonly Session[];
}

/** The name of the group that everybody of the crowd is in. */
export const CROWDED_GROUP = 'Neighbourhood project “Green roofs, parks, ponds and paths”';

/** The name of the group in which everything hard was said. */
export const HARD_GROUP = 'مجموعة 🌻 Whatever can be written';

const HOUR_MS = 3_600_000;
const CHATS = 200;
const MEMBERS = 1_000;

/** The world of a state. States of trouble have the typical one behind them. */
export function worldOf(state: State): FakeWorld {
  if (state === 'empty') return emptyWorld();
  return state === 'crowded' ? crowdedWorld() : typicalWorld();
}

function typicalWorld(): FakeWorld {
  const chats = typicalChats();
  return {
    people: [NORA, ...Object.values(PEOPLE)],
    chats,
    rooms: [
      ...chats
        .filter(({ row }) => row.kind === 'room')
        .map(({ row, members }) => roomOf(row, members)),
      room('bikes', 9, 'Repairs, rides, and who is next with the stand'),
      room('Repair café', 26),
    ],
    sessions: [
      session('Firefox on Linux', 0, true),
      session('Chrome on Android', 3),
      session('Safari on iPhone', 26 * 24),
    ],
  };
}

function emptyWorld(): FakeWorld {
  const lobby = place('room', 'Lobby', 0, { members: [NORA], role: 'owner' });
  return {
    people: [NORA],
    chats: [{ ...lobby, row: { ...lobby.row, at: undefined } }],
    rooms: [roomOf(lobby.row, lobby.members)],
    sessions: [session('Firefox on Linux', 0, true)],
  };
}

function crowdedWorld(): FakeWorld {
  const people = crowd(MEMBERS);
  const many = place('group', CROWDED_GROUP, 3, {
    preview: saying(
      'The drawings came back from the council, all eleven of them',
      'Oluwaseun-Alexander',
    ),
    unread: 1_204,
    mentions: 3,
    members: [NORA, ...people.slice(1)],
    role: 'owner',
    topic: 'A topic of several lines. '.repeat(12).trim(),
    items: longTalk(400),
  });
  const lobby = place('room', 'Lobby', 1, { members: [NORA, ...people], items: longTalk(40) });
  const hard = place('group', HARD_GROUP, 4, {
    preview: saying(`${'x'.repeat(200)}`, 'عبد الرحمن'),
    members: [NORA, ...people.slice(1, 40)],
    role: 'owner',
    items: hardTalk(),
  });
  const directs = people.slice(0, CHATS).map((person, at) => {
    const text =
      at % 3 === 0
        ? 'До встречи на вокзале, вагон номер семь'
        : 'I will bring the keys of the upper floor';
    return direct(person, 5 + at * 40, saying(text), at % 7 === 2 ? 120 : 0);
  });
  return {
    people: [NORA, ...people],
    chats: [lobby, many, hard, ...directs],
    rooms: Array.from({ length: 120 }, (_, at) =>
      room(`room-with-a-rather-long-name-${at}`, at * 31),
    ),
    sessions: Array.from({ length: 40 }, (_, at) =>
      session(`Browser ${at} on a machine`, at * 5, at === 0),
    ),
  };
}

function roomOf({ id, name }: ChatRow, members: readonly PersonView[]): RoomView {
  return { id, name, memberCount: members.length, joined: true };
}

function room(name: string, memberCount: number, topic?: string): RoomView {
  const id = `room${name}`.toLowerCase().replace(/[^a-z0-9]/g, 'q');
  return { id, name, memberCount, joined: false, ...(topic === undefined ? {} : { topic }) };
}

function session(device: string, hours: number, current = false): Session {
  const seenAt = Date.now() - hours * HOUR_MS;
  return { id: device, device, createdAt: seenAt - 90 * HOUR_MS, seenAt, current };
}
