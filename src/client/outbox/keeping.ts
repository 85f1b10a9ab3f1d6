// Puts lines into storage before they are sent, with patience: a slow or failing storage holds nothing up for long.
import type { Timer } from '#base/clock.ts';
import type { Outgoing, Platform } from '../platform.ts';

/** How long a line waits for storage before it is sent all the same. */
const KEEP_PATIENCE_MS = 2_000;

/** What one outbox asks of storage. */
export class Keeping {
  readonly #platform: Platform;
  readonly #account: string;
  /** By command: those that storage has not confirmed. */
  readonly #under = new Map<string, Promise<void>>();
  readonly #timers = new Map<string, Timer>();

  constructor(platform: Platform, account: string) {
    this.#platform = platform;
    this.#account = account;
  }

  /** Whether a line is to wait for storage. */
  isUnder(command: string): boolean {
    return this.#under.has(command);
  }

  /** Stores a line; `done` is called afterwards, or all the same when storage fails or takes too long. */
  keep(outgoing: Outgoing, done: () => void): void {
    const { clock, storage } = this.#platform;
    const { command } = outgoing;
    const go = (): void => {
      this.stop(command);
      if (this.#under.delete(command)) done();
    };
    const kept = storage.keep(outgoing).catch(ignore);
    this.#under.set(command, kept);
    this.#timers.set(command, clock.after(KEEP_PATIENCE_MS, go));
    void kept.then(go);
  }

  /** Stores a line as it is now; nothing waits for that. */
  update(outgoing: Outgoing): void {
    this.#platform.storage.keep(outgoing).catch(ignore);
  }

  drop(command: string): void {
    const { storage } = this.#platform;
    const drop = (): void => void storage.drop(this.#account, command).catch(ignore);
    // A slow `keep` must not come after its `drop`.
    const kept = this.#under.get(command);
    if (kept) void kept.then(drop);
    else drop();
  }

  /** Waits no longer for storage. */
  stop(command: string): void {
    this.#timers.get(command)?.cancel();
    this.#timers.delete(command);
  }

  close(): void {
    for (const timer of this.#timers.values()) timer.cancel();
  }
}

function ignore(): void {}
