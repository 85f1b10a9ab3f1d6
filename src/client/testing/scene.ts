// A scene for tests: Nora and Amara on a fake server, and clients opened for them; and short words for what they see.
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { type Account, FIRST_SETTINGS, FIRST_VISIBILITY, type User } from '#protocol/person.ts';
import { openClient } from '../client.ts';
import type { ChatRow, Client, Conversation, MessageItem } from '../model.ts';
import type { Platform } from '../platform.ts';
import { FakeStorage, fakePlatform } from './fake-platform.ts';
import { FakeServer } from './fake-server.ts';

/** A server with two people. */
export class Scene {
  readonly clock: Clock;
  readonly server: FakeServer;
  readonly nora: User;
  readonly amara: User;
  /** Nora's browser. */
  readonly storage = new FakeStorage();
  readonly #random: Random;
  readonly #clients: Client[] = [];

  constructor(clock: Clock, random: Random) {
    this.clock = clock;
    this.#random = random;
    this.server = new FakeServer(clock);
    this.nora = this.server.join('Nora');
    this.amara = this.server.join('Amara');
  }

  /** Opens a client: Nora's with her storage, unless told otherwise. */
  open(user = this.nora, more: Partial<Platform> = {}): Client {
    const storage = user === this.nora ? { storage: this.storage } : {};
    const platform = fakePlatform(this.server, this.clock, this.#random, { ...storage, ...more });
    const client = openClient(platform, accountOf(user));
    this.#clients.push(client);
    return client;
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }

  /** Payloads of the calls of this kind that came from an account. */
  calls(event: string, account = this.nora): Record<string, unknown>[] {
    return this.server.calls
      .filter((call) => call.event === event && call.account === account.id)
      .map(({ payload }) => payload);
  }
}

/** The account of somebody, as it is when it is new. */
export function accountOf(user: User): Account {
  const first = { visibility: FIRST_VISIBILITY, settings: FIRST_SETTINGS, wallUnread: 0 };
  return { ...user, role: 'member', createdAt: 0, ...first };
}

/** The messages of a timeline. */
export function messagesIn(chat: Conversation): MessageItem[] {
  return chat.timeline.get().items.filter((item) => item.type === 'message');
}

/** What a timeline says: texts, with the tick behind one's own; other items by their type. */
export function textsIn(chat: Conversation): string[] {
  return chat.timeline.get().items.map((item) => {
    if (item.type === 'notices') return `notices ${item.notices.map(({ what }) => what).join(' ')}`;
    if (item.type !== 'message') return `— ${item.type}`;
    return item.tick ? `${item.text} (${item.tick})` : item.text;
  });
}

/** The row of a chat. */
export function rowOf(client: Client, id: string): ChatRow | undefined {
  return client.chats.get().rows.find((row) => row.id === id);
}
