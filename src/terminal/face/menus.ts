// The lists one chooses from: where to go, and everything else that can be done with a chat, with people and rooms.
import type { PersonView } from '#client/model.ts';
import { safeLine } from '../text/safe.ts';
import { span } from '../text/spans.ts';
import { KEYS, people, words } from '../words.ts';
import { chatActs } from './chat-menu.ts';
import { requestsOf } from './comings.ts';
import type { Desk } from './desk.ts';
import { type Picker, pickerOf, promptOf, type Row } from './picker.ts';
import { actRow, chatRows, done, personRow } from './rows.ts';

/** Ctrl+K: where to go. */
export function switcherOf(desk: Desk): Picker {
  const rows = chatRows(desk, (id) => desk.open({ kind: 'chat', id }));
  // Where one is, one need not go: the chat before comes first.
  const here = desk.client.chats.get().rows.findIndex(({ id }) => id === desk.talk?.place.id);
  const [current] = here < 0 ? [] : rows.splice(here, 1);
  return pickerOf('Go to', current ? [...rows, current] : rows, {
    hint: 'Find a chat or a person',
    none: words.noMatch,
  });
}

/** Ctrl+O: what can be done. */
export function menuOf(desk: Desk): Picker {
  const { client } = desk;
  const requests = requestsOf(client).length;
  const me = client.account.get();
  const wall = me.wallUnread > 0 ? `${me.wallUnread} new` : '';
  return pickerOf(
    'What to do',
    [
      ...chatActs(desk),
      actRow('Rooms', () => roomsMenu(desk), 'join one'),
      actRow('People', () => peopleMenu(desk), requests > 0 ? `${requests} wait` : 'contacts'),
      actRow('Your wall', () => desk.open({ kind: 'wall', id: me.id }), wall),
      actRow('New group', () => create(desk, 'group')),
      actRow('New room', () => create(desk, 'room')),
      actRow('Archived chats', () => archived(desk)),
      mouseRow(desk),
      actRow('Keys', () => desk.show(pickerOf('Keys', keyRows()))),
      actRow('Sign out', () => desk.outside.signOut()),
      actRow('Leave Kith', () => desk.outside.leave(), 'Ctrl+C'),
    ],
    { hint: 'Find something to do' },
  );
}

function mouseRow({ outside: { mouse } }: Desk): Row {
  const on = mouse.isOn();
  const hint = on ? 'the terminal selects again' : 'the terminal selects with Shift';
  return actRow(on ? 'Turn the mouse off' : 'Turn the mouse on', () => mouse.set(!on), hint);
}

function keyRows(): Row[] {
  return KEYS.map(([keys, what]) => actRow(keys, () => undefined, what));
}

async function roomsMenu(desk: Desk): Promise<void> {
  const found = await desk.tried(desk.client.findRooms(''));
  if (!found) return;
  const rows = found.items.map((room) => ({
    line: [
      span(safeLine(room.name)),
      span(`  ${people(room.memberCount)}${room.joined ? ', you too' : ''}`, { dim: true }),
      span(room.topic ? `  ${safeLine(room.topic)}` : '', { dim: true }),
    ],
    name: room.name,
    choose: () => join(desk, room.id, room.joined),
  }));
  desk.show(pickerOf('Rooms', rows, { hint: 'Find a room', none: 'There is no such room.' }));
}

async function join(desk: Desk, id: string, joined: boolean): Promise<void> {
  if (!joined && !(await done(desk, desk.client.join(id)))) return;
  desk.open({ kind: 'chat', id });
}

async function peopleMenu(desk: Desk): Promise<void> {
  const { client } = desk;
  const { requests } = client.contacts.get();
  await client.findPeople('');
  const waiting = requests.map(({ person, direction }) =>
    personRow(desk, person, direction === 'in' ? 'wants you as a contact' : 'you asked'),
  );
  const me = client.account.get().id;
  const others = client.people
    .get()
    .filter(
      ({ id, deleted }) => id !== me && !deleted && !requests.some((r) => r.person.id === id),
    );
  const sorted = [...others].sort(
    (a, b) => Number(b.contact === 'contact') - Number(a.contact === 'contact'),
  );
  const rows = sorted.map((person) => personRow(desk, person, relationOf(person)));
  desk.show(pickerOf('People', [...waiting, ...rows], { hint: 'Find somebody' }));
}

function relationOf({ contact, blocked }: PersonView): string {
  if (blocked) return 'you block them';
  if (contact === 'contact') return 'contact';
  return contact === 'asked' ? 'you asked' : '';
}

function create(desk: Desk, kind: 'group' | 'room'): void {
  const ask = promptOf(kind === 'group' ? 'New group' : 'New room', 'Its name', async (name) => {
    const id = await desk.tried(desk.client.createChat(kind, name, []));
    if (id !== undefined) desk.open({ kind: 'chat', id });
  });
  desk.show(ask);
}

function archived(desk: Desk): void {
  const ids = new Set(
    desk.client.chats.get().rows.flatMap((row) => (row.archived ? [row.id] : [])),
  );
  const { rows } = desk.client.chats.get();
  const all = chatRows(desk, (id) => desk.open({ kind: 'chat', id }));
  const kept = all.filter((_row, index) => ids.has(rows[index]?.id ?? ''));
  desk.show(pickerOf('Archived chats', kept, { none: 'Nothing is archived.' }));
}
