// A process that does something beside the measured conversation: it must not share an event loop with whoever measures.
// It stays on the load's core.
import { type ChildProcess, spawn } from 'node:child_process';

/** Such a process: it answers each word that it is told. */
export interface Beside<Word, Answer> {
  readonly pid: number;
  ask(word: Word): Promise<Answer>;
  stop(): void;
}

/** Starts a script of this folder with these options; resolves when it says that it is ready. */
export async function startBeside<Word extends string, Answer>(
  script: string,
  options: object,
): Promise<Beside<Word, Answer>> {
  const file = new URL(script, import.meta.url).pathname;
  const child = spawn(process.execPath, [file, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await answerOf(child);
  return {
    pid: child.pid ?? 0,
    ask: (word) => {
      child.send(word);
      return answerOf(child) as Promise<Answer>;
    },
    stop: () => child.disconnect(),
  };
}

/** The next that it says. Rejects when it ends instead. */
function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => {
      reject(new Error(`what ran beside the bench ended with ${code}`));
    };
    child.once('exit', ended);
    child.once('message', (said) => {
      child.off('exit', ended);
      resolve(said);
    });
  });
}
