// Which part of the program a command belongs to. Plain JavaScript, shared by the two ways to start it.
import { readFileSync } from 'node:fs';

const PIPES = ['login', 'logout', 'send', 'tail', 'read', 'chats', 'users'];

/**
 * Where a command is carried out. Help is what there is for those that do not exist.
 * @param {string | undefined} command
 * @returns {'version' | 'chat' | 'pipe' | 'server' | 'help'}
 */
export function partFor(command) {
  if (command === '--version' || command === '-v') return 'version';
  if (command === 'chat') return 'chat';
  if (command === 'serve') return 'server';
  return command !== undefined && PIPES.includes(command) ? 'pipe' : 'help';
}

/**
 * Prints what there is; where it was not asked for, on standard error and with the code of wrong usage.
 * @param {string | undefined} command
 * @param {...string} parts
 */
export function printHelp(command, ...parts) {
  const text = parts.join('\n');
  if (command === undefined || ['help', '--help', '-h'].includes(command)) {
    process.stdout.write(text);
  } else {
    process.stderr.write(`There is no command "${command}".\n${text}`);
    process.exitCode = 2;
  }
}

/** Prints the version of this package. */
export function printVersion() {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  process.stdout.write(`${JSON.parse(text).version}\n`);
}
