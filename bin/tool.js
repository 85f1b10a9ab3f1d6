#!/usr/bin/env node
// Runs a developer's tool, `node bin/tool.js FILE [args]`, under the right Node and with all
// packages in place. The tool gets a process of its own, so that it is the main module wherever it
// is called from. Runs on Node 18.
import { resolve } from 'node:path';
import { ensure, ROOT, Unready } from '../runtime/ensure.js';
import { launch } from '../runtime/launch.js';

const [file, ...args] = process.argv.slice(2);

try {
  if (file === undefined) throw new Unready('Usage: node bin/tool.js FILE [arguments]');
  // Tools use what Node calls experimental, and know it.
  launch(ensure(), ['--disable-warning=ExperimentalWarning', resolve(ROOT, file), ...args]);
} catch (error) {
  if (!(error instanceof Unready)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
