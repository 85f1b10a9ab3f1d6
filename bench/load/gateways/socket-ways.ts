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
type Ear = (text: string) => void;

function bearer({ token }: Person): string {
  return `Authorization: Bearer ${token}`;
}

/** What a way is opened with: its people, and, of those who sit in pairs, the logs of their direct chats. */
export interface Seats {
  readonly server: ServerProcess;
  readonly people: readonly Person[];
  readonly logs: readonly string[];
  readonly watch: Stopwatch;
}

interface Pair {
  readonly one: Person;
  readonly other: Person;
  readonly log: string;
  readonly hear: Ear;
}

/** The way of people who sit in pairs: the first writes to the second. */
async function inPairs(
  name: string,
  { people, logs, watch }: Seats,
  open: (pair: Pair) => Promise<{ lines: readonly SocketLine[]; post: Post }>,
): Promise<Way> {
  const posts: Post[] = [];
  const lines: SocketLine[] = [];
  for (let at = 0; at + 1 < people.length; at += 2) {
    const [one, other] = people.slice(at, at + 2) as [Person, Person];
    const log = logs[at / 2] ?? '';
    const pair = await open({ one, other, log, hear: watch.ear(name) });
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

function hearing(line: SocketLine, start: string, hear: Ear): SocketLine {
  line.onText = (text) => {
    if (text.startsWith(start)) hear(text);
  };
  return line;
}

async function mainPair(server: ServerProcess, { one, other, log, hear }: Pair) {
  const [from, to] = [await follower(server, one, log), await follower(server, other, log)];
  return { lines: [from.line, hearing(to.line, EVENTS, hear)], post: from.post };
}

/** The main socket, direct chats. */
export function mainDirect(seats: Seats): Promise<Way> {
  return inPairs('main socket, direct', seats, (pair) => mainPair(seats.server, pair));
}

/** Messenger: its page's socket, bound by what it says to itself. */
async function oldPage({ compat }: ServerProcess, { id, token }: Person): Promise<SocketLine> {
  const line = await SocketLine.open(compat.messenger ?? 0, [`Cookie: kith-messenger=${token}`]);
  line.say(`42["login",{"username":"${id}"}]`);
  await line.ask(messageTo(id, 'here'), '42["message"');
  return line;
}

function messageTo(recipient: string, text: string): string {
  return `42${JSON.stringify(['message', JSON.stringify({ text, recipient })])}`;
}

/** Messenger by its event. */
export function messengerByEvent(seats: Seats): Promise<Way> {
  const { server } = seats;
  return inPairs('messenger, by its event', seats, async ({ one, other, hear }) => {
    const [from, to] = [await oldPage(server, one), await oldPage(server, other)];
    const post = (text: string): void => from.say(messageTo(other.id, text));
    return { lines: [from, hearing(to, '42["message"', hear)], post };
  });
}

/** Messenger as its page does it: posted by a request, heard by the event. */
export function messengerByRoute(seats: Seats): Promise<Way> {
  const { server } = seats;
  const lineOf = ({ token }: Person): HttpLine =>
    new HttpLine(server.compat.messenger ?? 0, [`Cookie: kith-messenger=${token}`]);
  const numberOf = async (line: HttpLine): Promise<number> =>
    (JSON.parse((await line.ask('GET', '/session')).body) as { id: number }).id;
  return inPairs('messenger, by its route', seats, async ({ one, other, hear }) => {
    const [line, there] = [lineOf(one), lineOf(other)];
    const [sender, recipient] = [await numberOf(line), await numberOf(there)];
    there.close();
    const to = hearing(await oldPage(server, other), '42["message"', hear);
    const post = (text: string): void =>
      void line.ask('POST', '/messages', { text, recipient, sender, message_type: 'text' });
    return { lines: [to], post };
  });
}

/** The same over the main server: posted by a request, heard at the socket. */
export function mainByRoute(seats: Seats): Promise<Way> {
  const { server } = seats;
  return inPairs('main API to main socket', seats, async ({ one, other, log, hear }) => {
    const to = await follower(server, other, log);
    const line = new HttpLine(server.port, [bearer(one)]);
    const path = `/api/v1/chats/${log.slice('chat:'.length)}/messages`;
    const post = (text: string): void => void line.ask('POST', path, { text });
    return { lines: [hearing(to.line, EVENTS, hear)], post };
  });
}

/** Somebody at template's page. */
function homePage({ compat }: ServerProcess, { token }: Person): Promise<SocketLine> {
  return SocketLine.open(compat.template ?? 0, [`Cookie: kith-template=${token}`]);
}

async function roomOf(line: SocketLine, one: Person, other: Person): Promise<number> {
  const said = await line.ask(`420["join","${one.id}","${other.id}"]`, '430[');
  return Number(said.slice('430['.length, -1));
}

/** Template: a room of two. */
export function template(seats: Seats): Promise<Way> {
  const { server } = seats;
  return inPairs('template', seats, async ({ one, other, hear }) => {
    const [from, to] = [await homePage(server, one), await homePage(server, other)];
    const room = await roomOf(from, one, other);
    await roomOf(to, other, one);
    const post = (text: string): void => from.say(`42["send","${one.id}","${text}",${room}]`);
    return { lines: [from, hearing(to, '42["incoming"', hear)], post };
  });
}

/** The main socket, groups of two: rooms of template's, without its page. */
export function mainGroup(seats: Seats): Promise<Way> {
  const { server } = seats;
  return inPairs('main socket, group', seats, async (pair) => {
    const page = await homePage(server, pair.one);
    await roomOf(page, pair.one, pair.other);
    page.close();
    const api = new HttpLine(server.port, [bearer(pair.one)]);
    const { body } = await api.ask('GET', '/api/v1/chats');
    api.close();
    const { items } = JSON.parse(body) as { items: { id: string; kind: string }[] };
    const group = items.find(({ kind }) => kind === 'group')?.id ?? '';
    return mainPair(server, { ...pair, log: chatLog(group) });
  });
}

const LOBBY = 'chat:lobby';

/** The main socket in the Lobby. */
export async function mainLobby({ server, people, watch }: Seats): Promise<Way> {
  const name = 'main socket, Lobby';
  const all = await Promise.all(people.map((one) => follower(server, one, LOBBY)));
  const lines = all.map(({ line }) => hearing(line, EVENTS, watch.ear(name)));
  const posts = all.map(({ post }) => post);
  return wayOf(name, people.length, posts, lines);
}

/** Chatroom: the Lobby again. */
export async function chatroom({ server, people, watch }: Seats): Promise<Way> {
  const name = 'chatroom';
  const port = server.compat.chatroom ?? 0;
  const lines: SocketLine[] = [];
  for (const { id: username } of people) {
    const http = new HttpLine(port, []);
    await http.ask('POST', '/login', { username, password: PASSWORD });
    http.close();
    const line = await SocketLine.open(port, []);
    await line.ask(`42["join",{"username":"${username}"}]`, '42["user_joined"');
    lines.push(hearing(line, '42["new_message"', watch.ear(name)));
  }
  const posts = lines.map(
    (line): Post =>
      (text) => {
        line.say(`42["send_message",{"content":"${text}"}]`);
      },
  );
  return wayOf(name, people.length, posts, lines);
}
