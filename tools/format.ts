// `npm run format`: formats and mends what Biome can mend; files may be named, otherwise it takes
// all.
import { join } from 'node:path';
import { execute, ROOT } from './steps.ts';

const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
const files = process.argv.slice(2);
const colors = process.stdout.isTTY ? 'force' : 'off';
const args = [
  biome,
  'check',
  '--write',
  `--colors=${colors}`,
  ...(files.length > 0 ? files : ['.']),
];
process.exitCode = (await execute(process.execPath, args, { live: true })).code;
