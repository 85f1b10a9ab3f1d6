// Puts the threads on which Node hashes, reads files and decodes pictures behind the one that answers people, so that
// somebody's twenty photos do not make everybody's messages late. Linux only; elsewhere nothing is done.
import { readdirSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';

const TASKS = '/proc/self/task';
const NAME = 'libuv-worker';

/** Lowers the priority of the pool's threads, all of which come with its first work. Never throws. */
export async function quietWorkers(): Promise<void> {
  if (process.platform !== 'linux') return;
  await stat('.').catch(() => undefined);
  for (const thread of readdirSync(TASKS).filter(isWorker)) lower(Number(thread));
}

function isWorker(thread: string): boolean {
  try {
    return readFileSync(`${TASKS}/${thread}/comm`, 'utf8').trim() === NAME;
  } catch {
    // It has ended meanwhile.
    return false;
  }
}

function lower(thread: number): void {
  try {
    setPriority(thread, constants.priority.PRIORITY_LOW);
  } catch {
    // Some sandboxes forbid it; pictures then share the processor as equals.
  }
}
