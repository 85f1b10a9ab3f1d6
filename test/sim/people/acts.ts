// What people do in a simulation: one act at a time, on a page chosen by chance, through the client's public face.
import type { ChatHandle, ChatRow, Client } from '#client/model.ts';
import type { Person, SimWorld } from '#test/sim/sim-world.ts';
import { edit, erase, hide, mute, pin, react, undo } from './acts-on-messages.ts';
import { SimDevice } from './sim-device.ts';
import type { SimPage } from './sim-page.ts';

/** Who acts, and on which page. */
export interface Scene {
  readonly world: SimWorld;
  readonly page: SimPage;
  readonly client: Client;
}

type Act = (scene: Scene) => void;

const PEOPLE_MAX = 7;
const DEVICES_MAX = 3;

/** Acts of somebody who is signed in, and how often each is chosen. */
const ACTS: Readonly<Record<string, readonly [number, Act]>> = {
  post: [40, post],
  postMany: [6, (scene) => times(scene.world.chance.int(3, 12), () => post(scene))],
  lobby: [6, ({ world, page }) => write(world, page, 'lobby')],
  direct: [8, direct],
  look: [14, look],
  turnAway: [4, turnAway],
  seen: [10, seen],
  older: [4, ({ world, page, client }) => void client.chat(shownChat(world, page)).loadOlder()],
  createGroup: [3, (scene) => create(scene, 'group')],
  createRoom: [2, (scene) => create(scene, 'room')],
  join: [7, join],
  leave: [2, (scene) => void shared(scene)?.leave()],
  add: [6, (scene) => void shared(scene)?.add(somebody(scene.world))],
  remove: [4, (scene) => void shared(scene)?.removeMember(somebody(scene.world))],
  rename: [2, (scene) => void shared(scene)?.change({ name: `named ${scene.world.next()}` })],
  topic: [1, (scene) => void shared(scene)?.change({ topic: `topic ${scene.world.next()}` })],
  retry: [3, retry],
  takeBack: [2, takeBack],
  typed: [2, ({ world, client }) => client.chat(someChat(world, client)).typed()],
  draft: [2, ({ world, client }) => client.chat(someChat(world, client)).setDraft('half a')],
  react: [8, react],
  edit: [5, edit],
  erase: [4, erase],
  hide: [2, hide],
  undo: [2, undo],
  pin: [2, pin],
  mute: [2, mute],
  displayName: [1, rename],
  password: [0.5, changePassword],
  endSessions: [0.5, ({ client }) => void endSessions(client)],
  turnActive: [2, ({ world, client }) => client.active(world.chance.happens(0.7))],
  reload: [4, ({ page }) => page.device.reload()],
  openTab: [2, ({ page }) => page.device.pages.length < 2 && page.device.openTab()],
  closeTab: [2, ({ page }) => page.device.closeTab()],
};

const WEIGHTS = Object.fromEntries(Object.entries(ACTS).map(([name, [weight]]) => [name, weight]));

/** Something that somebody does; its name. */
export function act(world: SimWorld): string {
  const { chance, people } = world;
  const everybody = people.flatMap(({ devices }) => devices);
  const outside = everybody.filter((device) => device.signedIn.length === 0);
  if (outside.length > 0 && chance.happens(0.3)) {
    void chance.pick(outside)?.enter();
    return 'enter';
  }
  if (people.length < PEOPLE_MAX && chance.happens(people.length < 3 ? 0.3 : 0.02)) {
    newcomer(world);
    return 'newcomer';
  }
  const page = chance.pick(everybody.flatMap((device) => device.signedIn));
  if (!page?.client) return 'nothing';
  if (page.device.person.devices.length < DEVICES_MAX && chance.happens(0.01)) {
    page.device.person.devices.push(new SimDevice(world, page.device.person));
    return 'device';
  }
  const name = chance.weighted(WEIGHTS);
  ACTS[name]?.[1]({ world, page, client: page.client });
  return name;
}

/** Somebody new comes to the door. */
export function newcomer(world: SimWorld): Person {
  const username = `${'abcdefghkm'[world.people.length] ?? 'z'}person`;
  const person: Person = { username, password: 'plums in the orchard', id: undefined, devices: [] };
  const device = new SimDevice(world, person);
  person.devices.push(device);
  world.people.push(person);
  void device.enter();
  return person;
}

