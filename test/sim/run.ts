// `npm run sim -- SEED [--steps N] [--trace] [--seeds N]`: runs the simulator from a seed, or from N seeds on from it.
import { parseArgs } from 'node:util';
import { simulate } from './simulation.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    steps: { type: 'string', default: '600' },
    seeds: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
  },
});

const first = Number(positionals[0] ?? '1');
const steps = Number(values.steps);
const trace = values.trace ? (line: string): void => console.log(line) : undefined;

for (let seed = first; seed < first + Number(values.seeds); seed += 1) {
  try {
    const { counts } = await simulate({ seed, steps, trace });
    const told = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
    console.log(`seed ${seed}: ${told.join(', ')}`);
  } catch (fault) {
    console.error(`FAILED ${(fault as Error).message}`);
    process.exitCode = 1;
  }
}
