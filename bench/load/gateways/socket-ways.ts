// The ways on which whoever is there is told at once: the main socket in direct chats, groups and the Lobby, and beside each
// the gateway that shows the same.
import { randomUUID } from 'node:crypto';
import { chatLog } from '#core/log-name.ts';
import type { Person } from '../furnish.ts';
import type { ServerProcess } from '../server-process.ts';
import { HttpLine } from './http-line.ts';
import { SocketLine } from './socket-line.ts';
import type { Stopwatch, Way } from './way.ts';

/** Of everybody in a bench. */
export const PASSWORD = 'plums in the orchard';

type Post = (text: string) => void;

function bearer({ token }: Person): string {
  return `Authorization: Bearer ${token}`;
}

/** The way of people who sit in pairs: every second one writes to the one behind. */
async function inPairs(
  name: string,
  people: readonly Person[],
  open: (one: Person, other: Person) => Promise<{ lines: readonly SocketLine[]; post: Post }>,
): Promise<Way> {
  const posts: Post[] = [];
  const lines: SocketLine[] = [];
  for (let at = 0; at + 1 < people.length; at += 2) {
    const [one, other] = people.slice(at, at + 2) as [Person, Person];
    const pair = await open(one, other);
    posts.push(pair.post);
    lines.push(...pair.lines);
  }
  return wayOf(name, 1, posts, lines);
}

function wayOf(
  name: string,
  receivers: number,
  posts: readonly Post[],
  lines: readonly { close(): void }[],
): Way {
  let count = 0;
  return {
    name,
    receivers,
    post: (text) => {
      count += 1;
      posts[count % posts.length]?.(text);
    },
    close: () => {
      for (const line of lines) line.close();
    },
  };
}

/** Somebody at the main socket, following a log. */
async function follower(server: ServerProcess, { token }: Person, log: string) {
  const line = await SocketLine.open(server.port, [], JSON.stringify({ token }));
  await line.ask(`420["follow",{"logs":[{"log":"${log}","after":"tail"}]}]`, '430');
  let count = 0;
  const post = (text: string): void => {
    count += 1;
    const asked = { log, command: randomUUID(), kind: 'postMessage', body: { text } };
    line.say(`42${count}["append",${JSON.stringify(asked)}]`);
  };
  return { line, post };
}

const EVENTS = '42["events"';

type Ear = (text: string) => void;

function hearing(line: SocketLine, start: string, hear: Ear): SocketLine {
  line.onText = (text) => {
    if (text.startsWith(start)) hear(text);
  };
  return line;
}

async function mainPair(
  server: ServerProcess,
  pair: readonly [Person, Person],
  log: string,
  hear: Ear,
) {
  const [one, other] = [await follower(server, pair[0], log), await follower(server, pair[1], log)];
  return { lines: [one.line, hearing(other.line, EVENTS, hear)], post: one.post };
}

/** The main socket, direct chats; `logs` of the pairs. */
export function mainDirect(
  server: ServerProcess,
  people: readonly Person[],
  logs: readonly string[],
  watch: Stopwatch,
): Promise<Way> {
  const name = 'main socket, direct';
  const hear = watch.ear(name);
  let at = -1;
  return inPairs(name, people, (one, other) => {
    at += 1;
    return mainPair(server, [one, other], logs[at] ?? '', hear);
  });
}

/** Messenger: its page's socket, bound by what it says to itself. */
async function oldPage(server: ServerProcess, { id, token }: Person): Promise<SocketLine> {
  const cookie = `Cookie: kith-messenger=${token}`;
  const line = await SocketLine.open(server.compat.messenger ?? 0, [cookie]);
  line.say(`42["login",{"username":"${id}"}]`);
  await line.ask(messageTo(id, 'here'), '42["message"');
  return line;
}

function messageTo(recipient: string, text: string): string {
  return `42${JSON.stringify(['message', JSON.stringify({ text, recipient })])}`;
}

/** Messenger by its event. */
export function messengerByEvent(
  server: ServerProcess,
  people: readonly Person[],
  watch: Stopwatch,
): Promise<Way> {
  const name = 'messenger, by its event';
  const hear = watch.ear(name);
  return inPairs(name, people, async (one, other) => {
    const [from, to] = [await oldPage(server, one), await oldPage(server, other)];
    const post = (text: string): void => from.say(messageTo(other.id, text));
    return { lines: [from, hearing(to, '42["message"', hear)], post };
  });
}

