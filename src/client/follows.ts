// Which logs this client follows and how far each has got: asks after every reconnect for what was missed, page by page,
// and lets live packets through only where they continue. A log's sink thus hears every event once, in order.
import type { Clock, Timer } from '#base/clock.ts';
import type { Event } from '#protocol/event.ts';
import { FOLLOW_LOGS_MAX } from '#protocol/limits.ts';
import { RETRYABLE, type RejectionCode } from '#protocol/rejection.ts';
import type { FollowAnswer, FollowAnswers } from '#protocol/socket.ts';
import type { Link } from './link.ts';

/** Who wants a log's events. Called synchronously. */
export interface LogSink {
  /** Events that continue where the last ones ended; never empty. */
  events(events: readonly Event[]): void;
  /** What comes next begins at `from` and does not continue what was there. `back`: the log is shorter than known. */
  reset(from: number, back: boolean): void;
  /** Everything up to now has come: the sink is level with the server. */
  level?(): void;
  /** The log may not be followed (any more); it is no longer. */
  refused(code: string): void;
}

type Cursor = number | 'tail';
type Answered = Extract<FollowAnswer, { head: number }>;

interface Followed {
  readonly log: string;
  readonly sink: LogSink;
  cursor: Cursor;
  state: 'behind' | 'asking' | 'level';
  /** Highest seq that came while it could not be applied. */
  beyond: number;
}

const RETRY_MS = 1_000;

/** The followed logs of one client. */
export class Follows {
  readonly #link: Link;
  readonly #clock: Clock;
  readonly #logs = new Map<string, Followed>();
  #timer: Timer | undefined;
  // Which connection the answers in flight belong to.
  #connection = 0;

  constructor(link: Link, clock: Clock) {
    this.#link = link;
    this.#clock = clock;
  }

  /** Follows a log after `cursor`. What is followed already goes on as it is. */
  add(log: string, cursor: Cursor, sink: LogSink): void {
    if (this.#logs.has(log)) return;
    this.#logs.set(log, { log, sink, cursor, state: 'behind', beyond: 0 });
    this.#soon(0);
  }

  remove(log: string): void {
    if (this.#logs.delete(log)) this.#link.tell('unfollow', { logs: [log] });
  }

  has(log: string): boolean {
    return this.#logs.has(log);
  }

  /** Up to where a log has been taken in; 0 when that is not known. */
  cursorOf(log: string): number {
    const cursor = this.#logs.get(log)?.cursor;
    return cursor === undefined || cursor === 'tail' ? 0 : cursor;
  }

  /** To be called when the link is open (again): everything counts as behind. */
  opened(): void {
    this.#connection++;
    for (const followed of this.#logs.values()) followed.state = 'behind';
    this.#ask();
  }

  /** To be called with every live packet. */
  received({ log, events }: { log: string; events: readonly Event[] }): void {
    const followed = this.#logs.get(log);
    if (!followed) return;
    this.#apply(followed, events);
    if (followed.state === 'level' && isBeyond(followed)) {
      followed.state = 'behind';
      this.#soon(0);
    }
  }

  close(): void {
    this.#timer?.cancel();
    this.#logs.clear();
  }

  /** Gathers what is added within one turn into one call; later after something went wrong. */
  #soon(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#clock.after(delayMs, () => this.#ask());
  }

  #ask(): void {
    if (!this.#link.isOpen) return;
    const behind = [...this.#logs.values()].filter(({ state }) => state === 'behind');
    for (let at = 0; at < behind.length; at += FOLLOW_LOGS_MAX) {
      void this.#askFor(behind.slice(at, at + FOLLOW_LOGS_MAX));
    }
  }

  async #askFor(group: readonly Followed[]): Promise<void> {
    const connection = this.#connection;
    const asked = group.map(({ log, cursor }) => ({ log, after: cursor }));
    for (const followed of group) followed.state = 'asking';
    let answers: FollowAnswer[];
    try {
      answers = followAnswers(await this.#link.call('follow', { logs: asked }));
    } catch {
      // The link reconnects, and `opened` asks again.
      return;
    }
    if (connection !== this.#connection) return;
    const byLog = new Map(answers.map((answer) => [answer.log, answer]));
    let stuck = false;
    for (const [index, followed] of group.entries()) {
      if (this.#logs.get(followed.log) !== followed) continue;
      const went = this.#answered(followed, asked[index]?.after ?? 'tail', byLog.get(followed.log));
      if (!went) stuck = true;
    }
    if (stuck) this.#soon(RETRY_MS);
    else if (group.some(({ state }) => state === 'behind')) this.#ask();
  }

  /** Takes an answer in; false when it brought nothing on and asking at once would be no use. */
  #answered(followed: Followed, after: Cursor, answer: FollowAnswer | undefined): boolean {
    if (!answer || 'rejected' in answer) return this.#refused(followed, answer?.rejected);
    const { sink, cursor: before } = followed;
    const back = after !== 'tail' && answer.head < after;
    const start = startOf(answer, after, back);
    if (back || followed.cursor === 'tail' || start > followed.cursor + 1) {
      followed.cursor = start - 1;
      if (back) followed.beyond = 0;
      sink.reset(start, back);
    }
    this.#apply(followed, answer.events);
    const behind = answer.more || isBeyond(followed);
    followed.state = behind ? 'behind' : 'level';
    if (!behind) sink.level?.();
    return !behind || followed.cursor !== before;
  }

  #refused(followed: Followed, code: string | undefined): boolean {
    if (code === undefined || RETRYABLE.has(code as RejectionCode)) {
      followed.state = 'behind';
      return false;
    }
    this.#logs.delete(followed.log);
    followed.sink.refused(code);
    return true;
  }

  #apply(followed: Followed, events: readonly Event[]): void {
    const { cursor } = followed;
    const last = events.at(-1)?.seq ?? 0;
    if (cursor === 'tail') {
      followed.beyond = Math.max(followed.beyond, last);
      return;
    }
    const fresh = events.filter(({ seq }) => seq > cursor);
    const next = fresh.filter(({ seq }, index) => seq === cursor + 1 + index);
    if (next.length < fresh.length) followed.beyond = Math.max(followed.beyond, last);
    if (next.length === 0) return;
    followed.cursor = cursor + next.length;
    followed.sink.events(next);
  }
}

function isBeyond({ cursor, beyond }: Followed): boolean {
  return cursor !== 'tail' && beyond > cursor;
}

/** The first seq that an answer continues with. */
function startOf(answer: Answered, after: Cursor, back: boolean): number {
  if (back) return answer.head + 1;
  if (after === 'tail') return answer.events[0]?.seq ?? answer.head + 1;
  return Math.max(answer.from, after + 1);
}

/** A server that answers something else is one that does not answer. */
function followAnswers(answer: unknown): FollowAnswer[] {
  const { logs } = (answer ?? {}) as Partial<FollowAnswers>;
  return Array.isArray(logs) ? logs : [];
}
