// One live connection to the server, again and again: opens wires, waits with jitter between tries, ends a wire whose
// calls are not answered. Knows nothing of logs; what to do when it is open again is its owner's affair.
import { backoffMs } from '#base/backoff.ts';
import type { Timer } from '#base/clock.ts';
import type { View } from './model.ts';
import { cell } from './observable.ts';
import type { Platform, Wire, WireClosed } from './platform.ts';

/** How long a call may take, and a wire to open, before the wire is given up, in milliseconds. */
export const CALL_TIMEOUT_MS = 15_000;
const BACKOFF = { firstMs: 500, mostMs: 30_000 };
/** After this long a connection counts as good, and the next backoff starts from the beginning. */
const STABLE_MS = 10_000;

/** How the link stands. `since`: when it began or ceased to be open. Times in ms since 1970. */
export interface LinkState {
  readonly state: 'connecting' | 'open' | 'waiting' | 'signedOut';
  readonly since: number;
  readonly retryAt?: number | undefined;
}

/** What a link tells its owner. Called synchronously. */
export interface LinkListener {
  opened(): void;
  received(event: string, payload: unknown): void;
  /** It was open and is no longer. */
  closed(): void;
  /** Its state is another now. */
  changed(): void;
}

/** Thrown by calls that were not answered; whether the server has done them is unknown. */
export class LinkDown extends Error {
  override name = 'LinkDown';
}

/** A connection that keeps itself up from construction until `close`. */
export class Link {
  readonly state: View<LinkState>;
  readonly #state;
  readonly #platform: Platform;
  readonly #account: string;
  readonly #listener: LinkListener;
  readonly #stopHints: (() => void) | undefined;
  #wire: Wire | undefined;
  // Which attempt the current wire belongs to: what older wires still say is not heard.
  #attempt = 0;
  #failures = 0;
  #timer: Timer | undefined;
  #ended = false;

  constructor(platform: Platform, account: string, listener: LinkListener) {
    this.#platform = platform;
    this.#account = account;
    this.#listener = listener;
    this.#state = cell<LinkState>({ state: 'connecting', since: platform.clock.now() });
    this.state = this.#state;
    this.#stopHints = platform.onNetworkBack?.(() => this.retryNow());
  }

  get isOpen(): boolean {
    return this.#state.get().state === 'open';
  }

  /** Starts connecting; to be called once. */
  start(): void {
    this.#connect();
  }

  /** Emits and resolves with the answer. Throws {@link LinkDown} when none came, and then the wire is replaced. */
  async call(event: string, payload: unknown): Promise<unknown> {
    const wire = this.#wire;
    const attempt = this.#attempt;
    if (!wire || !this.isOpen) throw new LinkDown('not connected');
    try {
      return await wire.call(event, payload, CALL_TIMEOUT_MS);
    } catch (cause) {
      if (attempt === this.#attempt) this.#lost({ kind: 'lost' });
      throw new LinkDown(`no answer to ${event}`, { cause });
    }
  }

  /** Emits without waiting; what is lost is lost. For ephemerals. */
  tell(event: string, payload: unknown): void {
    if (this.isOpen) this.call(event, payload).catch(ignore);
  }

  /** Tries at once when it is waiting for the next try. */
  retryNow(): void {
    if (this.#state.get().state !== 'waiting') return;
    this.#connect();
  }

  /** The session is over: no more tries. */
  signedOut(): void {
    if (this.#ended) return;
    this.#lost({ kind: 'notSignedIn' });
  }

  close(): void {
    this.#ended = true;
    this.#stopHints?.();
    this.#timer?.cancel();
    this.#drop();
  }

  #connect(): void {
    if (this.#ended) return;
    this.#timer?.cancel();
    const attempt = ++this.#attempt;
    const current = (act: () => void) => () => {
      if (attempt === this.#attempt && !this.#ended) act();
    };
    this.#set('connecting');
    this.#timer = this.#platform.clock.after(CALL_TIMEOUT_MS, () => this.#lost({ kind: 'lost' }));
    const wire = this.#platform.connect(this.#account, {
      opened: current(() => this.#opened()),
      received: (event, payload) => current(() => this.#received(event, payload))(),
      closed: (reason) => current(() => this.#lost(reason))(),
    });
    // A platform may say `closed` before it returns.
    if (attempt === this.#attempt) this.#wire = wire;
    else wire.close();
  }

  #opened(): void {
    this.#timer?.cancel();
    this.#timer = this.#platform.clock.after(STABLE_MS, () => {
      this.#failures = 0;
    });
    this.#set('open');
    this.#listener.opened();
  }

  #received(event: string, payload: unknown): void {
    if (event === 'bye') {
      const { reason } = payload as { reason: string };
      this.#lost({ kind: 'bye', reason });
    } else {
      this.#listener.received(event, payload);
    }
  }

  #lost(reason: WireClosed): void {
    const wasOpen = this.isOpen;
    this.#timer?.cancel();
    this.#drop();
    if (isOver(reason)) this.#set('signedOut');
    else this.#wait(reason);
    if (wasOpen) this.#listener.closed();
  }

  #wait(reason: WireClosed): void {
    const { clock, random } = this.#platform;
    // A slow reader comes back at once, but not in a tight circle.
    const atOnce = reason.kind === 'bye' && reason.reason === 'slow' && this.#failures === 0;
    const delayMs = atOnce ? 0 : backoffMs(this.#failures, BACKOFF, random);
    this.#failures++;
    this.#timer = clock.after(delayMs, () => this.#connect());
    this.#set('waiting', clock.now() + delayMs);
  }

  #drop(): void {
    this.#attempt++;
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.close();
  }

  #set(state: LinkState['state'], retryAt?: number): void {
    const before = this.#state.get();
    const sameSide = (state === 'open') === (before.state === 'open');
    const since = sameSide ? before.since : this.#platform.clock.now();
    this.#state.set({ state, since, ...(retryAt === undefined ? {} : { retryAt }) });
    this.#listener.changed();
  }
}

function isOver(reason: WireClosed): boolean {
  return reason.kind === 'notSignedIn' || (reason.kind === 'bye' && reason.reason === 'signedOut');
}

function ignore(): void {}
