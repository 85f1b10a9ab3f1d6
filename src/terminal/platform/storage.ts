// What the headless client keeps between runs, as files: messages that wait, drafts and other small values, and where the
// files lie that go with waiting messages. One file per thing, so nothing is rewritten that did not change.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalFile } from '#client/model.ts';
import type { Outgoing, Storage } from '#client/platform.ts';
import { isMissing, readText, remove, removeFile, writeText } from './folder.ts';

/** Storage below `folder`, a folder for each account. */
export function openStorage(folder: string): Storage {
  const { inTurn, quiet } = turns();
  const forgotten = new Set<string>();
  const at = (account: string, kind: string, key: string): string =>
    join(folder, named(account), kind, `${named(key)}.json`);
  const put = async (account: string, kind: string, key: string, value: unknown): Promise<void> => {
    if (forgotten.has(account)) return;
    const path = at(account, kind, key);
    await inTurn(path, () =>
      value === undefined ? removeFile(path) : writeText(path, JSON.stringify(value)),
    );
  };
  const take = <T>(path: string): Promise<T | undefined> =>
    inTurn(path, async () => parse<T>(await readText(path)));
  return {
    outgoing: (account) => readAll<Outgoing>(join(folder, named(account), 'outbox')),
    keep: (one) => put(one.account, 'outbox', one.command, one),
    drop: (account, command) => put(account, 'outbox', command, undefined),
    get: (account, key) => take<string>(at(account, 'values', key)),
    set: (account, key, value) => put(account, 'values', key, value),
    keepFile: (account, key, file) => put(account, 'files', key, file),
    file: (account, key) => take<LocalFile>(at(account, 'files', key)),
    dropFile: (account, key) => put(account, 'files', key, undefined),
    async forget(account) {
      // What is still being written would be there again, and so would what is written from now on.
      forgotten.add(account);
      await quiet();
      await remove(join(folder, named(account)));
    },
  };
}

/** A key as a file's name: nothing in it leads out of its folder. */
function named(key: string): string {
  return encodeURIComponent(key).replaceAll('.', '%2E');
}

async function readAll<T>(folder: string): Promise<T[]> {
  const names = await readdir(folder).catch((fault) => {
    if (isMissing(fault)) return [];
    throw fault;
  });
  const kept = names.filter((name) => name.endsWith('.json'));
  const values = await Promise.all(
    kept.map(async (name) => parse<T>(await readText(join(folder, name)))),
  );
  return values.filter((value) => value !== undefined);
}

/** Undefined when there is nothing, or it is not ours. */
function parse<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

interface Turns {
  /** What is asked of one path is done one after the other: the last that was written stays. */
  inTurn<T>(path: string, work: () => Promise<T>): Promise<T>;
  /** Until all is done that was asked so far. */
  quiet(): Promise<unknown>;
}

function turns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    inTurn(path, work) {
      const mine = (last.get(path) ?? Promise.resolve()).then(work, work);
      last.set(path, mine);
      const done = (): void => {
        if (last.get(path) === mine) last.delete(path);
      };
      mine.then(done, done);
      return mine;
    },
    quiet: () => Promise.allSettled(last.values()),
  };
}
