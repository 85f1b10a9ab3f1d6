// One page (tab) of a simulated browser: the real headless client on a platform whose network, storage and clock are the
// world's. Closing a page drops everything of it in mid-sentence.
import { openDoor } from '#client/door.ts';
import type { Client, Door } from '#client/model.ts';
import type { HttpAnswer, Outgoing, Platform } from '#client/platform.ts';
import type { Account } from '#protocol/person.ts';
import { answerRequest } from '#test/sim/machine/http-desk.ts';
import { MortalClock } from '#test/sim/machine/mortal-clock.ts';
import type { Process } from '#test/sim/machine/sim-host.ts';
import { SimConnection } from '#test/sim/network/sim-connection.ts';
import type { SimWorld } from '#test/sim/sim-world.ts';
import type { SimDevice } from './sim-device.ts';
import { openStorage } from './sim-storage.ts';

const LOST = 'simulated: no answer';

/** A page, from when it is opened until it is closed. */
export class SimPage {
  readonly number: number;
  readonly device: SimDevice;
  readonly door: Door;
  /** Chats on screen, and how to take them off. */
  readonly shown = new Map<string, () => void>();
  readonly #world: SimWorld;
  readonly #clock: MortalClock;
  readonly #storage: ReturnType<typeof openStorage>;
  readonly #told = new Set<(message: unknown) => void>();
  #client: Client | undefined;
  #connection: SimConnection | undefined;
  #alive = true;

  constructor(world: SimWorld, device: SimDevice) {
    this.#world = world;
    this.device = device;
    this.number = world.next();
    this.#clock = new MortalClock(world.clock);
    const { weather } = world;
    this.#storage = openStorage(device.storage, {
      clock: world.clock,
      delayMs: () => weather.storageMs(),
      fails: () => weather.happens(0.01),
      isAlive: () => this.#alive,
      kept: (outgoing) => this.#kept(outgoing),
    });
    this.door = openDoor(this.#platform());
  }

  get client(): Client | undefined {
    return this.#client;
  }

  get connection(): SimConnection | undefined {
    return this.#connection;
  }

  /** Whether somebody is signed in here, as far as the page knows. */
  get isSignedIn(): boolean {
    return this.#client !== undefined && this.#client.connection.get().state !== 'signedOut';
  }

  open(account: Account): void {
    this.#client = this.door.open(account);
  }

  /** Gone at once: nothing is finished, nobody is told. */
  close(): void {
    const { chance } = this.#world;
    this.#alive = false;
    this.#clock.die();
    if (chance.happens(0.5)) this.#storage.cut();
    if (chance.happens(0.5)) this.#connection?.close();
    else this.#connection?.lose(1_000);
    this.#connection?.close();
  }

  /** Another tab says something. */
  hear(message: unknown): void {
    this.#clock.after(1, () => {
      for (const listener of this.#told) listener(structuredClone(message));
    });
  }

  #platform(): Platform {
    const { chance } = this.#world;
    return {
      clock: this.#clock,
      random: chance.random,
      storage: this.#storage,
      cookies: false,
      keepToken: (account, token) => void this.device.tokens.set(account, token),
      connect: (account, listener) => {
        const token = this.device.tokens.get(account) ?? '';
        const connection = new SimConnection(this.#world, { user: account, token, listener });
        this.#world.connections.add(connection);
        this.#connection = connection;
        return connection;
      },
      request: (account, method, path, body) => this.#request(account, method, path, body),
      // Nobody here sends files.
      upload: () => ({ done: Promise.reject(new Error(LOST)), cancel: () => undefined }),
      tell: (message) => this.device.tellOthers(this, message),
      onTold: (listener) => {
        this.#told.add(listener);
        return () => this.#told.delete(listener);
      },
    };
  }

  #kept({ ask }: Outgoing): void {
    const text = ask.kind === 'postMessage' ? ask.body.text : undefined;
    const written = this.#world.ledger.written.get(text ?? '');
    if (written) written.kept = true;
  }

  #request(
    account: string | undefined,
    method: string,
    path: string,
    body: unknown,
  ): Promise<HttpAnswer> {
    const { weather, clock, host } = this.#world;
    const token = account === undefined ? undefined : this.device.tokens.get(account);
    const sent: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const lose = (): void => {
        this.#clock.after(weather.networkMs(), () => reject(new Error(LOST)));
      };
      clock.after(weather.networkMs(), () => {
        const { process } = host;
        if (!process || weather.happens(0.03)) {
          lose();
          return;
        }
        const finish = (answer: HttpAnswer): void => {
          const text = JSON.stringify(answer);
          if (weather.happens(0.03)) lose();
          else this.#clock.after(weather.networkMs(), () => resolve(JSON.parse(text)));
        };
        void this.#atServer(process, { token, method, path, body: sent }, finish, lose);
      });
    });
  }

  async #atServer(
    process: Process,
    request: Parameters<typeof answerRequest>[2],
    finish: (answer: HttpAnswer) => void,
    lose: () => void,
  ): Promise<void> {
    process.atEnd.add(lose);
    const { random } = this.#world.chance;
    const noteFault = (fault: unknown): string => process.noteFault(fault);
    const answer = await answerRequest(process.messenger, random, request, noteFault);
    process.step();
    if (!process.alive) return;
    process.atEnd.delete(lose);
    finish(answer);
    process.step();
  }
}
