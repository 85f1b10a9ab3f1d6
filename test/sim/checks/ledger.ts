// What was promised and what was delivered in a run: acknowledgements, messages written, events that reached somebody. The
// checks hold it against the log.
import type { Event } from '#protocol/event.ts';
import type { Deliveries } from '#test/sim/network/wire-witness.ts';

/** An acknowledged command: the server said that it is durable. */
export interface Acknowledgement {
  readonly user: string;
  readonly log: string;
  readonly command: string;
  readonly seq: number;
}

/** A message that a person wrote; its text is like no other. */
export interface Written {
  readonly user: string;
  readonly chat: string;
  readonly text: string;
  /** Which page of which device it was written on: messages of one page keep their order. */
  readonly page: number;
  /** Storage has confirmed it: from here on it may not be lost. */
  kept: boolean;
  /** Its author took it back, sent it again after a refusal, or signed out: nothing is expected of it. */
  released: boolean;
}

/** A simulation that has gone wrong. */
export class SimulationFailed extends Error {
  override name = 'SimulationFailed';
}

/** The ledger of one run. */
export class Ledger implements Deliveries {
  readonly acknowledgements: Acknowledgement[] = [];
  readonly written = new Map<string, Written>();
  /** By user and log: what they were sent, by seq. */
  readonly deliveries = new Map<string, Map<string, Map<number, string>>>();
  readonly counts = new Map<string, number>();
  readonly failures: string[] = [];

  fail(what: string): void {
    this.failures.push(what);
  }

  /** Throws when something has gone wrong. */
  assertSound(): void {
    if (this.failures.length === 0) return;
    throw new SimulationFailed(this.failures.slice(0, 12).join('\n'));
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  acknowledged(user: string, asked: unknown, answer: unknown): void {
    const { log, command, kind } = asked as { log: string; command: string; kind: string };
    const { seq, rejected } = answer as { seq?: number; rejected?: string };
    this.count(seq === undefined ? `refused ${rejected}` : 'acknowledged');
    // Other commands may come to nothing (to join where one is already), and have no event then.
    if (seq === undefined || kind !== 'postMessage') return;
    this.acknowledgements.push({ user, log, command, seq });
  }

  held(user: string, log: string, events: readonly Event[]): void {
    const logs = this.deliveries.get(user) ?? new Map<string, Map<number, string>>();
    this.deliveries.set(user, logs);
    const known = logs.get(log) ?? new Map<number, string>();
    logs.set(log, known);
    for (const event of events) {
      const text = JSON.stringify(event);
      const before = known.get(event.seq);
      known.set(event.seq, text);
      if (before === undefined || before === text) continue;
      // Blanked between two reads, of which the older may arrive later.
      if (event.kind === 'blank' || before.includes('"kind":"blank"')) continue;
      this.fail(`LOG1 ${log} ${event.seq} changed from ${before} to ${text}`);
    }
  }
}
