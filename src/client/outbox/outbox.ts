// What was asked of logs and is not in them yet: stored first, then sent, per log in the order written and one at a time,
// with the same command id on every try. A line leaves when its event appears; a refused message stays with the reason
// until its author decides, a refused change is let go and said. Other tabs show the same lines.
import { backoffMs } from '#base/backoff.ts';
import type { Timer } from '#base/clock.ts';
import { mintId } from '#base/random.ts';
import type { Command } from '#protocol/command.ts';
import type { Event } from '#protocol/event.ts';
import { RETRYABLE, type RejectionCode } from '#protocol/rejection.ts';
import { refusedOf } from '../api.ts';
import type { Refused } from '../model.ts';
import type { Outgoing } from '../platform.ts';
import { Delays } from './delays.ts';
import { HeldLines } from './held-lines.ts';
import { Keeping } from './keeping.ts';
import {
  isPosting,
  type Line,
  type OutboxSays,
  outboxSays,
  storedLine,
  withFiles,
} from './outbox-line.ts';
import type { OutboxPorts, Queue, Writing } from './outbox-ports.ts';
import { Queues } from './queues.ts';

const BACKOFF = { firstMs: 500, mostMs: 30_000 };
const START_AGAIN_MS = 2_000;

/** The outbox of one account in one tab. */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #queues = new Queues();
  readonly #keeping: Keeping;
  readonly #delays: Delays;
  readonly #held: HeldLines;
  readonly #stopHearing: (() => void) | undefined;
  readonly #stopLeaving: (() => void) | undefined;
  #startTimer: Timer | undefined;
  #closed = false;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
    this.#keeping = new Keeping(ports.platform, ports.account);
    this.#held = new HeldLines(ports.platform.clock, async (command, log) => {
      // Before it, that tab may have written others of which this one never heard.
      await this.start();
      this.#held.delete(command);
      this.pump(log);
    });
    this.#delays = new Delays(ports.platform.clock, (log) => this.pump(log));
    this.#stopHearing = ports.platform.onTold?.((message) => this.#told(message));
    this.#stopLeaving = ports.platform.onLeaving?.(() => this.#hurry());
  }

  /** Takes up what earlier pages left in storage, as soon as it can be read. Never throws. */
  async start(): Promise<void> {
    const { platform, account } = this.#ports;
    const left = await platform.storage.outgoing(account).catch(() => undefined);
    if (this.#closed) return;
    if (!left) this.#startTimer = platform.clock.after(START_AGAIN_MS, () => void this.start());
    for (const outgoing of left ?? []) {
      this.#held.delete(outgoing.command);
      const line = storedLine(outgoing);
      this.#take(line);
      this.#ports.taken(line);
    }
    this.opened();
  }

  /** The lines of a log in the order written; the same array until something changes. */
  lines(log: string): readonly Line[] {
    return this.#queues.lines(log);
  }

  /** How much waits to be sent. */
  get queued(): number {
    return this.#queues.queued;
  }

  /** On screen at once; sent as soon as it is stored and the link is open, or when `delayMs` is over. */
  write(log: string, ask: Command, { attachments, delayMs }: Writing = {}): void {
    const { platform, account } = this.#ports;
    const now = platform.clock.now();
    const command = mintId(platform.random);
    const outgoing: Outgoing = {
      account,
      command,
      log,
      ask,
      ...this.#queues.next(now),
      ...(delayMs === undefined ? {} : { notBefore: now + delayMs }),
      ...(attachments?.length ? { attachments } : {}),
    };
    this.#put({ outgoing, state: 'waiting' });
    this.#keep(outgoing);
  }

  /** Sends a refused message again, as it is. */
  retry(command: string): void {
    const line = this.#queues.find(command);
    if (line?.state !== 'failed') return;
    const { refused: _, ...outgoing } = line.outgoing;
    this.#put({ outgoing, state: 'waiting' });
    this.#keep(outgoing);
  }

  /** Takes back a message that is not stored and not on its way right now. */
  remove(command: string): void {
    const line = this.#queues.find(command);
    if (!line || line.state === 'stored' || line.sending) return;
    this.#drop(line);
    this.#tell({ gone: command });
    this.pump(line.outgoing.log);
  }

  /** To be called when the link is open (again), or files have come further. */
  opened(): void {
    for (const log of this.#queues.logs) this.pump(log);
  }

  /** To be called in the same turn in which these events appear: their lines leave. */
  settle(log: string, events: readonly Event[]): void {
    if (this.lines(log).length === 0) return;
    for (const { by, command } of events) {
      const line = by === this.#ports.account && command && this.#queues.find(command);
      if (line && line.outgoing.log === log) this.#drop(line);
    }
    const cursor = this.#ports.cursorOf(log);
    for (const line of this.lines(log)) {
      if (line.seq !== undefined && line.seq <= cursor) this.#drop(line);
    }
  }

  close(): void {
    this.#closed = true;
    this.#stopHearing?.();
    this.#stopLeaving?.();
    this.#startTimer?.cancel();
    this.#delays.close();
    this.#held.close();
    this.#keeping.close();
    this.#queues.close();
  }

  /** To be called when what a log's lines wait for may have come. */
  pump(log: string): void {
    const queue = this.#queues.of(log);
    if (!queue || queue.busy || queue.timer || this.#closed || !this.#ports.isOpen()) return;
    const line = queue.lines.find(
      ({ state, outgoing }) =>
        state === 'waiting' && !this.#held.has(outgoing.command) && this.#delays.isDue(outgoing),
    );
    if (!line || this.#keeping.isUnder(line.outgoing.command)) return;
    const ask = this.#askOf(line);
    if (ask) void this.#send(queue, line, ask);
  }

  /** What is sent: with the files that go with it, when they are there. */
  #askOf(line: Line): Command | undefined {
    const { outgoing } = line;
    const files = outgoing.attachments && this.#ports.files(outgoing);
    if (!outgoing.attachments || !files) return outgoing.attachments ? undefined : outgoing.ask;
    if (!('rejected' in files)) return withFiles(outgoing.ask, files);
    this.#failed(line, files);
    this.pump(outgoing.log);
    return undefined;
  }

  /** The page may be gone in a moment: what only waited to be taken back goes now. */
  #hurry(): void {
    for (const log of this.#queues.logs) {
      for (const { outgoing, state, ...line } of this.lines(log)) {
        const { notBefore, ...rest } = outgoing;
        if (notBefore === undefined || state !== 'waiting') continue;
        this.#delays.stop(outgoing.command);
        this.#put({ ...line, state, outgoing: rest });
      }
      this.pump(log);
    }
  }

  async #send(queue: Queue, line: Line, ask: Command): Promise<void> {
    const { outgoing } = line;
    queue.busy = true;
    this.#put({ ...line, sending: true });
    const answer = await this.#ports.send({ ...outgoing, ask }).catch(() => undefined);
    queue.busy = false;
    if (this.#closed) return;
    // The event may have come first, and then the line is gone.
    const current = this.#queues.find(outgoing.command);
    if (current) this.#put({ ...current, sending: false });
    if (current && answer) this.#answered(queue, current, answer as Record<string, unknown>);
    this.pump(outgoing.log);
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
      this.pump(log);
    });
  }

  #failed(line: Line, refused: Refused): void {
    if (!isPosting(line.outgoing)) {
      this.#drop(line);
      this.#tell({ gone: line.outgoing.command });
      this.#ports.refused(line.outgoing, refused);
      return;
    }
    const { rejected, message } = refused;
    const outgoing = { ...line.outgoing, refused: { rejected, message } };
    this.#put({ outgoing, state: 'failed', refused });
    this.#tell({ line: outgoing });
    this.#keeping.update(outgoing);
  }

  /** Stores a line and sends it afterwards, or all the same when storage fails or takes too long. */
  #keep(outgoing: Outgoing): void {
    this.#tell({ line: outgoing });
    this.#keeping.keep(outgoing, () => this.pump(outgoing.log));
  }

  /** A line from storage or from another tab. */
  #take(outgoing: Outgoing): void {
    const known = this.#queues.find(outgoing.command)?.state;
    const { refused } = outgoing;
    if (known === 'stored' || (known === 'waiting' && !refused)) return;
    this.#put(refused ? { outgoing, state: 'failed', refused } : { outgoing, state: 'waiting' });
  }

  #told(message: unknown): void {
    const says = outboxSays(message, this.#ports.account);
    if (!says || this.#closed) return;
    if (says.gone !== undefined) {
      const line = this.#queues.find(says.gone);
      if (line) this.#drop(line);
    }
    if (!says.line) return;
    const { command, log, refused } = says.line;
    const known = this.#queues.find(command)?.state ?? 'failed';
    if (known === 'failed' && !refused) this.#held.add(command, log);
    this.#take(storedLine(says.line));
  }

  #put(line: Line): void {
    this.#queues.put(line);
    this.#ports.changed(line.outgoing.log);
  }

  #drop(line: Line): void {
    const { log, command } = line.outgoing;
    if (!this.#queues.drop(line)) return;
    this.#keeping.stop(command);
    this.#delays.stop(command);
    this.#held.drop(command);
    this.#forget(line.outgoing);
    this.#ports.changed(log);
  }

  #forget(outgoing: Outgoing): void {
    this.#ports.gone(outgoing);
    this.#keeping.drop(outgoing.command);
  }

  #tell(says: OutboxSays): void {
    this.#ports.platform.tell?.({ kind: 'outbox', account: this.#ports.account, ...says });
  }
}
