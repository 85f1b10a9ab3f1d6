// People with real clients at a running server, for the stories in test/flow: real sockets, and no clock but the system's.
// What is waited for is a view, not a time.
import { openDoor } from '#client/door.ts';
import type { Client, Door, MessageItem, Outcome, TimelineItem, View } from '#client/model.ts';
import type { Platform, Storage } from '#client/platform.ts';
import type { Account } from '#protocol/person.ts';
import { systemClock, systemRandom } from '#server/clock.ts';
import { memoryStorage, openNodePlatform } from '../node-platform.ts';

/** What everybody's password is at first. */
export const PASSWORD = 'plums in the orchard';

/** One device of somebody. */
export interface Visitor {
  readonly account: Account;
  readonly client: Client;
  readonly door: Door;
  readonly platform: Platform;
  readonly storage: Storage;
  readonly tokens: Map<string, string>;
}

/** The people of one story; `close` ends all their clients. */
export class People {
  readonly #origin: string;
  readonly #visitors: Visitor[] = [];

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Somebody new. */
  signUp(username: string): Promise<Visitor> {
    return this.#enter((door) => door.signUp({ username, password: PASSWORD }));
  }

  /** Another device of somebody. */
  signIn(login: string, password = PASSWORD): Promise<Visitor> {
    return this.#enter((door) => door.signIn({ login, password }));
  }

  /** The same device after a reload: a new client over the same storage and session. */
  async reload({ account, client, storage, tokens }: Visitor): Promise<Visitor> {
    client.close();
    const platform = this.#platform(storage, tokens);
    return this.#open(platform, openDoor(platform), account, storage, tokens);
  }

  close(): void {
    for (const { client } of this.#visitors) client.close();
  }

  async #enter(enter: (door: Door) => Promise<Outcome<Account>>): Promise<Visitor> {
    const storage = memoryStorage();
    const tokens = new Map<string, string>();
    const platform = this.#platform(storage, tokens);
    const door = openDoor(platform);
    return this.#open(platform, door, done(await enter(door)), storage, tokens);
  }

  #platform(storage: Storage, tokens: Map<string, string>): Platform {
    const origin = this.#origin;
    return openNodePlatform({ origin, clock: systemClock, random: systemRandom, storage, tokens });
  }

  async #open(
    platform: Platform,
    door: Door,
    account: Account,
    storage: Storage,
    tokens: Map<string, string>,
  ): Promise<Visitor> {
    const client = door.open(account);
    const visitor = { account, client, door, platform, storage, tokens };
    this.#visitors.push(visitor);
    await shows(client.connection, ({ state }) => state === 'open');
    await shows(client.chats, ({ state }) => state === 'ready');
    return visitor;
  }
}

/** The value of an outcome, which must be one. */
export function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`not done: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/** Resolves with the view's value as soon as it `isSo`. */
export function shows<T>(view: View<T>, isSo: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const look = (): void => {
      const value = view.get();
      if (!isSo(value)) return;
      stop();
      resolve(value);
    };
    const stop = view.subscribe(look);
    look();
  });
}

/** The messages among the items of a timeline. */
export function messagesIn(items: readonly TimelineItem[]): MessageItem[] {
  return items.filter((item) => item.type === 'message');
}

/** Resolves when a chat that is shown says exactly these things, in this order. */
export async function says(client: Client, chat: string, ...texts: string[]): Promise<void> {
  const wanted = texts.join('\n');
  await shows(client.chat(chat).timeline, ({ items }) => {
    const said = messagesIn(items).map(({ text }) => text);
    return said.join('\n') === wanted;
  });
}

/** Resolves when the row of a chat shows so many unread messages. */
export async function showsUnread(client: Client, chat: string, unread: number): Promise<void> {
  await shows(client.chats, ({ rows }) => rows.find(({ id }) => id === chat)?.unread === unread);
}

/** Resolves when a chat is in the list, or no longer. */
export async function lists(client: Client, chat: string, isThere = true): Promise<void> {
  await shows(client.chats, ({ rows }) => rows.some(({ id }) => id === chat) === isThere);
}
