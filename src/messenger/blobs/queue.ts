// Pictures wait for their turn: few at a time, because each takes a processor and much memory, and not endlessly many.

/** Work that runs a few at a time. */
export interface WorkQueue {
  /** Runs the work when it is its turn; undefined at once when too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T> | undefined;
}

/** A queue that runs `most` at a time, with at most `waiting` behind them. */
export function openQueue(most: number, waiting: number): WorkQueue {
  const behind: (() => void)[] = [];
  let running = 0;
  const next = (): void => {
    running -= 1;
    behind.shift()?.();
  };
  const turn = (): Promise<void> => {
    if (running < most) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((begin) => {
      behind.push(() => {
        running += 1;
        begin();
      });
    });
  };
  return {
    run(work) {
      if (running >= most && behind.length >= waiting) return undefined;
      return turn().then(work).finally(next);
    },
  };
}
