// Does what the Dockerfile says without an engine: every stage is a folder, every absolute path lies below it, and the
// container is a process of another user over a tree that nobody may write. The base image is this machine.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  contextPatterns,
  type Instruction,
  ROOT,
  type Stage,
  said,
  wordsOf,
} from './dockerfile.ts';

const run = promisify(execFile);
const ASSIGNMENT = /^([A-Z_]+)=(\S*)$/;
/** Words that begin with a slash; commands are called by their names. */
const ABSOLUTE = /(?<=^|[\s="'])\/(?=[a-z])/g;

/** A finished image: its root folder and its last stage. */
export interface Image {
  readonly root: string;
  readonly stage: Stage;
}

/** Carries out all stages below `folder`. As somebody else than root, that somebody is the image's user. */
export async function buildByHand(stages: readonly Stage[], folder: string): Promise<Image> {
  await chmod(folder, 0o755);
  const roots = new Map<string, string>();
  let root = '';
  for (const [at, stage] of stages.entries()) {
    root = join(folder, `stage-${at}`);
    await mkdir(join(root, 'usr/local/bin'), { recursive: true });
    if (stage.name !== undefined) roots.set(stage.name, root);
    let cwd = root;
    for (const instruction of stage.instructions) {
      cwd = await carryOut(instruction, { root, cwd, roots });
    }
  }
  const stage = stages.at(-1);
  if (!stage) throw new Error('no stages');
  // In the image node lies where its user may run it, wherever it lies here.
  await copyFile(process.execPath, join(root, 'usr/local/bin/node'));
  await chmod(join(root, 'usr/local/bin/node'), 0o755);
  await run('chmod', ['-R', 'a-w', join(root, 'app')]);
  return { root, stage };
}

interface Place {
  readonly root: string;
  readonly cwd: string;
  readonly roots: ReadonlyMap<string, string>;
}

/** One instruction; the folder in which the next one works. */
async function carryOut({ verb, rest }: Instruction, place: Place): Promise<string> {
  const { root, cwd } = place;
  if (verb === 'WORKDIR') {
    await mkdir(join(root, rest), { recursive: true });
    return join(root, rest);
  }
  if (verb === 'COPY') await copy(rest, place);
  if (verb === 'RUN') {
    const command = below(root, rest).replaceAll('1000:1000', owner().join(':'));
    const env = { ...process.env, npm_config_prefer_offline: 'true', NODE_ENV: '' };
    await run('sh', ['-ec', command], { cwd, env, maxBuffer: 1 << 26 });
  }
  return cwd;
}

/** The same command with every absolute path below `root`; one that would reach this machine's own files is refused. */
function below(root: string, command: string): string {
  const elsewhere = command.replaceAll(ABSOLUTE, '').match(/(?<![\w.*-])\/|\.\.\//);
  if (elsewhere) throw new Error(`not to be done by hand: ${command}`);
  return command.replaceAll(ABSOLUTE, `${root}/`);
}

async function copy(rest: string, { root, cwd, roots }: Place): Promise<void> {
  const [, stage, words = ''] = /^(?:--from=(\S+) )?(.+)$/.exec(rest) ?? [];
  const sources = words.split(' ');
  const target = sources.pop() ?? '';
  const to = target.startsWith('/') ? join(root, target) : join(cwd, target);
  if (stage !== undefined) {
    await cp(join(roots.get(stage) ?? '', sources.join(' ')), to, { recursive: true });
    return;
  }
  const seen = contextPatterns();
  for (const pattern of sources.flatMap((source) => (source === '.' ? seen : [source]))) {
    for (const path of globSync(pattern, { cwd: ROOT })) {
      const inside = target === '.' || target.endsWith('/') ? join(to, path) : to;
      await mkdir(dirname(inside), { recursive: true });
      const filter = (from: string): boolean => basename(from) !== 'node_modules';
      await cp(join(ROOT, path), inside, { recursive: true, filter });
    }
  }
}

/** Whose process the container is: the image's user where we may say so, else our own. */
export function owner(): readonly [number, number] {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  return uid === 0 ? [1000, 1000] : [uid, gid];
}

/** Starts what ENTRYPOINT and CMD say. */
export function startByHand(image: Image, env: NodeJS.ProcessEnv): ChildProcess {
  const words = [...wordsOf(said(image.stage, 'ENTRYPOINT')), ...wordsOf(said(image.stage, 'CMD'))];
  return inside(image, words, env);
}

/** Runs what HEALTHCHECK says; its exit code. */
export async function checkHealth(image: Image, env: NodeJS.ProcessEnv): Promise<number> {
  return exitOf(inside(image, wordsOf(said(image.stage, 'HEALTHCHECK')), env));
}

/** Resolves with a process's exit code. */
export async function exitOf(child: ChildProcess): Promise<number> {
  const [code] = await once(child, 'exit');
  return code as number;
}

/** A process in the image: its user, its folder, its environment and nothing of ours. */
export function inside(
  image: Image,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcess {
  const { root, stage } = image;
  const [command = '', ...args] = words;
  const [uid, gid] = owner();
  const own = said(stage, 'ENV')
    .split(' ')
    .map((word) => {
      const [, name = '', value = ''] = ASSIGNMENT.exec(word) ?? [];
      return [name, value.replaceAll(ABSOLUTE, `${root}/`)];
    });
  return spawn(join(root, 'usr/local/bin', command), args, {
    cwd: join(root, said(stage, 'WORKDIR')),
    env: {
      PATH: `${join(root, 'usr/local/bin')}:/usr/bin:/bin`,
      ...Object.fromEntries(own),
      ...env,
    },
    uid,
    gid,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
