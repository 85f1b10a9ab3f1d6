// Gathers how far people have read or received, and tells the followers of small private chats a few times a second.
import type { Clock, Timer } from '#base/clock.ts';
import type { MemberMark } from '#protocol/signal.ts';
import type { Fanout } from './fanout.ts';

const GATHER_MS = 150;

/** Marks on their way to followers; the latest of each person counts. */
export class MarkBoard {
  readonly #clock: Clock;
  readonly #fanout: Fanout;
  readonly #unsent = new Map<string, Map<string, MemberMark>>();
  #timer: Timer | undefined;

  constructor(clock: Clock, fanout: Fanout) {
    this.#clock = clock;
    this.#fanout = fanout;
  }

  /** Tells the followers of a log how far one member has got; what is less than told before is ignored by them. */
  tell(log: string, mark: MemberMark): void {
    const marks = this.#unsent.get(log) ?? new Map<string, MemberMark>();
    const before = marks.get(mark.user);
    marks.set(mark.user, {
      user: mark.user,
      read: Math.max(mark.read, before?.read ?? 0),
      delivered: Math.max(mark.delivered, before?.delivered ?? 0),
    });
    this.#unsent.set(log, marks);
    this.#timer ??= this.#clock.after(GATHER_MS, () => this.#send());
  }

  /** Stops timers. */
  stop(): void {
    this.#timer?.cancel();
  }

  #send(): void {
    this.#timer = undefined;
    for (const [log, marks] of this.#unsent) {
      this.#fanout.signal(log, { kind: 'marks', log, marks: [...marks.values()] });
    }
    this.#unsent.clear();
  }
}
