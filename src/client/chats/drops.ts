// Chats that are not open to this account (any more), so that a snapshot from before does not bring one back.

/** What was dropped, and when. */
export class Drops {
  readonly #gone = new Map<string, number>();
  #count = 0;

  /** How often a chat was dropped: to be noted before a snapshot is asked for. */
  get count(): number {
    return this.#count;
  }

  add(id: string): void {
    this.#gone.set(id, ++this.#count);
  }

  /** It is open again. */
  lift(id: string): void {
    this.#gone.delete(id);
  }

  has(id: string): boolean {
    return this.#gone.has(id);
  }

  /** Whether a chat was dropped after `count` was noted. */
  since(id: string, count: number): boolean {
    return (this.#gone.get(id) ?? 0) > count;
  }
}