/** Writes a message whose text is like no other. */
export function write(world: SimWorld, page: SimPage, chat: string): void {
  const { chance, ledger } = world;
  const user = page.device.person.id;
  if (!page.client || user === undefined) return;
  const length = chance.happens(0.05) ? chance.int(1_000, 9_000) : 0;
  const calls = chance.happens(0.1) ? `@${chance.pick(world.people)?.username ?? 'all'} ` : '';
  const text = `${calls}message ${world.next()} ${'long '.repeat(length / 5)}`.trim();
  const released = false;
  ledger.written.set(text, { user, chat, text, page: page.number, kept: false, released });
  page.client.chat(chat).send(text);
}

function post({ world, page, client }: Scene): void {
  write(world, page, someChat(world, client));
}

/** Both write first, at the same moment. */
function direct({ world, page, client }: Scene): void {
  const { people, chance } = world;
  const other = chance.pick(people);
  const mine = page.device.person.id;
  if (!other?.id || !mine) return;
  const chat = client.directWith(other.id);
  const theirs = chance.pick(other.devices.flatMap((device) => device.signedIn));
  if (theirs) write(world, theirs, chat);
  write(world, page, chat);
}

function look({ world, page, client }: Scene): void {
  const chat = someChat(world, client);
  if (!page.shown.has(chat)) page.shown.set(chat, client.chat(chat).show());
}

function turnAway({ world, page }: Scene): void {
  const chat = world.chance.pick([...page.shown.keys()]);
  if (chat === undefined) return;
  page.shown.get(chat)?.();
  page.shown.delete(chat);
}

function seen({ world, page, client }: Scene): void {
  const handle = client.chat(shownChat(world, page));
  const { newest } = handle.timeline.get();
  handle.seen(world.chance.happens(0.7) ? newest : world.chance.int(0, newest));
}

function create({ world, client }: Scene, kind: 'group' | 'room'): void {
  const ids = world.people.flatMap(({ id }) => id ?? []);
  void client.createChat(kind, `${kind} ${world.next()}`, world.chance.some(ids, 3));
}

function join({ world, client }: Scene): void {
  void client.findRooms('').then((found) => {
    const room = found.ok && world.chance.pick(found.value.items.filter(({ joined }) => !joined));
    if (room) void client.join(room.id);
  });
}

function retry({ world, client }: Scene): void {
  const failed = lines(world, client).filter(({ tick }) => tick === 'failed');
  const line = world.chance.pick(failed);
  if (!line) return;
  release(world, line.text);
  line.handle.retry(line.command);
}

function takeBack({ world, client }: Scene): void {
  const line = world.chance.pick(lines(world, client));
  if (!line) return;
  release(world, line.text);
  line.handle.remove(line.command);
}

/** Messages that are not stored yet, in chats of the list. */
function lines(world: SimWorld, client: Client) {
  const handle = client.chat(someChat(world, client));
  return handle.timeline.get().items.flatMap((item) => {
    if (item.type !== 'message' || item.command === undefined || item.seq !== undefined) return [];
    return [{ handle, command: item.command, text: item.text, tick: item.tick }];
  });
}

function release(world: SimWorld, text: string): void {
  const written = world.ledger.written.get(text);
  if (written) written.released = true;
}

function rename({ world, client }: Scene): void {
  void client.changeAccount({ displayName: `Called ${world.next()}` });
}

function changePassword({ world, page, client }: Scene): void {
  const { person } = page.device;
  const next = `plums ${world.next()} in the orchard`;
  const before = person.password;
  void client.changePassword(before, next).then((outcome) => {
    if (outcome.ok) person.password = next;
  });
}

async function endSessions(client: Client): Promise<void> {
  const sessions = await client.sessions();
  if (!sessions.ok) return;
  for (const { id, current } of sessions.value) if (!current) await client.endSession(id);
}

function somebody(world: SimWorld): string {
  return world.chance.pick(world.people)?.id ?? 'aaaaaaaaaaaaaaaaaaaa';
}

/** A chat of the list. */
export function someChat(world: SimWorld, client: Client): string {
  return world.chance.pick(rowsOf(client))?.id ?? 'lobby';
}

/** A chat on screen. */
export function shownChat(world: SimWorld, page: SimPage): string {
  return world.chance.pick([...page.shown.keys()]) ?? 'lobby';
}

function shared({ world, client }: Scene): ChatHandle | undefined {
  const row = world.chance.pick(rowsOf(client).filter(({ kind }) => kind !== 'direct'));
  return row && client.chat(row.id);
}

/** In an order that does not hang on the language of this machine. */
function rowsOf(client: Client): ChatRow[] {
  return [...client.chats.get().rows].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function times(count: number, act: () => void): void {
  for (let done = 0; done < count; done += 1) act();
}
