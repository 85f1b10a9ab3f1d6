// The server's side of the talk with the bench that started it: says its port, answers questions, ends with the bench.
import type { Question, Stored, Vitals } from './options.ts';

/** What a server process can say of itself. */
export interface Answerer {
  readonly port: number;
  /** Ports of the compatibility gateways, by their names. */
  readonly compat?: Readonly<Record<string, number>>;
  stored(): Promise<Stored>;
  stop(): Promise<void>;
}

/** Tells the port and answers from then on. */
export function answerQuestions(server: Answerer): void {
  process.on('message', (question: Question) => {
    void answer(server, question).then((said) => process.send?.(said));
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ port: server.port, compat: server.compat });
}

async function answer(server: Answerer, question: Question): Promise<Stored | Vitals | object> {
  if (question === 'stored') return server.stored();
  if (question === 'settled') await collectGarbage();
  if (question === 'stop') {
    await server.stop();
    setImmediate(() => process.exit());
  }
  return vitals();
}

async function collectGarbage(): Promise<void> {
  for (let times = 0; times < 4; times += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function vitals(): Vitals {
  const { user, system } = process.cpuUsage();
  return { rssBytes: process.memoryUsage.rss(), cpuMs: (user + system) / 1_000 };
}
