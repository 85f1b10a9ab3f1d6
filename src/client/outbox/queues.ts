// The lines of all logs in the order written, and what is the matter with each log's sending. Holds, and answers questions.
import type { Outgoing } from '../platform.ts';
import { findLine, type Line, placeLine } from './outbox-line.ts';
import type { Queue } from './outbox-ports.ts';

const NONE: readonly Line[] = [];

/** The queues of one outbox. */
export class Queues {
  readonly #queues = new Map<string, Queue>();
  #order = 0;
  #latest = 0;

  get logs(): readonly string[] {
    return [...this.#queues.keys()];
  }

  of(log: string): Queue | undefined {
    return this.#queues.get(log);
  }

  /** The lines of a log; the same array until something changes. */
  lines(log: string): readonly Line[] {
    return this.#queues.get(log)?.lines ?? NONE;
  }

  /** How much waits to be sent, and for nothing else. */
  get queued(): number {
    const all = [...this.#queues.values()].flatMap(({ lines }) => lines);
    return all.filter(({ state, outgoing }) => state === 'waiting' && !outgoing.notBefore).length;
  }

  find(command: string): Line | undefined {
    return findLine(this.#queues.values(), command);
  }

  /** Place and time of a line that is written now: never earlier than the one before, for clocks are set back. */
  next(now: number): Pick<Outgoing, 'at' | 'order'> {
    return { at: Math.max(now, this.#latest), order: this.#order + 1 };
  }

  put(line: Line): void {
    const { log, at, order } = line.outgoing;
    const queue = this.#queues.get(log) ?? { lines: NONE, busy: false, failures: 0 };
    this.#queues.set(log, queue);
    this.#order = Math.max(this.#order, order);
    this.#latest = Math.max(this.#latest, at);
    queue.lines = placeLine(queue.lines, line);
  }

  /** False when it was not there. */
  drop({ outgoing: { log, command } }: Line): boolean {
    const queue = this.#queues.get(log);
    if (!queue) return false;
    queue.lines = queue.lines.filter(({ outgoing }) => outgoing.command !== command);
    return true;
  }

  close(): void {
    for (const { timer } of this.#queues.values()) timer?.cancel();
  }
}
