// `node tools/try-dockerfile.ts`: the container where there is no engine. Every step of the Dockerfile is carried out in an
// empty folder, what comes of it is started as another user who may write to the data alone, used, and stopped. Needs
// npm's cache or the registry and a minute or two, which is why it is no test of every run. As root it takes user 1000.
import { equal, match, notEqual, ok } from 'node:assert/strict';
import { type ChildProcess, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { GATEWAY_NAMES } from '#gateways/compat/frame/gateway.ts';
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
  const port = await freePort();
  const env = {
    KITH_PORT: String(port),
    KITH_COMPAT: GATEWAY_NAMES.map((name) => `${name}=0`).join(),
  };
  equal(await exitOf(inside(image, ['kith', '--version'], env)), 0);
  const server = startByHand(image, env);
  try {
    const ended = exitOf(server);
    const output = await said(server, 'From another machine');
    equal(await checkHealth(image, env), 0);
    for (const name of GATEWAY_NAMES) match(output, new RegExp(`^For clients of ${name}: `, 'm'));
    for (const [, gateway = ''] of output.matchAll(/^For clients of .*?: (.*)$/gm)) {
      ok([200, 404].includes((await fetch(gateway)).status), gateway);
    }
    await use(`http://127.0.0.1:${port}`);
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

/** What a program says until it has said `last`. */
function said(server: ChildProcess, last: string): Promise<string> {
  let output = '';
  return new Promise((ready, fail) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes(last)) ready(output);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('exit', () => fail(new Error(output)));
  });
}

/** The page, an account, and a picture, which takes the packages that are not JavaScript. */
async function use(url: string): Promise<void> {
  match(await (await fetch(url)).text(), /<script type="module"/);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(SIGN_UP);
  const signedUp = await fetch(`${url}/api/v1/users`, { method: 'POST', headers, body });
  equal(signedUp.status, 201);
  const { token } = (await signedUp.json()) as { token: string };
  const create = { width: 64, height: 48, channels: 3, background: 'purple' } as const;
  const uploaded = await fetch(`${url}/api/v1/blobs?name=plums.png`, {
    method: 'POST',
    headers: { 'content-type': 'image/png', authorization: `Bearer ${token}` },
    body: await sharp({ create }).png().toBuffer(),
  });
  match(await uploaded.text(), /"type":"image\/webp"/);
}

if (import.meta.main) {
  await tryDockerfile();
  console.log('The Dockerfile’s steps make a server that works.');
}
