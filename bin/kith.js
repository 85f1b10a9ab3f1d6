#!/usr/bin/env node
// The program: makes sure of Node and packages, brings the web app up to date before `serve` and the
// full-screen client before `chat`, then hands all arguments to src/server/main.ts or to the
// terminal, which run when they are imported. Plain JavaScript that runs on Node 18.
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { ensure, Unready } from '../runtime/ensure.js';
import { launch } from '../runtime/launch.js';
import { partFor, printVersion } from './which.js';

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
  const part = partFor(args[0]);
  if (part === 'version') {
    printVersion();
    return;
  }
  if (args[0] === 'serve') {
    const { buildWebIfStale } = await import('#tools/build.ts');
    await buildWebIfStale().catch(unready);
  }
  if (part === 'chat') {
    const { buildTerminalIfStale } = await import('#tools/build-terminal.ts');
    await buildTerminalIfStale().catch(unready);
  }
  // Compiled code is kept between starts: a third of the time to listening, and some memory.
  module.enableCompileCache?.();
  if (part === 'chat') await import(new URL('../dist/terminal/chat.js', import.meta.url).href);
  else if (part === 'pipe') await import('#terminal/main.ts');
  else await import('#server/main.ts');
}

/**
 * @param {Error} error
 * @returns {never}
 */
function unready(error) {
  throw new Unready(error.message);
}
