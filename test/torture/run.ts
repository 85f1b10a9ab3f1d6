// `npm run torture -- [--kills 20] [--clients 9] [--seed N]`: a real server under load, killed with -9, and the counts.
import { parseArgs } from 'node:util';
import { torture } from './torture.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    clients: { type: 'string', default: '9' },
    seed: { type: 'string', default: '1' },
  },
});

const { counts, failures } = await torture({
  seed: Number(values.seed),
  kills: Number(values.kills),
  clients: Number(values.clients),
  log: (line) => console.log(line),
});
for (const [what, count] of Object.entries(counts)) console.log(`${what}: ${count}`);
for (const failure of failures.slice(0, 40)) console.error(`FAILED ${failure}`);
console.log(
  failures.length === 0
    ? 'Every acknowledged message is in the log exactly once, and everybody sees the same.'
    : `${failures.length} things are wrong.`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
