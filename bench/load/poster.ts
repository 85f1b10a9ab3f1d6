// Posts over a member's connection: in a closed loop, each acknowledgement lets the next post go, or one by one.
import type { Member } from './member.ts';

/** What everybody says. */
export const TEXT = 'Same table, and the good chairs, please.';

/** A member who talks into logs, one after the other. */
export class Poster {
  posted = 0;
  acknowledged = 0;
  readonly #member: Member;
  readonly #logs: readonly string[];
  #going = false;
  #finished: (() => void) | undefined;

  constructor(member: Member, logs: readonly string[]) {
    this.#member = member;
    this.#logs = logs;
    member.onAnswer = (_id, text) => this.#answered(text);
  }

  /** Keeps `window` posts under way until `stop`. */
  start(window: number): void {
    this.#going = true;
    for (let under = 0; under < window; under += 1) this.post();
  }

  /** Posts no more; resolves when all posts are acknowledged. */
  async stop(): Promise<void> {
    this.#going = false;
    if (this.acknowledged === this.posted) return;
    await new Promise<void>((resolve) => {
      this.#finished = resolve;
    });
  }

  /** Posts once. */
  post(text = TEXT): void {
    this.posted += 1;
    const log = this.#logs[this.posted % this.#logs.length] ?? '';
    const command = commandId(this.posted);
    this.#member.call(
      this.posted,
      `["append",{"log":"${log}","command":"${command}","kind":"postMessage","body":{"text":"${text}"}}]`,
    );
  }

  #answered(text: string): void {
    if (!text.includes('"seq"')) throw new Error(`a post was refused: ${text}`);
    this.acknowledged += 1;
    if (this.#going) this.post();
    else if (this.acknowledged === this.posted) this.#finished?.();
  }
}

/** Twenty characters in no order, as clients mint them; the number makes it this poster's own. */
function commandId(number: number): string {
  const random = Math.random().toString(36).slice(2, 14).padEnd(12, '0');
  return random + String(number).padStart(8, '0');
}
