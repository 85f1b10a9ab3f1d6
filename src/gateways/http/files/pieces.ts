// Uploads in pieces: whose they are, since when, and what became of them. Kept in memory and beside the pieces, so that a
// restart knows them again.
import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '#base/clock.ts';
import type { File } from '#protocol/blob.ts';

/** One upload. */
export interface Piece {
  readonly id: string;
  readonly account: string;
  readonly begun: number;
  readonly size: number;
  readonly said: Readonly<Record<string, string | null>>;
  /** The file that came of it. */
  file?: File | undefined;
}

/** How long an upload may take, and how long what came of it can be asked for. */
export const PIECES_MS = 24 * 3_600_000;

const ID = /^[a-z2-7]{20}$/;

/** All uploads in pieces. */
export class Pieces {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #all = new Map<string, Piece>();

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** Finds what an earlier run left, and removes what nobody can go on with. */
  async load(): Promise<void> {
    const names = await readdir(this.#folder);
    for (const name of names) {
      const id = name.split('.')[0] ?? '';
      const piece = name === `${id}.json` && ID.test(id) ? await this.#read(id) : undefined;
      if (piece) this.#all.set(id, piece);
    }
    for (const name of names) {
      if (!this.#all.has(name.split('.')[0] ?? '')) await rm(join(this.#folder, name));
    }
  }

  add(piece: Piece): void {
    this.#all.set(piece.id, piece);
  }

  /** An upload of this account that has not run out. */
  find(id: string, account: string): Piece | undefined {
    const piece = this.#all.get(id);
    return piece?.account === account && !this.#isOver(piece) ? piece : undefined;
  }

  /** Uploads of an account that are not complete. */
  countOf(account: string): number {
    const mine = [...this.#all.values()].filter((piece) => piece.account === account);
    return mine.filter((piece) => !piece.file && !this.#isOver(piece)).length;
  }

  /** Whether all bytes are there. */
  async isComplete({ id, size, file }: Piece): Promise<boolean> {
    if (file) return true;
    const there = await stat(this.pathOf(id)).catch(() => undefined);
    return there?.size === size;
  }

  /** Notes what came of an upload. Its bytes are not needed any more, only how many they were. */
  async finish(piece: Piece, file: File): Promise<void> {
    await writeFile(this.#doneOf(piece.id), JSON.stringify(file), { mode: 0o600 });
    piece.file = file;
    await truncate(this.pathOf(piece.id), 0);
    await truncate(this.pathOf(piece.id), piece.size);
  }

  async remove(id: string): Promise<void> {
    this.#all.delete(id);
    for (const path of [this.pathOf(id), `${this.pathOf(id)}.json`, this.#doneOf(id)]) {
      await rm(path, { force: true });
    }
  }

  /** Removes uploads that have taken too long. */
  async sweep(): Promise<void> {
    for (const piece of [...this.#all.values()]) {
      if (this.#isOver(piece)) await this.remove(piece.id);
    }
  }

  /** Where the bytes of an upload are. */
  pathOf(id: string): string {
    return join(this.#folder, id);
  }

  #doneOf(id: string): string {
    return `${this.pathOf(id)}.done`;
  }

  #isOver({ begun }: Piece): boolean {
    return this.#clock.now() - begun > PIECES_MS;
  }

  async #read(id: string): Promise<Piece | undefined> {
    try {
      const kept = JSON.parse(await readFile(`${this.pathOf(id)}.json`, 'utf8')) as {
        size: number;
        metadata: Record<string, string | null>;
      };
      const { account, begun, ...said } = kept.metadata;
      const done = await readFile(this.#doneOf(id), 'utf8').catch(() => undefined);
      const file = done === undefined ? undefined : (JSON.parse(done) as File);
      return { id, account: account ?? '', begun: Number(begun), size: kept.size, said, file };
    } catch {
      // Half written when the process ended: nobody was told of it.
      return undefined;
    }
  }
}
