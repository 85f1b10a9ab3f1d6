// The simulated machine on which the server runs: starts it over the same file, kills it, stops it gracefully. One process
// at a time; everything of a killed one is gone but the file.
import { type Clock, pause } from '#base/clock.ts';
import { mintId } from '#base/random.ts';
import { type OpenMessenger, openMessenger } from '#messenger/messenger.ts';
import type { Passwords } from '#messenger/passwords.ts';
import { openSqlite } from '#store/sqlite.ts';
import { openStore, type Store } from '#store/store.ts';
import type { Chance } from '#test/sim/chance.ts';
import { MortalClock } from './mortal-clock.ts';
import { MortalDatabase } from './mortal-database.ts';
import type { Weather } from './weather.ts';

/** What a process on this machine is to its connections. */
export interface Process {
  readonly number: number;
  readonly messenger: OpenMessenger;
  readonly clock: Clock;
  readonly alive: boolean;
  /** Told when the process is gone: killed or stopped. */
  readonly atEnd: Set<() => void>;
  noteFault(fault: unknown): string;
  /** A place where a planned kill may strike. */
  step(): void;
}

/** What the machine needs of its world. */
export interface HostWorld {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly weather: Weather;
  readonly file: string;
  /** Something is wrong that no trouble explains. */
  fail(what: string): void;
}

interface Incarnation extends Process {
  alive: boolean;
  /** Stops gracefully: takes nothing more, and finishes what is under way. */
  leaving: boolean;
  readonly database: MortalDatabase;
  readonly mortalClock: MortalClock;
  store: Store | undefined;
}

const ALLOWANCES = {
  signInByAccount: { burst: 1_000, refillMs: 1 },
  signInByAddress: { burst: 1_000, refillMs: 1 },
  signUpByAddress: { burst: 1_000, refillMs: 1 },
  postByUser: { burst: 60, refillMs: 50 },
  signalByUser: { burst: 60, refillMs: 50 },
  inviteByUser: { burst: 60, refillMs: 50 },
  uploadByUser: { burst: 60, refillMs: 50 },
};

/** As long as the HTTP gateway waits for requests under way. */
const FINISH_MS = 2_000;

/** Deterministic and quick: the real ones take their time on other threads. */
const PASSWORDS: Passwords = {
  hash: async (password) => `sim:${password}`,
  verify: async (password, stored) => stored === `sim:${password}`,
};

/** The machine. */
export class SimHost {
  readonly #world: HostWorld;
  #current: Incarnation | undefined;
  #booting = false;
  #started = 0;
  #ended = false;
  kills = 0;

  constructor(world: HostWorld) {
    this.#world = world;
  }

  /** The process that answers; undefined while there is none. */
  get process(): Process | undefined {
    return this.#booting || this.#current?.leaving ? undefined : this.#current;
  }

  /** Starts a process, unless there is one. */
  start(): void {
    if (this.#current || this.#ended) return;
    this.#booting = true;
    void this.#boot().catch((fault: unknown) => {
      this.#world.fail(`the server did not start: ${String(fault)}`);
    });
  }

  /** Ends the process at once, as `kill -9` does, and starts another after `downMs`. */
  kill(downMs: number): void {
    const dying = this.#current;
    if (!dying?.alive) return;
    this.kills += 1;
    this.#bury(dying);
    // Its last transaction is rolled back in the turns of the event loop before the next timer.
    void dying.database.close();
    this.#world.clock.after(downMs, () => this.start());
  }

  /** Stops gracefully and starts again. */
  async restart(downMs: number): Promise<void> {
    const leaving = this.#current;
    if (!leaving?.alive || this.#booting || leaving.leaving) return;
    leaving.leaving = true;
    await leaving.messenger.close('stopping');
    await pause(leaving.clock, FINISH_MS);
    if (!leaving.alive) return;
    await leaving.store?.close();
    if (!leaving.alive) return;
    this.#bury(leaving);
    this.#world.clock.after(downMs, () => this.start());
  }

  /** The end of the run: nothing starts any more. */
  async end(): Promise<void> {
    const last = this.#current;
    this.#ended = true;
    if (!last) return;
    this.#bury(last);
    await last.database.close();
  }

  #bury(dying: Incarnation): void {
    dying.alive = false;
    this.#current = undefined;
    this.#booting = false;
    dying.mortalClock.die();
    dying.database.die();
    for (const end of [...dying.atEnd]) end();
  }

  async #boot(): Promise<void> {
    const incarnation = this.#incarnate();
    this.#current = incarnation;
    incarnation.store = await openStore(incarnation.database, incarnation.mortalClock);
    if (!incarnation.alive) return;
    Object.assign(incarnation, { messenger: this.#messengerOver(incarnation, incarnation.store) });
    this.#booting = false;
  }

  #incarnate(): Incarnation {
    const { clock, weather, chance, file } = this.#world;
    this.#started += 1;
    const step = (): void => {
      if (incarnation.alive && weather.isFatal()) this.kill(chance.int(50, 6_000));
    };
    const incarnation: Incarnation = {
      number: this.#started,
      alive: true,
      leaving: false,
      messenger: undefined as unknown as OpenMessenger,
      clock: undefined as unknown as Clock,
      mortalClock: new MortalClock(clock, () => weather.cpuMs()),
      database: new MortalDatabase(openSqlite(file), {
        at: (what) => {
          step();
          if (!this.#booting && weather.diskFails(what))
            throw new Error('simulated: the disk fails');
        },
        takesMs: (what) => weather.diskMs(what),
        after: (delayMs, wake) => clock.after(delayMs, wake),
      }),
      store: undefined,
      atEnd: new Set(),
      noteFault: (fault) => this.#noteFault(fault, incarnation.leaving),
      step,
    };
    return Object.assign(incarnation, { clock: incarnation.mortalClock });
  }

  #messengerOver({ mortalClock }: Incarnation, store: Store): OpenMessenger {
    return openMessenger({
      store,
      clock: mortalClock,
      random: this.#world.chance.random,
      settings: { name: 'Simulated', signUp: 'open', code: '' },
      allowances: ALLOWANCES,
      passwords: PASSWORDS,
    });
  }

  #noteFault(fault: unknown, leaving: boolean): string {
    const told = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    if (!leaving && !told.includes('simulated:')) this.#world.fail(`a fault of its own: ${told}`);
    return mintId(this.#world.chance.random);
  }
}
