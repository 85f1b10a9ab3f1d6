// The storage of a simulated browser: survives its pages. Each page reaches it through a queue of its own; what a page had
// asked for when it was closed may or may not still happen.
import type { Clock } from '#base/clock.ts';
import type { Outgoing, Storage } from '#client/platform.ts';
import { Pipe } from '#test/sim/network/pipe.ts';

/** What one browser has stored. */
export class SimStorage {
  readonly outgoing = new Map<string, Outgoing>();
  readonly values = new Map<string, string>();
}

/** How a page reaches the storage. */
export interface StorageWay {
  readonly clock: Clock;
  delayMs(): number;
  fails(): boolean;
  isAlive(): boolean;
  /** Storage has told the page that it keeps this. */
  kept(outgoing: Outgoing): void;
}

/** The storage as one page sees it, and how to cut the page off. */
export function openStorage(stored: SimStorage, way: StorageWay): Storage & { cut(): void } {
  const pipe = new Pipe<() => void>(
    way.clock,
    () => way.delayMs(),
    (act) => act(),
  );
  const later = <T>(act: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      pipe.put(() => {
        if (way.fails()) {
          if (way.isAlive()) reject(new Error('simulated: storage fails'));
          return;
        }
        const result = act();
        if (way.isAlive()) resolve(result);
      });
    });
  const { outgoing, values } = stored;
  return {
    cut: () => pipe.cut(),
    outgoing: (account) =>
      later(() => structuredClone([...outgoing.values()].filter((one) => one.account === account))),
    keep: async (one) => {
      await later(() => outgoing.set(one.command, structuredClone(one)));
      way.kept(one);
    },
    drop: (_account, command) => later(() => void outgoing.delete(command)),
    get: (account, key) => later(() => values.get(`${account} ${key}`)),
    set: (account, key, value) =>
      later(() => {
        if (value === undefined) values.delete(`${account} ${key}`);
        else values.set(`${account} ${key}`, value);
      }),
    forget: (account) =>
      later(() => {
        for (const [command, one] of outgoing)
          if (one.account === account) outgoing.delete(command);
      }),
  };
}
