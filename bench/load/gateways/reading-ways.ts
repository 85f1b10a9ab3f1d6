// The ways on which nobody is told, and whoever wants to know reads: one posts, and as soon as that is answered the other
// asks. The main API's pages beside twidder's walls and flask-chat's chats.
import type { Person } from '../furnish.ts';
import { type Answer, HttpLine } from './http-line.ts';
import type { Seats } from './socket-ways.ts';
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

function inPairs(
  name: string,
  { people, logs, watch }: Seats,
  open: (one: Person, other: Person, log: string) => Pair,
): Way {
  const pairs: Pair[] = [];
  for (let at = 0; at + 1 < people.length; at += 2) {
    const [one, other] = people.slice(at, at + 2) as [Person, Person];
    pairs.push(open(one, other, logs[at / 2] ?? ''));
  }
  return wayOf(name, pairs, watch);
}

/** A pair at the main API. */
function mainPair({ server }: Seats, one: Person, other: Person, path: string): Pair {
  const line = ({ token }: Person): HttpLine =>
    new HttpLine(server.port, [`Authorization: Bearer ${token}`]);
  const [writer, reader] = [line(one), line(other)];
  return {
    writer,
    reader,
    post: (text) => writer.ask('POST', path, { text }),
    read: () => reader.ask('GET', `${path}?limit=200`),
  };
}

/** Walls by the main API. */
export function mainWalls(seats: Seats): Way {
  return inPairs('main API, walls', seats, (one, other) =>
    mainPair(seats, one, other, `/api/v1/users/${other.id}/wall/messages`),
  );
}

/** Direct chats by the main API. */
export function mainChats(seats: Seats): Way {
  return inPairs('main API, direct', seats, (one, other, log) =>
    mainPair(seats, one, other, `/api/v1/chats/${log.slice('chat:'.length)}/messages`),
  );
}

/** Walls by twidder. */
export function twidder(seats: Seats): Way {
  const line = ({ token }: Person): HttpLine =>
    new HttpLine(seats.server.compat.twidder ?? 0, [`auth: ${token}`]);
  return inPairs('twidder', seats, (one, other) => {
    const [writer, reader] = [line(one), line(other)];
    const email = `${other.id}@kith.invalid`;
    return {
      writer,
      reader,
      post: (message) => writer.ask('POST', '/token/post_message', { message, email }),
      read: () => reader.ask('GET', '/token/get_message'),
    };
  });
}

/** Direct chats by flask-chat. */
export function flaskChat(seats: Seats): Way {
  const line = ({ token }: Person): HttpLine =>
    new HttpLine(seats.server.compat['flask-chat'] ?? 0, [`Cookie: kith-flask-chat=${token}`]);
  return inPairs('flask-chat', seats, (one, other) => {
    const [writer, reader] = [line(one), line(other)];
    const item = new RegExp(
      `data-chat-id="(\\d+)"[^>]*>\\s*<div class="username">[^<]*${other.id}`,
    );
    const number = writer.ask('GET', '/ChatPage').then(({ body }) => item.exec(body)?.[1]);
    return {
      writer,
      reader,
      post: async (message) =>
        writer.ask('POST', '/send_message', { chat_id: await number, message }),
      read: async () => reader.ask('GET', `/get_messages/${await number}`),
    };
  });
}
