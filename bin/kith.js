#!/usr/bin/env node
// The program: makes sure of Node and packages, brings the web app up to date before `serve` and the
// full-screen client before `chat`, then hands all arguments to src/server/main.ts or to the
// terminal, which run when they are imported. Plain JavaScript that runs on Node 18.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensure, ROOT, Unready } from '../runtime/ensure.js';
import { launch } from '../runtime/launch.js';
import { prepare } from './prepare.js';
import { partFor, printHelp, printVersion } from './which.js';

const args = process.argv.slice(2);

try {
  const node = ensure();
  if (node === process.execPath) await run();
  else launch(node, [fileURLToPath(import.meta.url), ...args]);
} catch (error) {
  if (!(error instanceof Unready)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function run() {
  prepare(join(ROOT, '.cache/compiled'));
  const part = partFor(args[0]);
  if (part === 'version') {
    printVersion();
    return;
  }
  // What only says how it is used needs nothing built.
  const asks = args.includes('--help') || args.includes('-h');
  if (part === 'server' && !asks) {
    const { buildWebIfStale } = await import('#tools/build.ts');
    await buildWebIfStale().catch(unready);
  }
  if (part === 'chat' && !asks) {
    const { buildTerminalIfStale } = await import('#tools/build-terminal.ts');
    await buildTerminalIfStale().catch(unready);
  }
  const chat = new URL('../dist/terminal/chat.js', import.meta.url);
  if (part === 'chat' && !asks) await import(chat.href);
  else if (part === 'chat' || part === 'pipe') await import('#terminal/main.ts');
  else if (part === 'help') await help();
  else await import('#server/main.ts');
}

async function help() {
  const [server, terminal] = await Promise.all([
    import('#server/help.ts'),
    import('#terminal/help.ts'),
  ]);
  printHelp(args[0], server.HELP, terminal.HELP);
}

/**
 * @param {Error} error
 * @returns {never}
 */
function unready(error) {
  throw new Unready(error.message);
}
