// Which part of the program a command belongs to. Plain JavaScript, shared by the two ways to start it.
import { readFileSync } from 'node:fs';

const PIPES = ['login', 'logout', 'send', 'tail', 'read', 'chats', 'users'];

/**
 * Where a command is carried out.
 * @param {string | undefined} command
 * @returns {'version' | 'chat' | 'pipe' | 'server'}
 */
export function partFor(command) {
  if (command === '--version' || command === '-v') return 'version';
  if (command === 'chat') return 'chat';
  return command !== undefined && PIPES.includes(command) ? 'pipe' : 'server';
}

/** Prints the version of this package. */
export function printVersion() {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  process.stdout.write(`${JSON.parse(text).version}\n`);
}
