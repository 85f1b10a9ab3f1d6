// Gathers how far people have read or received, and tells the followers of small private chats a few times a second.
// What somebody has read is told only where both sides tell it, and to nobody whom they block.
import type { Clock, Timer } from '#base/clock.ts';
import type { MemberMark, ServerSignal } from '#protocol/signal.ts';
import type { Fanout } from './fanout.ts';
import { OPEN, type Privacy } from './presence.ts';

const GATHER_MS = 150;

/** Marks on their way to followers; the latest of each person counts. */
export class MarkBoard {
  readonly #clock: Clock;
  readonly #fanout: Fanout;
  readonly #unsent = new Map<string, Map<string, MemberMark>>();
  readonly #privacyOf: (user: string) => Privacy | undefined;
  #timer: Timer | undefined;

  /** `privacyOf` knows everybody who is connected. */
  constructor(
    clock: Clock,
    fanout: Fanout,
    privacyOf: (user: string) => Privacy | undefined = () => OPEN,
  ) {
    this.#clock = clock;
    this.#fanout = fanout;
    this.#privacyOf = privacyOf;
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
    for (const [log, gathered] of this.#unsent) this.#sendMarks(log, [...gathered.values()]);
    this.#unsent.clear();
  }

  #sendMarks(log: string, gathered: readonly MemberMark[]): void {
    // Who has just switched it off may have read before that.
    const hides = (user: string): boolean => this.#privacyOf(user)?.receipts === false;
    const marks = gathered.map((mark) => (hides(mark.user) ? withoutRead(mark) : mark));
    const read: ServerSignal = { kind: 'marks', log, marks };
    const arrived: ServerSignal = { kind: 'marks', log, marks: marks.map(withoutRead) };
    this.#fanout.signal(log, (viewer) => {
      if (this.#privacyOf(viewer)?.receipts !== true) return arrived;
      const blocks = ({ user }: MemberMark): boolean =>
        this.#privacyOf(user)?.blocks.has(viewer) === true;
      if (!marks.some(blocks)) return read;
      return { ...read, marks: marks.map((mark) => (blocks(mark) ? withoutRead(mark) : mark)) };
    });
  }
}

function withoutRead({ user, delivered }: MemberMark): MemberMark {
  return { user, read: 0, delivered };
}
