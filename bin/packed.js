#!/usr/bin/env node
// The program as `npm run pack` packs it: nothing is built or installed here, only the Node is looked at and the part chosen
// that runs when it is imported.
import { prepare } from './prepare.js';
import { partFor, printHelp, printVersion } from './which.js';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(`Kith needs Node 24.7 or newer; this is ${process.version}.\n`);
  process.exitCode = 1;
} else {
  prepare();
  const part = partFor(process.argv[2]);
  if (part === 'version') printVersion();
  else if (part === 'help') await help();
  // Names that exist only in the package.
  else await import(new URL(pathOf(part), import.meta.url).href);
}

async function help() {
  const names = ['server', 'terminal'];
  const loaded = names.map(
    (name) => import(new URL(`../src/${name}/help.js`, import.meta.url).href),
  );
  printHelp(process.argv[2], ...(await Promise.all(loaded)).map(({ HELP }) => HELP));
}

/** @param {'chat' | 'pipe' | 'server'} part */
function pathOf(part) {
  if (part === 'chat') return '../dist/terminal/chat.js';
  return part === 'pipe' ? '../src/terminal/main.js' : '../src/server/main.js';
}
