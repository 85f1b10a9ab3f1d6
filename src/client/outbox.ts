// Messages that were written and are not in the log yet: stored first, then sent, per log in the order written and one at
// a time, with the same command id on every try. A line leaves when the stored message appears; a refused one stays with
// the reason until its author decides. Other tabs show the same lines.
import { backoffMs } from '#base/backoff.ts';
import type { Timer } from '#base/clock.ts';
import { mintId } from '#base/random.ts';
import type { Event } from '#protocol/event.ts';
import { RETRYABLE, type RejectionCode } from '#protocol/rejection.ts';
import { refusedOf } from './api.ts';
import type { Refused } from './model.ts';
import { findLine, type Line, type OutboxSays, outboxSays, placeLine } from './outbox-line.ts';
import type { Outgoing, Platform } from './platform.ts';

const BACKOFF = { firstMs: 500, mostMs: 30_000 };
/** How long a line waits for storage before it is sent all the same. */
const KEEP_PATIENCE_MS = 2_000;
/** How long another tab has to send its own line before this one does it, too. */
const OTHER_TAB_MS = 10_000;
const START_AGAIN_MS = 2_000;

/** What an outbox needs from its surroundings. */
export interface OutboxPorts {
  readonly platform: Platform;
  readonly account: string;
  isOpen(): boolean;
  /** Resolves with `Appended` or a rejection; throws when no answer came. */
  send(outgoing: Outgoing): Promise<unknown>;
  /** Up to where the log has been taken in here; 0 when it is not followed. */
  cursorOf(log: string): number;
  /** The lines of this log have changed. Called synchronously. */
  changed(log: string): void;
}

interface Queue {
  lines: readonly Line[];
  busy: boolean;
  failures: number;
  timer?: Timer | undefined;
}

