// `npm run check`, and the static part of `npm test`: types in all compiler worlds, Biome, tidy.
// Runs no test.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { execute, ROOT, Steps } from './steps.ts';
import { tidy } from './tidy.ts';

/**
 * Each compiler world; one whose `from` matches nothing yet is passed over, because tsc fails on no
 * input.
 */
const WORLDS = [
  { config: 'tsconfig.universal.json', from: 'src/{base,protocol,core,client}/**/*.ts' },
  { config: 'tsconfig.node.json', from: 'tools/**/*.ts' },
  { config: 'tsconfig.browser.json', from: 'src/web/**/*.{ts,tsx}' },
  { config: 'tsconfig.browser-tests.json', from: 'test/{browser/**/,support/browser}*.ts' },
];

/** Runs the static steps, all of them whatever fails. */
export async function check(steps: Steps): Promise<void> {
  await steps.run('types', checkTypes);
  await steps.run('lint', lint);
  await steps.run('tidy', () => tidy(ROOT));
}

async function checkTypes(): Promise<boolean> {
  const worlds = WORLDS.filter(({ from }) => globSync(from, { cwd: ROOT }).length > 0);
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const passed: boolean[] = [];
  const queue = worlds.values();
  const work = async (): Promise<void> => {
    for (const { config } of queue) {
      const { code, output } = await execute(process.execPath, [tsc, '-p', config]);
      if (output) console.log(`${config}\n${output.trimEnd()}`);
      passed.push(code === 0);
    }
  };
  await Promise.all([work(), work()]);
  return passed.every(Boolean);
}

async function lint(): Promise<boolean> {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const colors = process.stdout.isTTY ? 'force' : 'off';
  const args = [biome, 'ci', `--colors=${colors}`, '--max-diagnostics=100', '.'];
  return (await execute(process.execPath, args, { live: true })).code === 0;
}

if (import.meta.main) {
  const steps = new Steps();
  await check(steps);
  process.exitCode = steps.failed.length > 0 ? 1 : 0;
}
