// Questions to the person at the keyboard, on standard error so that standard output stays data. Passwords are read
// without echo.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { EXIT, Stop } from '../exit-codes.ts';

/** Asks in one line; what is typed is shown. */
export function askLine(question: string): Promise<string> {
  return ask(question, true);
}

/** Asks for a password: nothing of what is typed is shown. Without a terminal it is the next line of standard input. */
export async function askPassword(question: string): Promise<string> {
  const password = await ask(question, false);
  if (process.stdin.isTTY) process.stderr.write('\n');
  return password;
}

// One reader for all questions: with a pipe, the lines after the first would be lost with it.
let piped: AsyncIterator<string> | undefined;

async function ask(question: string, echo: boolean): Promise<string> {
  if (!process.stdin.isTTY) return nextPiped();
  process.stderr.write(question);
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (echo) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await new Promise((resolve, reject) => {
      lines.once('SIGINT', () => reject(new Stop(EXIT.interrupted, '')));
      lines.once('close', () => reject(new Stop(EXIT.interrupted, '')));
      lines.once('line', resolve);
    });
  } finally {
    lines.close();
  }
}

async function nextPiped(): Promise<string> {
  piped ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const next = await piped.next();
  if (next.done) throw new Stop(EXIT.usage, 'There is nobody to ask: give --user and a password.');
  return next.value;
}
