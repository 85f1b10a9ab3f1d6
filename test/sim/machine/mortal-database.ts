// A database whose process can be killed at every step: between any two statements, before the commit, and after it
// but before anybody hears of it. What was not committed is rolled back; who waited never gets an answer.
import type { Database, Dialect, Queries, Row, Value } from '#store/database.ts';

/** Where a process may be hit. */
export type DatabaseStep = 'begun' | 'asked' | 'answered' | 'written' | 'committed' | 'read';

/** What happens to a database from outside. */
export interface Fate {
  /** Called at every step; may kill. Throws a fault where the disk is to fail. */
  at(step: DatabaseStep): void;
  /** How long this step takes, in milliseconds; 0 goes on at once. */
  takesMs(step: DatabaseStep): number;
  after(delayMs: number, wake: () => void): void;
}

class Killed extends Error {
  override name = 'Killed';
}

/** A database of one simulated process. */
export class MortalDatabase implements Database {
  readonly dialect: Dialect;
  readonly #inner: Database;
  readonly #fate: Fate;
  readonly #pauses = new Set<() => void>();
  #dead = false;

  constructor(inner: Database, fate: Fate) {
    this.#inner = inner;
    this.#fate = fate;
    this.dialect = inner.dialect;
  }

  write<T>(body: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#whileAlive(async () => {
      const result = await this.#inner.write(async (queries) => {
        await this.#step('begun');
        const written = await body(this.#stepwise(queries));
        await this.#step('written');
        return written;
      });
      await this.#step('committed');
      return result;
    });
  }

  read<T>(body: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#whileAlive(async () => {
      const result = await this.#inner.read((queries) => body(this.#stepwise(queries)));
      await this.#step('read');
      return result;
    });
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  /** Ends the process: transactions under way are rolled back, and nothing is answered any more. */
  die(): void {
    this.#dead = true;
    for (const wake of [...this.#pauses]) wake();
  }

  async #whileAlive<T>(job: () => Promise<T>): Promise<T> {
    if (this.#dead) return new Promise<never>(() => undefined);
    try {
      const result = await job();
      return this.#dead ? new Promise<never>(() => undefined) : result;
    } catch (fault) {
      if (this.#dead) return new Promise<never>(() => undefined);
      throw fault;
    }
  }

  async #step(step: DatabaseStep): Promise<void> {
    if (!this.#dead) this.#fate.at(step);
    const takesMs = this.#dead ? 0 : this.#fate.takesMs(step);
    if (takesMs > 0) await this.#pause(takesMs);
    if (this.#dead) throw new Killed();
  }

  #pause(takesMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#pauses.delete(wake);
        resolve();
      };
      this.#pauses.add(wake);
      this.#fate.after(takesMs, wake);
    });
  }

  #stepwise(queries: Queries): Queries {
    const between = async <T>(ask: () => Promise<T>): Promise<T> => {
      await this.#step('asked');
      const answer = await ask();
      await this.#step('answered');
      return answer;
    };
    return {
      all: <T extends object = Row>(sql: string, ...values: Value[]) =>
        between(() => queries.all<T>(sql, ...values)),
      get: <T extends object = Row>(sql: string, ...values: Value[]) =>
        between(() => queries.get<T>(sql, ...values)),
      run: (sql, ...values) => between(() => queries.run(sql, ...values)),
    };
  }
}
