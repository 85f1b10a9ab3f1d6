// A store without a messenger above it, for the contract of databases: people, commands in batches, and what is stored.
import { isRejected } from '#base/result.ts';
import type { Ask } from '#core/ask.ts';
import { chatLog, userLog } from '#core/log-name.ts';
import type { Event } from '#protocol/event.ts';
import type { PersonalFields } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Appended } from '#protocol/socket.ts';
import { SERVER_LOG } from '#protocol/well-known.ts';
import type { AppendOutcome, AppendRequest, StoredEvent } from '#store/append.ts';
import type { Database } from '#store/database.ts';
import { openStore, type Store } from '#store/store.ts';
import { FakeClock } from './clock.ts';
import { idOf } from './recorded-follower.ts';

/** A place where a database lies: it can be opened again after it was closed. */
export interface DatabasePlace {
  open(): Promise<Database>;
  remove(): Promise<void>;
}

/** Makes an empty place. */
export type MakePlace = () => Promise<DatabasePlace>;

/** What became of an accepted command. */
export interface Kept {
  readonly appended: Appended;
  readonly events: readonly StoredEvent[];
}

/** A log row as it stands in the table. */
export interface StoredRow {
  readonly log: string;
  readonly seq: number;
  readonly at: number;
  readonly event: Event;
}

// What is asked of one's own log.
const OWN: ReadonlySet<Ask['kind']> = new Set([
  'moveMark',
  'moveWallMark',
  'setChatState',
  'hideMessage',
  'changeAccount',
  'addContact',
  'removeContact',
  'blockUser',
]);

/** An open store at a place of its own. */
export class StoreWorld {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly database: Database;
  readonly place: DatabasePlace;
  #commands = 0;

  private constructor(place: DatabasePlace, database: Database, store: Store, clock: FakeClock) {
    this.place = place;
    this.database = database;
    this.store = store;
    this.clock = clock;
  }

  /** Opens a store at a new place. `wrap` may stand between the store and its database. */
  static async open(
    make: MakePlace,
    wrap: (database: Database) => Database = (database) => database,
  ): Promise<StoreWorld> {
    const place = await make();
    const database = wrap(await place.open());
    const clock = new FakeClock();
    return new StoreWorld(place, database, await openStore(database, clock), clock);
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.place.remove();
  }

  /** An account; the id is made from the name. */
  async person(username: string, personal: PersonalFields = {}): Promise<string> {
    await this.keep(this.newcomer(username, personal));
    return idOf(username);
  }

  /** The request that makes an account. */
  newcomer(username: string, personal: PersonalFields = {}): AppendRequest {
    const id = idOf(username);
    const user = { id, username, displayName: username };
    const ask: Ask = { kind: 'createUser', user, password: 'hash', personal };
    return { actor: id, log: SERVER_LOG, command: id, ask };
  }

  /** A request with a new command id; `log` is a chat's unless the ask says otherwise. */
  request(actor: string, chat: string, ask: Ask, command = this.mintCommand()): AppendRequest {
    const own = OWN.has(ask.kind);
    return { actor, log: own ? userLog(actor) : chatLog(chat), command, ask };
  }

  /** The request that posts a text. */
  posting(actor: string, chat: string, text: string, command?: string): AppendRequest {
    return this.request(actor, chat, { kind: 'postMessage', body: { text } }, command);
  }

  /** One request in a transaction of its own. */
  async outcome(request: AppendRequest): Promise<AppendOutcome> {
    const [outcome] = await this.store.append([request]);
    if (!outcome) throw new Error('no outcome');
    return outcome;
  }

  /** One request, which must be accepted. */
  async keep(request: AppendRequest): Promise<Kept> {
    return keptOf(await this.outcome(request));
  }

  /** Posts; returns the seq. */
  async post(actor: string, chat: string, text: string): Promise<number> {
    return (await this.keep(this.posting(actor, chat, text))).appended.seq;
  }

  /** A chat command, which must be accepted. */
  async act(actor: string, chat: string, ask: Ask): Promise<Kept> {
    return this.keep(this.request(actor, chat, ask));
  }

  /** Makes a group with these members. */
  async group(chat: string, owner: string, ...members: string[]): Promise<string> {
    await this.act(owner, chat, { kind: 'createChat', chat: 'group', name: chat });
    for (const user of members) await this.act(owner, chat, { kind: 'addMember', user });
    return chat;
  }

  /** All stored events of a log, or of all logs. */
  async events(log?: string): Promise<StoredRow[]> {
    const rows = await this.store.read((q) =>
      q.all<{ log: string; seq: number; at: number; event: string }>(
        `SELECT log, seq, at, event FROM events ${log ? 'WHERE log = ?' : ''} ORDER BY log, seq`,
        ...(log ? [log] : []),
      ),
    );
    return rows.map((row) => ({ ...row, event: JSON.parse(row.event) as Event }));
  }

  /** How many rows each table of the log holds: to see that nothing was left behind. */
  async counts(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const table of ['logs', 'events', 'commands', 'users', 'chats', 'members']) {
      const row = await this.store.read((q) =>
        q.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`),
      );
      counts[table] = Number(row?.n);
    }
    return counts;
  }

  mintCommand(): string {
    this.#commands += 1;
    return `command-${this.#commands}`;
  }
}

/** The outcome, which must be an acceptance. */
export function keptOf(outcome: AppendOutcome): Kept {
  if (isRejected(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** The rejection that an outcome must be. */
export function rejectionIn(outcome: AppendOutcome): Rejection {
  if (!isRejected(outcome)) throw new Error(`accepted: ${JSON.stringify(outcome.appended)}`);
  return outcome;
}