/** The outbox of one account in one tab. */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #queues = new Map<string, Queue>();
  // By command: patience with storage, and with other tabs.
  readonly #timers = new Map<string, Timer>();
  readonly #held = new Set<string>();
  readonly #unkept = new Map<string, Promise<void>>();
  readonly #stopHearing: (() => void) | undefined;
  #startTimer: Timer | undefined;
  #order = 0;
  #latest = 0;
  #closed = false;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
    this.#stopHearing = ports.platform.onTold?.((message) => this.#told(message));
  }

  /** Takes up what earlier pages left in storage, as soon as it can be read. Never throws. */
  async start(): Promise<void> {
    const { platform, account } = this.#ports;
    const left = await platform.storage.outgoing(account).catch(() => undefined);
    if (this.#closed) return;
    if (!left) this.#startTimer = platform.clock.after(START_AGAIN_MS, () => void this.start());
    for (const outgoing of left ?? []) {
      this.#held.delete(outgoing.command);
      this.#take(outgoing);
    }
    this.opened();
  }

  /** The lines of a log in the order written; the same array until something changes. */
  lines(log: string): readonly Line[] {
    return this.#queues.get(log)?.lines ?? NONE;
  }

  /** How many messages wait to be sent. */
  get queued(): number {
    let queued = 0;
    for (const { lines } of this.#queues.values()) {
      queued += lines.filter(({ state }) => state === 'waiting').length;
    }
    return queued;
  }

  /** On screen at once; sent as soon as it is stored and the link is open. */
  write(log: string, text: string): void {
    const { platform, account } = this.#ports;
    // Never earlier than the one before: the clock may have been set back.
    const at = Math.max(platform.clock.now(), this.#latest);
    const command = mintId(platform.random);
    const outgoing = { account, command, log, text, at, order: this.#order + 1 };
    this.#put({ outgoing, state: 'waiting' });
    this.#keep(outgoing);
  }

  /** Sends a refused message again, as it is. */
  retry(command: string): void {
    const line = this.#find(command);
    if (line?.state !== 'failed') return;
    const { refused: _, ...outgoing } = line.outgoing;
    this.#put({ outgoing, state: 'waiting' });
    this.#keep(outgoing);
  }

  /** Takes back a message that is not stored and not on its way right now. */
  remove(command: string): void {
    const line = this.#find(command);
    if (!line || line.state === 'stored' || line.sending) return;
    this.#drop(line);
    this.#tell({ gone: command });
    this.#pump(line.outgoing.log);
  }

  /** To be called when the link is open (again). */
  opened(): void {
    for (const log of this.#queues.keys()) this.#pump(log);
  }

  /** To be called in the same turn in which these events appear: their lines leave. */
  settle(log: string, events: readonly Event[]): void {
    const queue = this.#queues.get(log);
    if (!queue || queue.lines.length === 0) return;
    for (const { by, command } of events) {
      const line = by === this.#ports.account && command && this.#find(command);
      if (line && line.outgoing.log === log) this.#drop(line);
    }
    const cursor = this.#ports.cursorOf(log);
    for (const line of queue.lines) {
      if (line.seq !== undefined && line.seq <= cursor) this.#drop(line);
    }
  }

  close(): void {
    this.#closed = true;
    this.#stopHearing?.();
    this.#startTimer?.cancel();
    for (const timer of this.#timers.values()) timer.cancel();
    for (const { timer } of this.#queues.values()) timer?.cancel();
  }

  #pump(log: string): void {
    const queue = this.#queues.get(log);
    if (!queue || queue.busy || queue.timer || this.#closed || !this.#ports.isOpen()) return;
    const line = queue.lines.find(
      ({ state, outgoing }) => state === 'waiting' && !this.#held.has(outgoing.command),
    );
    if (line && !this.#unkept.has(line.outgoing.command)) void this.#send(queue, line);
  }

  async #send(queue: Queue, line: Line): Promise<void> {
    const { outgoing } = line;
    queue.busy = true;
    this.#put({ ...line, sending: true });
    const answer = await this.#ports.send(outgoing).catch(() => undefined);
    queue.busy = false;
    if (this.#closed) return;
    // The event may have come first, and then the line is gone.
    const current = this.#find(outgoing.command);
    if (current) this.#put({ ...current, sending: false });
    if (current && answer) this.#answered(queue, current, answer as Record<string, unknown>);
    this.#pump(outgoing.log);
  }

  #answered(queue: Queue, line: Line, answer: Record<string, unknown>): void {
    const code = answer.rejected as RejectionCode | undefined;
    if (code === undefined) this.#stored(queue, line, Number(answer.seq));
    else if (RETRYABLE.has(code)) this.#later(queue, line.outgoing.log, refusedOf(answer));
    else this.#failed(line, refusedOf(answer));
  }

  #stored(queue: Queue, line: Line, seq: number): void {
    const { log } = line.outgoing;
    queue.failures = 0;
    this.#forget(line.outgoing);
    if (seq <= this.#ports.cursorOf(log)) this.#drop(line);
    else this.#put({ outgoing: line.outgoing, state: 'stored', seq });
  }

  #later(queue: Queue, log: string, { retryAfterMs }: Refused): void {
    const { clock, random } = this.#ports.platform;
    const delayMs = Math.max(retryAfterMs ?? 0, backoffMs(queue.failures++, BACKOFF, random));
    queue.timer = clock.after(delayMs, () => {
      queue.timer = undefined;
      this.#pump(log);
    });
  }

  #failed(line: Line, refused: Refused): void {
    const { rejected, message } = refused;
    const outgoing = { ...line.outgoing, refused: { rejected, message } };
    this.#put({ outgoing, state: 'failed', refused });
    this.#tell({ line: outgoing });
    this.#ports.platform.storage.keep(outgoing).catch(ignore);
  }

  /** Stores a line and sends it afterwards, or all the same when storage fails or takes too long. */
  #keep(outgoing: Outgoing): void {
    const { clock, storage } = this.#ports.platform;
    const { command, log } = outgoing;
    const go = (): void => {
      this.#stopTimer(command);
      if (this.#unkept.delete(command)) this.#pump(log);
    };
    this.#tell({ line: outgoing });
    const kept = storage.keep(outgoing).catch(ignore);
    this.#unkept.set(command, kept);
    this.#timers.set(command, clock.after(KEEP_PATIENCE_MS, go));
    void kept.then(go);
  }

  /** A line from storage or from another tab. */
  #take(outgoing: Outgoing): void {
    const known = this.#find(outgoing.command)?.state;
    const { refused } = outgoing;
    if (known === 'stored' || (known === 'waiting' && !refused)) return;
    this.#put(refused ? { outgoing, state: 'failed', refused } : { outgoing, state: 'waiting' });
  }

  #told(message: unknown): void {
    const { account, platform } = this.#ports;
    const says = outboxSays(message, account);
    if (!says || this.#closed) return;
    if (says.gone !== undefined) {
      const line = this.#find(says.gone);
      if (line) this.#drop(line);
    }
    if (!says.line) return;
    const { command, log, refused } = says.line;
    const known = this.#find(command)?.state ?? 'failed';
    if (known === 'failed' && !refused) this.#hold(command, log, platform);
    this.#take(says.line);
  }

  /** Leaves sending to the tab where it was written, unless that one seems to be gone. */
  #hold(command: string, log: string, { clock }: Platform): void {
    this.#held.add(command);
    const release = async (): Promise<void> => {
      this.#timers.delete(command);
      // Before it, that tab may have written others of which this one never heard.
      await this.start();
      this.#held.delete(command);
      this.#pump(log);
    };
    this.#timers.set(
      command,
      clock.after(OTHER_TAB_MS, () => void release()),
    );
  }

  #find(command: string): Line | undefined {
    return findLine(this.#queues.values(), command);
  }

  #put(line: Line): void {
    const { log, at, order } = line.outgoing;
    const queue = this.#queues.get(log) ?? { lines: NONE, busy: false, failures: 0 };
    this.#queues.set(log, queue);
    this.#order = Math.max(this.#order, order);
    this.#latest = Math.max(this.#latest, at);
    queue.lines = placeLine(queue.lines, line);
    this.#ports.changed(log);
  }

  #drop(line: Line): void {
    const { log, command } = line.outgoing;
    const queue = this.#queues.get(log);
    if (!queue) return;
    queue.lines = queue.lines.filter(({ outgoing }) => outgoing.command !== command);
    this.#stopTimer(command);
    this.#held.delete(command);
    this.#forget(line.outgoing);
    this.#ports.changed(log);
  }

  #forget({ command }: Outgoing): void {
    const { account, platform } = this.#ports;
    const drop = (): void => void platform.storage.drop(account, command).catch(ignore);
    // A slow `keep` must not come after its `drop`.
    const kept = this.#unkept.get(command);
    if (kept) void kept.then(drop);
    else drop();
  }

  #stopTimer(command: string): void {
    this.#timers.get(command)?.cancel();
    this.#timers.delete(command);
  }

  #tell(says: OutboxSays): void {
    this.#ports.platform.tell?.({ kind: 'outbox', account: this.#ports.account, ...says });
  }
}

const NONE: readonly Line[] = [];

function ignore(): void {}