/** Messenger as its page does it: posted by a request, heard by the event. */
export function messengerByRoute(
  server: ServerProcess,
  people: readonly Person[],
  watch: Stopwatch,
): Promise<Way> {
  const name = 'messenger, by its route';
  const hear = watch.ear(name);
  const port = server.compat.messenger ?? 0;
  return inPairs(name, people, async (one, other) => {
    const line = new HttpLine(port, [`Cookie: kith-messenger=${one.token}`]);
    const of = (body: string): number => (JSON.parse(body) as { id: number }).id;
    const sender = of((await line.ask('GET', '/session')).body);
    const there = new HttpLine(port, [`Cookie: kith-messenger=${other.token}`]);
    const recipient = of((await there.ask('GET', '/session')).body);
    there.close();
    const to = hearing(await oldPage(server, other), '42["message"', hear);
    const post = (text: string): void =>
      void line.ask('POST', '/messages', { text, recipient, sender, message_type: 'text' });
    return { lines: [to], post };
  });
}

/** The same over the main server: posted by a request, heard at the socket. */
export function mainByRoute(
  server: ServerProcess,
  people: readonly Person[],
  logs: readonly string[],
  watch: Stopwatch,
): Promise<Way> {
  const name = 'main API to main socket';
  const hear = watch.ear(name);
  let at = -1;
  return inPairs(name, people, async (one, other) => {
    at += 1;
    const log = logs[at] ?? '';
    const to = await follower(server, other, log);
    const line = new HttpLine(server.port, [bearer(one)]);
    const path = `/api/v1/chats/${log.slice('chat:'.length)}/messages`;
    const post = (text: string): void => void line.ask('POST', path, { text });
    return { lines: [hearing(to.line, EVENTS, hear)], post };
  });
}

/** Somebody at template's page. */
function homePage(server: ServerProcess, { token }: Person): Promise<SocketLine> {
  return SocketLine.open(server.compat.template ?? 0, [`Cookie: kith-template=${token}`]);
}

async function roomOf(line: SocketLine, one: Person, other: Person): Promise<number> {
  const said = await line.ask(`420["join","${one.id}","${other.id}"]`, '430[');
  return Number(said.slice('430['.length, -1));
}

/** Template: a room of two. */
export function template(
  server: ServerProcess,
  people: readonly Person[],
  watch: Stopwatch,
): Promise<Way> {
  const name = 'template';
  const hear = watch.ear(name);
  return inPairs(name, people, async (one, other) => {
    const [from, to] = [await homePage(server, one), await homePage(server, other)];
    const room = await roomOf(from, one, other);
    await roomOf(to, other, one);
    const post = (text: string): void => from.say(`42["send","${one.id}","${text}",${room}]`);
    return { lines: [from, hearing(to, '42["incoming"', hear)], post };
  });
}

/** The main socket, groups of two: rooms of template's, without its page. */
export function mainGroup(
  server: ServerProcess,
  people: readonly Person[],
  watch: Stopwatch,
): Promise<Way> {
  const name = 'main socket, group';
  const hear = watch.ear(name);
  return inPairs(name, people, async (one, other) => {
    const page = await homePage(server, one);
    await roomOf(page, one, other);
    page.close();
    const api = new HttpLine(server.port, [bearer(one)]);
    const { body } = await api.ask('GET', '/api/v1/chats');
    api.close();
    const { items } = JSON.parse(body) as { items: { id: string; kind: string }[] };
    const group = items.find(({ kind }) => kind === 'group')?.id ?? '';
    return mainPair(server, [one, other], chatLog(group), hear);
  });
}

const LOBBY = 'chat:lobby';

/** The main socket in the Lobby. */
export async function mainLobby(
  server: ServerProcess,
  people: readonly Person[],
  watch: Stopwatch,
): Promise<Way> {
  const name = 'main socket, Lobby';
  const hear = watch.ear(name);
  const all = await Promise.all(people.map((one) => follower(server, one, LOBBY)));
  for (const { line } of all) hearing(line, EVENTS, hear);
  const lines = all.map(({ line }) => line);
  return wayOf(
    name,
    people.length,
    all.map(({ post }) => post),
    lines,
  );
}

/** Chatroom: the Lobby again. */
export async function chatroom(
  server: ServerProcess,
  people: readonly Person[],
  watch: Stopwatch,
): Promise<Way> {
  const name = 'chatroom';
  const hear = watch.ear(name);
  const port = server.compat.chatroom ?? 0;
  const lines: SocketLine[] = [];
  for (const { id: username } of people) {
    const http = new HttpLine(port, []);
    const { status } = await http.ask('POST', '/login', { username, password: PASSWORD });
    if (status !== 200) throw new Error(`chatroom let nobody in: ${status}`);
    http.close();
    const line = await SocketLine.open(port, []);
    await line.ask(`42["join",{"username":"${username}"}]`, '42["user_joined"');
    lines.push(hearing(line, '42["new_message"', hear));
  }
  const posts = lines.map(
    (line): Post =>
      (text) => {
        line.say(`42["send_message",{"content":"${text}"}]`);
      },
  );
  return wayOf(name, people.length, posts, lines);
}
