#!/usr/bin/env node
// The program: makes sure of Node and packages, brings the web app up to date before `serve`, then
// hands all arguments to src/server/main.ts, which runs when it is imported. Plain JavaScript that
// runs on Node 18; holds no logic of its own.
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { ensure, Unready } from '../runtime/ensure.js';
import { launch } from '../runtime/launch.js';

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
  if (args[0] === 'serve') {
    const { buildWebIfStale } = await import('#tools/build.ts');
    await buildWebIfStale().catch((error) => {
      throw new Unready(error.message);
    });
  }
  // Compiled code is kept between starts: a third of the time to listening, and some memory.
  module.enableCompileCache?.();
  await import('#server/main.ts');
}
