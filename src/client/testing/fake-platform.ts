// The world around the client in its tests: storage in memory that can fail, tabs that hear each other, and the fake
// server behind it all.
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { Outgoing, Platform, Storage } from '../platform.ts';
import type { FakeServer } from './fake-server.ts';

/** Storage that all tabs share. `failing` makes every call reject; `hold` keeps what is written from being done. */
export class FakeStorage implements Storage {
  readonly kept = new Map<string, Outgoing>();
  readonly values = new Map<string, string>();
  failing = false;
  hold: Promise<void> | undefined;

  async outgoing(account: string): Promise<Outgoing[]> {
    this.#check();
    return [...this.kept.values()].filter((outgoing) => outgoing.account === account);
  }

  async keep(outgoing: Outgoing): Promise<void> {
    this.#check();
    await this.hold;
    this.kept.set(outgoing.command, outgoing);
  }

  async drop(_account: string, command: string): Promise<void> {
    this.#check();
    this.kept.delete(command);
  }

  async get(account: string, key: string): Promise<string | undefined> {
    this.#check();
    return this.values.get(`${account} ${key}`);
  }

  async set(account: string, key: string, value: string | undefined): Promise<void> {
    this.#check();
    if (value === undefined) this.values.delete(`${account} ${key}`);
    else this.values.set(`${account} ${key}`, value);
  }

  async forget(account: string): Promise<void> {
    for (const [command, outgoing] of this.kept) {
      if (outgoing.account === account) this.kept.delete(command);
    }
    for (const key of this.values.keys()) if (key.startsWith(account)) this.values.delete(key);
  }

  #check(): void {
    if (this.failing) throw new Error('no storage');
  }
}

/** Tabs of one browser. */
export class FakeTabs {
  readonly #listeners = new Map<object, Set<(message: unknown) => void>>();

  /** What one tab needs to speak and hear. */
  open(): Required<Pick<Platform, 'tell' | 'onTold'>> {
    const me = {};
    this.#listeners.set(me, new Set());
    return {
      tell: (message) => {
        for (const [tab, listeners] of this.#listeners) {
          if (tab !== me) for (const listener of listeners) listener(message);
        }
      },
      onTold: (listener) => {
        this.#listeners.get(me)?.add(listener);
        return () => this.#listeners.get(me)?.delete(listener);
      },
    };
  }
}

/** A platform over the fake server. */
export function fakePlatform(
  server: FakeServer,
  clock: Clock,
  random: Random,
  more: Partial<Platform> = {},
): Platform {
  return {
    clock,
    random,
    storage: new FakeStorage(),
    cookies: true,
    connect: (account, listener) => server.connect(account, listener),
    request: (account, method, path, body) => server.request(account, method, path, body),
    upload: (_account, file) => ({
      done: server.upload(file.name),
      cancel: () => undefined,
    }),
    ...more,
  };
}
