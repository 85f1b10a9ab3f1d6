// One client of the torture run: the real headless client over the wire, who writes here and there without pause, reads, and
// notes what was acknowledged.
import type { Random } from '#base/random.ts';
import { openDoor } from '#client/door.ts';
import type { Client, Outcome } from '#client/model.ts';
import type { Platform } from '#client/platform.ts';
import type { Account } from '#protocol/person.ts';
import { systemClock, systemRandom } from '#server/clock.ts';
import { openNodePlatform } from '#test/support/node-platform.ts';
import { until } from '#test/support/server-process.ts';
import { type Oracle, unreadFor } from '#test/support/world/oracle.ts';

const WRITE_EVERY_MS = 40;
const PASSWORD = 'plums in the orchard';
/** Of so many guests each third account is at two devices. */
const SECOND_DEVICE_EVERY = 3;

/** What the server said is durable. */
export interface Acknowledged {
  readonly log: string;
  readonly seq: number;
  readonly text: string;
}

/** A client and what it knows. */
export class Guest {
  readonly name: string;
  readonly user: string;
  readonly client: Client;
  readonly written: string[] = [];
  readonly acknowledged: Acknowledged[];
  readonly #platform: Platform;
  readonly #random: Random;
  reconnects = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(name: string, opened: Opened, random: Random) {
    this.name = name;
    this.#platform = opened.platform;
    this.#random = random;
    this.acknowledged = opened.acknowledged;
    this.user = opened.account.id;
    this.client = openDoor(opened.platform).open(opened.account);
    let state = '';
    this.client.connection.subscribe(() => {
      const next = this.client.connection.get().state;
      if (next === 'open' && state !== 'open') this.reconnects += 1;
      state = next;
    });
  }

  /** Connected, and nothing waits to be sent. */
  get isSettled(): boolean {
    const { state, queued } = this.client.connection.get();
    return state === 'open' && queued === 0 && this.client.chats.get().state === 'ready';
  }

  startWriting(): void {
    this.#timer = setInterval(() => this.#act(), WRITE_EVERY_MS);
  }

  stopWriting(): void {
    clearInterval(this.#timer);
  }

  close(): void {
    this.stopWriting();
    this.client.close();
  }

  /** Shows these chats and loads them back to their beginnings. */
  async openAll(chats: readonly string[]): Promise<void> {
    for (const id of chats) {
      const handle = this.client.chat(id);
      handle.show();
      await until(`${this.name} has all of ${id}`, async () => {
        await handle.loadOlder();
        const { start, state } = handle.timeline.get();
        return start && state === 'ready' && handle.head.get().state === 'ready';
      });
    }
  }

  /** What the server says is unread, against the log. */
  async recount({ chats }: Oracle): Promise<string[]> {
    const answer = await this.#platform.request(this.user, 'GET', '/api/v1/chats?limit=200');
    const { items } = answer.body as { items: { id: string; unread: number }[] };
    return items.flatMap(({ id, unread }) => {
      const chat = chats.get(id);
      const counted = chat ? unreadFor(chat, this.user) : 0;
      return counted === unread ? [] : [`READ1 ${this.name} in ${id}: ${unread}, not ${counted}`];
    });
  }

  #act(): void {
    const rows = this.client.chats.get().rows;
    const row = rows[Math.floor(this.#random.fraction() * rows.length)];
    if (!row) return;
    const chat = this.client.chat(row.id);
    if (this.#random.fraction() < 0.15) {
      chat.seen(Number.MAX_SAFE_INTEGER);
      return;
    }
    const text = `${this.name} ${this.written.length}`;
    this.written.push(text);
    chat.send(text);
  }
}

interface Opened {
  readonly platform: Platform;
  readonly account: Account;
  readonly acknowledged: Acknowledged[];
}

/** Signs up `count` clients, some of them second devices, with a group and a room for all. */
export async function enterAll(origin: string, count: number, random: Random): Promise<Guest[]> {
  const guests: Guest[] = [];
  for (let index = 0; index < count; index += 1) {
    const second = index % SECOND_DEVICE_EVERY === SECOND_DEVICE_EVERY - 1;
    const username = `guest${second ? index - 1 : index}`;
    guests.push(new Guest(`device${index}`, await enter(origin, username, second), random));
  }
  await until('everybody is connected', () => guests.every(({ isSettled }) => isSettled));
  const [first, ...others] = guests;
  const users = [...new Set(others.map(({ user }) => user))].filter((user) => user !== first?.user);
  await first?.client.createChat('group', 'Everybody', users);
  await first?.client.createChat('room', 'Open house', users);
  return guests;
}

async function enter(origin: string, username: string, known: boolean): Promise<Opened> {
  const acknowledged: Acknowledged[] = [];
  const platform = noting(
    openNodePlatform({ origin, clock: systemClock, random: systemRandom }),
    acknowledged,
  );
  const door = openDoor(platform);
  const password = PASSWORD;
  const entered: Outcome<Account> = known
    ? await door.signIn({ login: username, password })
    : await door.signUp({ username, password });
  if (!entered.ok) throw new Error(`${username} did not get in: ${JSON.stringify(entered)}`);
  return { platform, account: entered.value, acknowledged };
}

/** The platform, with a note of every acknowledgement that arrives. */
function noting(platform: Platform, acknowledged: Acknowledged[]): Platform {
  return {
    ...platform,
    connect: (account, listener) => {
      const wire = platform.connect(account, listener);
      const call = async (event: string, payload: unknown, timeoutMs: number): Promise<unknown> => {
        const answer = await wire.call(event, payload, timeoutMs);
        const { seq } = answer as { seq?: number };
        const { log, body } = payload as { log: string; body?: { text: string } };
        if (event === 'append' && seq && body) acknowledged.push({ log, seq, text: body.text });
        return answer;
      };
      return { call, close: () => wire.close() };
    },
  };
}
