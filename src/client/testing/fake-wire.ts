// One connection to the fake server: calls in, answers and packets out, in order.
import type { Command } from '#protocol/command.ts';
import type { Event } from '#protocol/event.ts';
import type { Wire, WireListener } from '../platform.ts';
import { factOf } from './fake-decide.ts';
import type { FakeCall, FakeWorld } from './fake-world.ts';

/** A wire that tests can cut. */
export class FakeWire implements Wire {
  readonly account: string;
  readonly following = new Set<string>();
  readonly #server: FakeWorld;
  readonly #listener: WireListener;
  readonly #unanswered = new Set<(fault: Error) => void>();
  #open = false;
  #over = false;

  constructor(server: FakeWorld, account: string, listener: WireListener) {
    this.#server = server;
    this.account = account;
    this.#listener = listener;
    void Promise.resolve().then(() => this.#begin());
  }

  async call(event: string, payload: unknown, timeoutMs: number): Promise<unknown> {
    if (!this.#open) throw new Error('not open');
    const call = { account: this.account, event, payload } as FakeCall;
    this.#server.calls.push(call);
    const harm = this.#server.harm(call);
    if (harm === 'silence') return this.#never(timeoutMs);
    if (typeof harm === 'object') return harm;
    const answer = this.#answer(call);
    if (harm === 'lost') return this.#never(timeoutMs);
    // The answer travels behind what was sent before it.
    await Promise.resolve();
    if (!this.#open) throw new Error('closed');
    return answer;
  }

  /** Sends something to the client. */
  send(event: string, payload: unknown): void {
    const copy: unknown = JSON.parse(JSON.stringify(payload));
    void Promise.resolve().then(() => {
      if (this.#open) this.#listener.received(event, copy);
    });
  }

  close(): void {
    this.lose();
  }

  /** Ends it. */
  lose(): void {
    if (this.#over) return;
    this.#over = true;
    this.#open = false;
    this.#server.wires.delete(this);
    for (const reject of this.#unanswered) reject(new Error('closed'));
    this.#listener.closed({ kind: 'lost' });
  }

  #begin(): void {
    if (this.#over) return;
    if (!this.#server.up) {
      this.lose();
      return;
    }
    this.#open = true;
    this.#server.wires.add(this);
    this.#listener.opened();
  }

  #never(timeoutMs: number): Promise<never> {
    return new Promise((_, reject) => {
      const timer = this.#server.clock.after(timeoutMs, () => reject(new Error('timeout')));
      this.#unanswered.add((fault) => {
        timer.cancel();
        reject(fault);
      });
    });
  }

  #answer({ event, payload }: FakeCall): unknown {
    if (event === 'follow') return this.#follow(payload.logs as FollowWish[]);
    if (event === 'append') return this.#append(payload);
    if (event === 'read') this.#read(payload);
    return { ok: true };
  }

  #follow(wishes: readonly FollowWish[]): unknown {
    return { logs: wishes.map((wish) => this.#followOne(wish)) };
  }

  #followOne({ log, after }: FollowWish): unknown {
    const readable = this.#server.readableFrom(log, this.account);
    if (readable === undefined) return { log, rejected: 'notFound', what: 'chat', message: '' };
    const all: readonly Event[] = this.#server.logs.get(log) ?? [];
    const head = all.length;
    const start = after === 'tail' ? head : Math.min(Math.max(after, readable - 1), head);
    const events = all.slice(start, start + this.#server.page);
    const more = start + events.length < head;
    if (!more) this.following.add(log);
    return { log, from: start + 1, events: JSON.parse(JSON.stringify(events)), head, more };
  }

  #append(payload: Record<string, unknown>): unknown {
    const { log, command, ...ask } = payload as { log: string; command: string } & Command;
    const before = this.#server.head(log);
    const fact = factOf(this.#server, this.account, ask as Command);
    const { seq, at } = this.#server.say(log, this.account, fact, command);
    return { log, seq, at, repeated: seq <= before };
  }

  #read(payload: Record<string, unknown>): void {
    const { log, seq, state } = payload as { log: string; seq: number; state?: string };
    const id = log.slice('chat:'.length);
    const member = this.#server.chats.get(id)?.members.get(this.account);
    if (!member) return;
    member.delivered = Math.max(member.delivered, seq);
    if (state !== 'delivered') member.read = Math.max(member.read, seq);
  }
}

interface FollowWish {
  readonly log: string;
  readonly after: number | 'tail';
}
