// The ways on which nobody is told, and whoever wants to know reads: one posts, and as soon as that is answered the other
// asks. The main API's pages beside twidder's walls and flask-chat's chats.
import type { Person } from '../furnish.ts';
import type { ServerProcess } from '../server-process.ts';
import { type Answer, HttpLine } from './http-line.ts';
import type { Stopwatch, Way } from './way.ts';

/** How a pair posts and reads. */
interface Pair {
  readonly writer: HttpLine;
  readonly reader: HttpLine;
  post(text: string): Promise<Answer>;
  read(): Promise<Answer>;
}

function wayOf(name: string, pairs: readonly Pair[], watch: Stopwatch): Way {
  const hear = watch.ear(name);
  let count = 0;
  const pass = async ({ post, read }: Pair, text: string): Promise<void> => {
    const posted = await post(text);
    const { body } = await read();
    if (!body.includes(text)) {
      throw new Error(`${name}: ${posted.status} ${posted.body}, and then ${body.slice(0, 200)}`);
    }
    hear(text);
  };
  return {
    name,
    receivers: 1,
    post: (text) => {
      count += 1;
      const pair = pairs[count % pairs.length];
      if (pair) void pass(pair, text);
    },
    close: () => {
      for (const { writer, reader } of pairs) {
        writer.close();
        reader.close();
      }
    },
  };
}

function pairsOf(people: readonly Person[]): [Person, Person][] {
  const pairs: [Person, Person][] = [];
  for (let at = 0; at + 1 < people.length; at += 2) {
    pairs.push(people.slice(at, at + 2) as [Person, Person]);
  }
  return pairs;
}

/** The main API: on a wall, or in direct chats whose paths are given. */
function mainApi(
  name: string,
  server: ServerProcess,
  people: readonly Person[],
  pathOf: (reader: Person, at: number) => string,
  watch: Stopwatch,
): Way {
  const line = ({ token }: Person): HttpLine =>
    new HttpLine(server.port, [`Authorization: Bearer ${token}`]);
  const pairs = pairsOf(people).map(([one, other], at): Pair => {
    const [writer, reader] = [line(one), line(other)];
    const path = pathOf(other, at);
    return {
      writer,
      reader,
      post: (text) => writer.ask('POST', path, { text }),
      read: () => reader.ask('GET', `${path}?limit=200`),
    };
  });
  return wayOf(name, pairs, watch);
}

/** Walls by the main API. */
export function mainWalls(server: ServerProcess, people: readonly Person[], watch: Stopwatch): Way {
  const pathOf = ({ id }: Person): string => `/api/v1/users/${id}/wall/messages`;
  return mainApi('main API, walls', server, people, pathOf, watch);
}

/** Direct chats by the main API. */
export function mainChats(
  server: ServerProcess,
  people: readonly Person[],
  logs: readonly string[],
  watch: Stopwatch,
): Way {
  const pathOf = (_reader: Person, at: number): string =>
    `/api/v1/chats/${(logs[at] ?? '').slice('chat:'.length)}/messages`;
  return mainApi('main API, direct', server, people, pathOf, watch);
}

/** Walls by twidder. */
export function twidder(server: ServerProcess, people: readonly Person[], watch: Stopwatch): Way {
  const line = ({ token }: Person): HttpLine =>
    new HttpLine(server.compat.twidder ?? 0, [`auth: ${token}`]);
  const pairs = pairsOf(people).map(([one, other]): Pair => {
    const [writer, reader] = [line(one), line(other)];
    const email = `${other.id}@kith.invalid`;
    return {
      writer,
      reader,
      post: (message) => writer.ask('POST', '/token/post_message', { message, email }),
      read: () => reader.ask('GET', '/token/get_message'),
    };
  });
  return wayOf('twidder', pairs, watch);
}

/** Direct chats by flask-chat. */
export async function flaskChat(
  server: ServerProcess,
  people: readonly Person[],
  watch: Stopwatch,
): Promise<Way> {
  const line = ({ token }: Person): HttpLine =>
    new HttpLine(server.compat['flask-chat'] ?? 0, [`Cookie: kith-flask-chat=${token}`]);
  const pairs: Pair[] = [];
  for (const [one, other] of pairsOf(people)) {
    const [writer, reader] = [line(one), line(other)];
    const { body } = await writer.ask('GET', '/ChatPage');
    const item = new RegExp(
      `data-chat-id="(\\d+)"[^>]*>\\s*<div class="username">[^<]*${other.id}[^<]*<`,
    );
    const chat_id = item.exec(body)?.[1] ?? '';
    pairs.push({
      writer,
      reader,
      post: (message) => writer.ask('POST', '/send_message', { chat_id, message }),
      read: () => reader.ask('GET', `/get_messages/${chat_id}`),
    });
  }
  return wayOf('flask-chat', pairs, watch);
}
