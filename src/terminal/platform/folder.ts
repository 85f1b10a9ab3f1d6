// Files in the user's configuration folder: readable by them alone, and written so that after a power cut there is the old
// text or the new one, never half of it.
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** `$XDG_CONFIG_HOME/kith`, or `~/.config/kith`. A relative XDG_CONFIG_HOME does not count, as its specification says. */
export function configurationFolder(env: NodeJS.ProcessEnv): string {
  const { XDG_CONFIG_HOME: xdg } = env;
  return join(xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.config'), 'kith');
}

/** What a file says; undefined when there is none. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (fault) {
    if (isMissing(fault)) return undefined;
    throw fault;
  }
}

/** Replaces a file as a whole (mode 0600, folders 0700); resolves when it is on the disk. */
export async function writeText(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await openFresh(beside);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (fault) {
    await rm(beside, { force: true });
    throw fault;
  }
  await syncFolder(dirname(path));
}

/** Opens a new file; its folder is made when it is the first in it. */
async function openFresh(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', FILE_MODE);
  } catch (fault) {
    if (!isMissing(fault)) throw fault;
    await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
    return open(path, 'wx', FILE_MODE);
  }
}

/** Removes a file, if it is there. */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (fault) {
    if (isMissing(fault)) return;
    throw fault;
  }
  await syncFolder(dirname(path));
}

/** Removes a folder with all that is in it, if it is there. */
export async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await syncFolder(dirname(path));
}

/** Makes what happened to the names in a folder durable; where folders cannot be opened, nothing can be done. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** Whether a fault says that there is no such file. */
export function isMissing(fault: unknown): boolean {
  return (fault as { code?: string }).code === 'ENOENT';
}
