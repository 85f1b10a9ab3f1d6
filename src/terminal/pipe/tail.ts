// `kith tail`: the events of a chat as they happen, each once and in order, however often the connection breaks. The place
// where it goes on is the number of the last event printed.
import { backoffMs } from '#base/backoff.ts';
import { pause } from '#base/clock.ts';
import { apiOf } from '#client/api.ts';
import type { Wire } from '#client/platform.ts';
import { chatLog } from '#core/log-name.ts';
import type { Event } from '#protocol/event.ts';
import type { FollowAnswers, ServerEvents } from '#protocol/socket.ts';
import { EXIT, expectValue, Stop } from '../exit-codes.ts';
import { clock, random } from '../platform/clock.ts';
import { openPlatform } from '../platform/terminal-platform.ts';
import { openWire } from '../platform/wire.ts';
import { type Asking, findChat } from './api.ts';
import { jsonLine, peopleIn, plainLine } from './event-lines.ts';
import type { Arguments, Target } from './options.ts';
import { openPeople } from './people.ts';

const BACKOFF = { firstMs: 250, mostMs: 15_000 };
const CALL_MS_MAX = 15_000;

/** Prints until it is interrupted, or may not read there any more. */
export async function tail(target: Target, asking: Asking, args: Arguments): Promise<never> {
  const chat = await findChat(asking, args.words[0]);
  const people = openPeople(asking);
  const print = async (events: readonly Event[]): Promise<void> => {
    // A name that cannot be asked for now is no reason to hold an event back.
    await people.meet(events.flatMap(peopleIn)).catch(() => undefined);
    for (const event of events) {
      const line = args.json ? jsonLine(chat, event, people) : plainLine(event, people);
      if (line !== undefined) await write(`${line}\n`);
    }
  };
  const reader = openReader(chatLog(chat), args.since ?? 'tail', print);
  for (let failures = 0; ; failures += 1) {
    const before = reader.cursor;
    await followOnce(target, asking, reader);
    if (reader.cursor !== before) failures = 0;
    await pause(clock, backoffMs(failures, BACKOFF, random));
    await stillSignedIn(target, asking);
  }
}

/** What reads a log from a cursor on. */
interface Reader {
  readonly log: string;
  readonly cursor: number | 'tail';
  /** Where to go on, when nothing was printed yet. */
  startAt(seq: number): void;
  /** Takes those that come next; false when there is a gap before them. */
  take(events: readonly Event[], from: number): Promise<boolean>;
}

function openReader(
  log: string,
  after: number | 'tail',
  print: (events: readonly Event[]) => Promise<void>,
): Reader {
  let cursor = after;
  // Printing takes turns: two packets never mix.
  let last: Promise<unknown> = Promise.resolve();
  const take = async (events: readonly Event[], from: number): Promise<boolean> => {
    const known = cursor === 'tail' ? from - 1 : cursor;
    if (from > known + 1) return false;
    const news = events.filter(({ seq }) => seq > known);
    await print(news);
    cursor = news.at(-1)?.seq ?? known;
    return true;
  };
  return {
    log,
    get cursor() {
      return cursor;
    },
    startAt: (seq) => {
      cursor = cursor === 'tail' ? seq : Math.max(cursor, seq);
    },
    take: (events, from) => {
      const turn = last.then(() => take(events, from));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** One connection, from opening to its end. */
function followOnce({ server }: Target, { token }: Asking, reader: Reader): Promise<void> {
  return new Promise((resolve, reject) => {
    let caught = false;
    const waiting: Event[][] = [];
    const end = (): void => {
      wire.close();
      resolve();
    };
    const deliver = async (events: Event[]): Promise<void> => {
      if (!(await reader.take(events, events[0]?.seq ?? 0))) end();
    };
    const wire: Wire = openWire(server, token, {
      opened: () => {
        catchUp(wire, reader)
          .then(() => {
            caught = true;
            for (const events of waiting) deliver(events).catch(reject);
          })
          .catch((fault: unknown) => (fault instanceof Stop ? reject(fault) : end()));
      },
      received: (event, payload) => {
        if (event === 'bye') return end();
        if (event !== 'events') return;
        const packet = payload as ServerEvents['events'];
        if (packet.log !== reader.log) return;
        if (caught) deliver(packet.events).catch(reject);
        else waiting.push(packet.events);
      },
      closed: () => resolve(),
    });
  });
}

/** Follows, page by page, until live events join. */
async function catchUp(wire: Wire, reader: Reader): Promise<void> {
  for (let more = true; more; ) {
    const after = reader.cursor;
    const request = { logs: [{ log: reader.log, after }] };
    const answers = (await wire.call('follow', request, CALL_MS_MAX)) as FollowAnswers;
    const [answer] = answers.logs;
    if (!answer || 'rejected' in answer) {
      throw new Stop(EXIT.notFound, 'You cannot read this chat, or it is gone.');
    }
    // What lies before `from` may not be read, or was too much to send: nothing of it comes later.
    reader.startAt(answer.from - 1);
    await reader.take(answer.events, answer.from);
    more = answer.more;
  }
}

/** Ends the command when the session is over; no answer is no reason. */
async function stillSignedIn({ server, folder }: Target, { token }: Asking): Promise<void> {
  const platform = openPlatform({ origin: server, folder, token, kept: async () => undefined });
  const answer = await apiOf(platform, 'me').request('GET', '/users/me');
  if (!answer.ok && 'refused' in answer && answer.refused.rejected === 'notSignedIn') {
    expectValue(answer, server);
  }
}

/** Waits for a slow reader of the pipe instead of gathering. */
function write(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}
