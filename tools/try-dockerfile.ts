// `node tools/try-dockerfile.ts`: the container where there is no engine. Every step of the Dockerfile is carried out in an
// empty folder, what comes of it is started as another user who may write to the data alone, used, and stopped. Needs
// npm's cache or the registry and a minute or two, which is why it is no test of every run. As root it takes user 1000.
import { equal, match, notEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildByHand,
  checkHealth,
  exitOf,
  type Image,
  inside,
  startByHand,
} from '#test/deploy/by-hand.ts';
import { ROOT, readDockerfile } from '#test/deploy/dockerfile.ts';
import { freePort } from '#test/support/server-process.ts';

const SIGN_UP = { username: 'nora', password: 'plums in the orchard' };

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

/** Builds, uses and stops; throws what is not as it should be. */
export async function tryDockerfile(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-image-'));
  try {
    const image = await buildByHand(readDockerfile(), folder);
    console.log(execFileSync('du', ['-sh', 'app'], { cwd: image.root, encoding: 'utf8' }).trim());
    compareVersions(image);
    await tryImage(image);
  } finally {
    execFileSync('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was installed is what the lockfile says. */
function compareVersions({ root }: Image): void {
  const read = (path: string): Lock => JSON.parse(readFileSync(path, 'utf8'));
  const locked = read(join(ROOT, 'package-lock.json')).packages;
  const installed = Object.entries(
    read(join(root, 'app/node_modules/.package-lock.json')).packages,
  );
  for (const [path, { version }] of installed) equal(version, locked[path]?.version, path);
  console.log(`${installed.length} packages, all as locked`);
}

async function tryImage(image: Image): Promise<void> {
  const [port, gateway] = [await freePort(), await freePort()];
  const env = { KITH_PORT: String(port), KITH_COMPAT: `chatroom=${gateway}` };
  const server = startByHand(image, env);
  try {
    const ended = exitOf(server);
    let output = '';
    await new Promise<void>((ready, fail) => {
      const hear = (chunk: Buffer): void => {
        output += chunk.toString();
        if (output.includes('For clients of chatroom')) ready();
      };
      server.stdout?.on('data', hear);
      server.stderr?.on('data', hear);
      ended.then(() => fail(new Error(output)), fail);
    });
    equal(await checkHealth(image, env), 0);
    await use(`http://127.0.0.1:${port}`, `http://127.0.0.1:${gateway}`);
    const write = ['node', '-e', 'require("fs").writeFileSync("bin/mine", "")'];
    notEqual(await exitOf(inside(image, write, env)), 0, 'it may write to its own program');
    server.kill('SIGTERM');
    equal(await ended, 0, 'the code of a graceful stop');
    notEqual(await checkHealth(image, env), 0, 'healthy though it is gone');
    match(readdirSync(join(image.root, 'data')).join(' '), /kith\.db/);
  } finally {
    server.kill('SIGKILL');
  }
}

async function use(url: string, gateway: string): Promise<void> {
  match(await (await fetch(url)).text(), /<script type="module"/);
  equal((await fetch(`${gateway}/health`)).status, 200);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(SIGN_UP);
  equal((await fetch(`${url}/api/v1/users`, { method: 'POST', headers, body })).status, 201);
}

if (import.meta.main) {
  await tryDockerfile();
  console.log('The Dockerfile’s steps make a server that works.');
}
