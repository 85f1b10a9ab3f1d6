// The benches: `npm run bench [name …] [--quick] [--rounds N] [--seconds N] [--profile FOLDER]`. Starts servers on one
// core, is the load itself on the other, prints a table for each bench. What each states is in bench/README.md.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchBrowser } from './benches/browser.ts';
import { benchDirect } from './benches/direct.ts';
import { benchFlood } from './benches/flood.ts';
import { benchFlushRule } from './benches/flush-rule.ts';
import { benchGateways } from './benches/gateways.ts';
import { benchHttp } from './benches/http.ts';
import { benchIdle } from './benches/idle.ts';
import { benchRooms } from './benches/rooms.ts';
import { benchSaturated } from './benches/saturated.ts';
import { benchStart } from './benches/start.ts';
import { benchSteady } from './benches/steady.ts';
import { benchTerminal } from './benches/terminal.ts';
import { benchUploads } from './benches/uploads.ts';
import type { Pace } from './load/contest.ts';
import { pinLoad, profileInto } from './load/server-process.ts';

const BENCHES: Readonly<Record<string, (pace: Pace) => Promise<void>>> = {
  saturated: benchSaturated,
  steady: benchSteady,
  rooms: benchRooms,
  direct: benchDirect,
  http: benchHttp,
  idle: benchIdle,
  start: benchStart,
  flood: benchFlood,
  uploads: benchUploads,
  gateways: benchGateways,
  browser: benchBrowser,
  terminal: benchTerminal,
  'flush-rule': benchFlushRule,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    profile: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(
    `There is no bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`,
  );
  process.exit(2);
}
const pace: Pace = {
  rounds: Number(values.rounds ?? (values.quick ? 1 : 5)),
  seconds: Number(values.seconds ?? (values.quick ? 2 : 6)),
};
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`,
);
if (values.profile !== undefined) profileInto(values.profile);
if (!pinLoad())
  console.log(
    'Nothing could be kept to one core (taskset is missing): server and load share them.',
  );
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHES)) {
  await BENCHES[name]?.(pace);
}
