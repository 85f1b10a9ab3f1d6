// The command line: `kith serve`. Says what it does in plain sentences, and leaves gracefully.
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { countUsers } from '#store/people.ts';
import { systemClock } from './clock.ts';
import { type Configuration, configure } from './configuration.ts';
import { HELP } from './help.ts';
import { openServer, type RunningServer } from './open-server.ts';
import { quietWorkers } from './quiet-workers.ts';
import { sentenceFor } from './start-fault.ts';

const WEB_ROOT = resolve(import.meta.dirname, '../../dist/web');
const SAME_SIGNAL_MS = 1_000;

/** Runs a command; the exit code. `serve` resolves when the server has been stopped. */
export async function main(arguments_: string[]): Promise<number> {
  const [command = 'help', ...rest] = arguments_;
  if (command === 'serve' && !rest.some((arg) => arg === '--help' || arg === '-h'))
    return serve(rest);
  const asked = ['serve', 'help', '--help', '-h'].includes(command);
  const { stdout, stderr } = process;
  if (asked) stdout.write(HELP);
  else stderr.write(`There is no command "${command}".\n${HELP}`);
  return asked ? 0 : 2;
}

async function serve(arguments_: string[]): Promise<number> {
  // Listened for from the start: whoever reads that it is ready may stop it the next moment.
  const stop = asked();
  let configuration: Configuration | undefined;
  try {
    configuration = configure(arguments_, process.env);
    const webRoot = existsSync(WEB_ROOT) ? WEB_ROOT : undefined;
    await quietWorkers();
    const server = await openServer(configuration, { webRoot });
    await greet(configuration, server);
    await stop;
    await server.close();
    return 0;
  } catch (fault) {
    console.error(sentenceFor(fault, configuration));
    return 1;
  }
}

async function greet(configuration: Configuration, server: RunningServer): Promise<void> {
  const local = configuration.origin ?? `http://localhost:${server.port}`;
  console.log(`Kith is ready: ${local}`);
  for (const address of networkAddresses(configuration.host)) {
    console.log(`In your network: http://${address}:${server.port}`);
  }
  for (const { name, port } of server.compat) {
    console.log(`For clients of ${name}: ${addressOf(local, port)}`);
  }
  if ((await server.store.read(countUsers)) > 0) return;
  console.log('Nobody is here yet. The first to sign up looks after this place.');
  console.log(`From another machine that needs this code: ${server.code}`);
}

/** The same host at a gateway's port; behind a proxy only its keeper knows. */
function addressOf(local: string, port: number): string {
  const url = new URL(local);
  url.port = String(port);
  return url.origin;
}

function networkAddresses(host: string): string[] {
  if (host !== '::' && host !== '0.0.0.0') return [];
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map((i) => i.address);
}

/**
 * Resolves at the first signal to stop; a later one stops at once. One within a second is the same one: a terminal tells
 * the whole group, and npm tells its child again.
 */
function asked(): Promise<void> {
  let since: number | undefined;
  return new Promise((stop) => {
    const heard = (): void => {
      if (since !== undefined && systemClock.elapsed() - since > SAME_SIGNAL_MS) process.exit(130);
      if (since !== undefined) return;
      since = systemClock.elapsed();
      console.log('Closing.');
      stop();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heard);
  });
}

process.exitCode = await main(process.argv.slice(2));
