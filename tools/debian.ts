// Programs of the distribution that some tests need: a terminal, an older language's clients, proxies. Installs what is
// missing, once, where we are root; everywhere else, and when that fails, those tests are skipped and this says why.
import { existsSync } from 'node:fs';
import { isRoot } from './chromium.ts';
import { execute, type Finished } from './steps.ts';

/** A program, the packages that bring it, and commands of which one works when it is here. */
export interface Wanted {
  readonly name: string;
  readonly packages: readonly string[];
  readonly works: readonly (readonly string[])[];
  /** A server, which its package starts where systemd runs: nobody asked for that. */
  readonly serves?: boolean;
}

const PYTHON = ['-c', 'import requests, socketio, websocket'];

/** What the tests of test/terminal, test/compat and test/deploy look for. */
const WANTED: readonly Wanted[] = [
  { name: 'tmux', packages: ['tmux'], works: [['tmux', '-V']] },
  {
    name: 'python-socketio',
    packages: ['python3-requests', 'python3-socketio', 'python3-websocket'],
    works: [
      ['/usr/bin/python3', ...PYTHON],
      ['python3', ...PYTHON],
    ],
  },
  { name: 'nginx', packages: ['nginx-light'], works: [['nginx', '-v']], serves: true },
  { name: 'Caddy', packages: ['caddy'], works: [['caddy', 'version']], serves: true },
];

/** Where it is run; tests have machines of their own. */
export interface Machine {
  readonly root: boolean;
  readonly systemd: boolean;
  readonly path: string;
}

/** This machine; Debian keeps servers where only root looks. */
const HERE = (): Machine => ({
  root: isRoot(),
  systemd: existsSync('/run/systemd/system'),
  path: `${process.env.PATH}:/usr/sbin`,
});

/** Installs what is missing. Returns a sentence for each program that is not there in the end; never throws. */
export async function ensurePrograms(
  wanted: readonly Wanted[] = WANTED,
  machine: Machine = HERE(),
): Promise<string[]> {
  const missing: Wanted[] = [];
  for (const one of wanted) if (!(await isHere(one, machine))) missing.push(one);
  const [possible, impossible] = [
    missing.filter((one) => mayInstall(one, machine)),
    missing.filter((one) => !mayInstall(one, machine)),
  ];
  const sentences = impossible.map((one) => sentenceFor(one, whyNot(one)));
  if (possible.length === 0) return sentences;
  console.log(`Installing ${possible.map(({ name }) => name).join(', ')} (once)…`);
  // A source that does not answer is no reason to stop: what follows tells if it was one.
  await run(machine, ['apt-get', '-qq', ...LOCK, 'update']);
  for (const one of possible) {
    const failure = await install(one, machine);
    if (failure !== undefined) sentences.push(sentenceFor(one, failure));
  }
  return sentences;
}

const LOCK = ['-o', 'DPkg::Lock::Timeout=120'];

async function isHere({ works }: Wanted, machine: Machine): Promise<boolean> {
  for (const command of works) if ((await run(machine, command)).code === 0) return true;
  return false;
}

function mayInstall({ serves = false }: Wanted, { root, systemd }: Machine): boolean {
  return root && !(serves && systemd);
}

function whyNot({ packages }: Wanted): string {
  return `\`apt-get install ${packages.join(' ')}\` brings it`;
}

function sentenceFor({ name }: Wanted, reason: string): string {
  return `No ${name}, its tests are skipped: ${reason}`;
}

/** Each program by itself, so that one that a distribution lacks costs no other. Why it failed, if it did. */
async function install(wanted: Wanted, machine: Machine): Promise<string | undefined> {
  const { packages, serves } = wanted;
  const flags = ['-qq', ...LOCK, '-y', '--no-install-recommends'];
  const env = {
    DEBIAN_FRONTEND: 'noninteractive',
    // Without systemd, a server's package starts it in the runlevels of people alone.
    ...(serves && { RUNLEVEL: '1' }),
  };
  const { code, output } = await run(machine, ['apt-get', ...flags, 'install', ...packages], env);
  if (code === 0 && (await isHere(wanted, machine))) return undefined;
  const lines = output.trim().split('\n');
  return (
    lines.findLast((line) => line.startsWith('E:')) || lines.at(-1) || 'apt-get gave no reason'
  );
}

/** A program that is not there has failed. */
async function run(
  { path }: Machine,
  [command = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  try {
    return await execute(command, args, { env: { ...env, PATH: path } });
  } catch (error) {
    return { code: 1, output: String(error) };
  }
}
