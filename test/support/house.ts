// A whole messenger over SQLite in a temporary folder, on a clock that tests move: people sign up, talk and follow.
// `done` waits for the messenger's work without moving the time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejected } from '#base/result.ts';
import { chatLog, directChat } from '#core/log-name.ts';
import type { Actor, Peer } from '#core/messenger.ts';
import { openFolder } from '#messenger/blobs/folder.ts';
import type { Settings } from '#messenger/house.ts';
import {
  ALLOWANCES,
  type Allowances,
  type OpenMessenger,
  openMessenger,
} from '#messenger/messenger.ts';
import type { HashCost, Passwords } from '#messenger/passwords.ts';
import type { Command } from '#protocol/command.ts';
import type { SignUp } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Appended, FollowAnswer } from '#protocol/socket.ts';
import { LOBBY } from '#protocol/well-known.ts';
import type { Database } from '#store/database.ts';
import { openSqlite } from '#store/sqlite.ts';
import { openStore, type Store } from '#store/store.ts';
import { FakeClock, seededRandom } from './clock.ts';
import { RecordedFollower } from './recorded-follower.ts';

/** Hashes that cost next to nothing. */
export const CHEAP_HASHES: HashCost = { memoryKiB: 64, passes: 1 };
/** Somebody at this machine. */
export const HERE: Peer = { address: '127.0.0.1', direct: true, device: 'Desk' };
/** Somebody at another machine. */
export const AWAY: Peer = { address: '192.0.2.7', direct: false, device: 'Phone' };
/** What everybody's password is, unless said otherwise. */
export const PASSWORD = 'plums in the orchard';

/** What a test may set. */
export interface HouseOptions {
  readonly settings?: Partial<Settings>;
  readonly allowances?: Partial<Allowances>;
  readonly hashCost?: HashCost;
  /** Instead of real hashing, to count it or to hold it up. */
  readonly passwords?: Passwords;
  readonly seed?: number;
  /** Keeps files in the house's folder, of at most so many bytes each. */
  readonly files?: number;
  /** Stands in for SQLite in a temporary folder; the house closes it. */
  readonly database?: Database;
  /** Wraps the store, to watch it or to let it fail. */
  readonly wrapStore?: (store: Store) => Store;
}

/** Somebody with an account and a session. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly actor: Actor;
  readonly token: string;
}

/** Opens a house. Close it at the end of the test. */
export async function openHouse(options: HouseOptions = {}): Promise<TestHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-'));
  const file = join(folder, 'kith.db');
  const clock = new FakeClock();
  const random = seededRandom(options.seed ?? 1);
  const opened = await openStore(options.database ?? openSqlite(file), clock);
  const store = options.wrapStore?.(opened) ?? opened;
  const files = options.files && { folder: await openFolder(folder), bytesMax: options.files };
  const messenger = openMessenger({
    store,
    clock,
    random,
    ...(files && { files }),
    settings: { name: 'Kith', signUp: 'open', code: 'orchard-code', ...options.settings },
    allowances: { ...ALLOWANCES, ...options.allowances },
    hashCost: options.hashCost ?? CHEAP_HASHES,
    ...(options.passwords && { passwords: options.passwords }),
  });
  return new TestHouse({ messenger, store, clock, folder });
}

interface Parts {
  readonly messenger: OpenMessenger;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly folder: string;
}

/** A messenger with what a test needs around it. */
export class TestHouse {
  readonly messenger: OpenMessenger;
  readonly store: Store;
  readonly clock: FakeClock;
  /** Where the database file is. */
  readonly folder: string;
  #commands = 0;

  constructor({ messenger, store, clock, folder }: Parts) {
    this.messenger = messenger;
    this.store = store;
    this.clock = clock;
    this.folder = folder;
  }

  /** Waits for a promise; what is due at once is done, the time stands still. */
  async done<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const note = (): void => {
      settled = true;
    };
    promise.then(note, note);
    while (!settled) await this.clock.advance(0);
    return promise;
  }

  /** An account with a session; throws when it is refused. */
  async signUp(username: string, more: Partial<SignUp> = {}, peer = HERE): Promise<Person> {
    const request = { username, password: PASSWORD, ...more };
    const signedIn = accepted(await this.done(this.messenger.signUp(request, peer)));
    const { account, session, token } = signedIn;
    return { id: account.id, username, actor: { user: account.id, session }, token };
  }

  /** Another session of somebody. */
  async signInAgain({ id, username }: Person, peer = HERE): Promise<Person> {
    const request = { login: username, password: PASSWORD };
    const { session, token } = accepted(await this.done(this.messenger.signIn(request, peer)));
    return { id, username, actor: { user: id, session }, token };
  }

  /** Appends a command, with a new id unless one is given. */
  append(
    person: Person,
    chat: string,
    ask: Command,
    command = this.mintCommand(),
  ): Promise<Appended | Rejection> {
    return this.done(this.messenger.append(person.actor, { log: chatLog(chat), command, ask }));
  }

  /** Posts a message; throws when it is refused. */
  async post(person: Person, chat: string, text: string): Promise<Appended> {
    return accepted(await this.append(person, chat, { kind: 'postMessage', body: { text } }));
  }

  /** Makes a group with these members and returns its id. */
  async group(id: string, owner: Person, ...members: Person[]): Promise<string> {
    accepted(await this.append(owner, id, { kind: 'createChat', chat: 'group', name: id }));
    for (const { id: user } of members) {
      accepted(await this.append(owner, id, { kind: 'addMember', user }));
    }
    return id;
  }

  /** A new id for a command. */
  mintCommand(): string {
    this.#commands += 1;
    return `command-${this.#commands}`;
  }

  /** A connection of somebody, entered. */
  connect(person: Person): RecordedFollower {
    const follower = new RecordedFollower(person.actor);
    follower.onEnd = () => this.messenger.leave(follower);
    const refused = this.messenger.enter(follower);
    if (refused) throw new Error(`not let in: ${refused.rejected}`);
    return follower;
  }

  /** Follows one log and goes live; the answer may be a rejection. */
  async follow(
    follower: RecordedFollower,
    log: string,
    after: number | 'tail' = 0,
  ): Promise<FollowAnswer> {
    const { answers, start } = await this.done(
      this.messenger.follow(follower, { logs: [{ log, after }] }),
    );
    start();
    const [answer] = answers;
    if (!answer) throw new Error('no answer to follow');
    return answer;
  }

  /** Closes everything and removes the folder. */
  async close(): Promise<void> {
    await this.done(this.messenger.close('stopping'));
    await this.done(this.store.close());
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The value, which must not be a rejection. */
export function accepted<T>(result: T | Rejection): T {
  if (isRejected(result)) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result;
}

/** The direct chat between two people. */
export function between(one: Person, other: Person): string {
  return directChat(one.id, other.id);
}

/** The Lobby's log. */
export const LOBBY_LOG = chatLog(LOBBY);
