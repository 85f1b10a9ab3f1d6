// A first-in-first-out queue with an end: when full, it says so instead of growing.

/** A queue of at most `capacity` items. */
export class BoundedQueue<T> {
  readonly capacity: number;
  #items: T[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get size(): number {
    return this.#items.length;
  }

  /** Adds an item; false when the queue is full and nothing was added. */
  push(item: T): boolean {
    if (this.#items.length >= this.capacity) return false;
    this.#items.push(item);
    return true;
  }

  /** Takes out the first `most` items, oldest first. */
  take(most: number): T[] {
    return this.#items.splice(0, most);
  }
}
