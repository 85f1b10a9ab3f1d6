// The package as people install it: into an empty folder outside of the repository, by npm, and then run from there. One
// installation for all tests.
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { GATEWAY_NAMES } from '#gateways/compat/frame/gateway.ts';
import { pack } from '#tools/pack.ts';
import { environment, run } from './person.ts';

const ROOT = join(import.meta.dirname, '../..');
const LAST = 'From another machine';
const TYPES: Readonly<Record<string, RegExp>> = {
  js: /^(text|application)\/javascript/,
  css: /^text\/css/,
  svg: /^image\/svg\+xml/,
  png: /^image\/png/,
  woff2: /^font\/woff2/,
  webmanifest: /^application\/manifest\+json/,
};
/** What each gateway has for strangers; pages, whose links are followed, and files that a page asks for later. */
const GATEWAY_PATHS: Readonly<Record<string, readonly string[]>> = {
  twidder: ['/'],
  messenger: ['/static/profile-picture-default.png'],
  template: ['/', '/login', '/signup', '/static/js/home.js', '/static/js/libs/socket.io.min.js'],
  chatroom: ['/health'],
  'flask-chat': ['/', '/login', '/register', '/static/js/chat.js'],
};

describe('the packed program, installed elsewhere', { timeout: 300_000 }, () => {
  let folder: string;
  let program: string;
  let server: ChildProcess;
  let url: string;
  const gateways = new Map<string, string>();
  let env: NodeJS.ProcessEnv;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kith-packed-'));
    const file = await pack(folder);
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    const options = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
    await promisify(execFile)('npm', ['install', ...options, file], { cwd: folder });
    program = join(folder, 'node_modules/kith/bin/kith.js');
    const flags = ['--port', '0', '--host', '127.0.0.1', '--data', join(folder, 'data')];
    server = spawn(process.execPath, [program, 'serve', ...flags, '--compat', 'all'], {
      cwd: folder,
      env: environment({ HOME: folder, NODE_COMPILE_CACHE: undefined, XDG_CACHE_HOME: undefined }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = await readUntil(server, LAST);
    [, url = ''] = /^Kith is ready: (\S+)$/m.exec(said) ?? [];
    for (const [, name = '', at = ''] of said.matchAll(/^For clients of (\S+): (\S+)$/gm)) {
      gateways.set(name, at);
    }
    env = { KITH_SERVER: url, XDG_CONFIG_HOME: folder };
  });
  after(async () => {
    server?.kill('SIGKILL');
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  test('brings our lockfile, as far as it needs packages', () => {
    const read = (path: string): Record<string, { version?: string; integrity?: string }> =>
      JSON.parse(readFileSync(path, 'utf8')).packages;
    const ours = read(join(ROOT, 'package-lock.json'));
    const { '': itself, ...others } = read(join(folder, 'node_modules/kith/npm-shrinkwrap.json'));
    assert.ok(itself);
    assert.ok(Object.keys(others).length > 50);
    assert.equal(others['node_modules/react'], undefined);
    for (const [path, { version, integrity }] of Object.entries(others)) {
      assert.deepEqual([version, integrity], [ours[path]?.version, ours[path]?.integrity], path);
    }
  });

  test('has the program, what it reads beside itself, and no tests', () => {
    const cwd = join(folder, 'node_modules/kith');
    const packed = globSync('{bin,src}/**/*.*', { cwd }).sort();
    assert.deepEqual(
      packed.filter((path) => /\.tsx?$|test|fake/.test(path)),
      [],
    );
    const beside = globSync('src/gateways/**/*.*', { cwd: ROOT }).filter(
      (path) => !/\.ts$/.test(path),
    );
    assert.ok(beside.length > 8);
    for (const path of beside) {
      assert.deepEqual(readFileSync(join(cwd, path)), readFileSync(join(ROOT, path)), path);
    }
  });

  test('says its version, and how it is used', async () => {
    assert.match((await run(['--version'], { program })).output, /^\d+\.\d+\.\d+\n$/);
    const help = await run(['help'], { program });
    assert.match(help.output, /kith serve [\s\S]+kith send /);
    assert.equal(help.code, 0);
  });

  test('serves the web app: its page, and all that the page names', async () => {
    const found = await look(url, '/');
    assert.ok(found.some((path) => path.endsWith('.js')));
    assert.ok(found.some((path) => path.endsWith('.css')));
    await look(url, '/api/docs');
  });

  test('serves the pages of all gateways, and all that they name', async () => {
    assert.deepEqual([...gateways.keys()], [...GATEWAY_NAMES]);
    assert.deepEqual(Object.keys(GATEWAY_PATHS), [...GATEWAY_NAMES]);
    for (const [name, at] of gateways) {
      for (const path of GATEWAY_PATHS[name] ?? []) await look(at, path);
    }
  });

  test('signs up, sends a line and a picture, which it decodes, and reads', async () => {
    const login = ['login', '--register', '--user', 'nora'];
    assert.equal((await run(login, { program, env, input: 'plums in the orchard\n' })).code, 0);
    assert.equal((await run(['send', '#lobby', 'packed and sent'], { program, env })).code, 0);
    const picture = join(folder, 'plums.png');
    const create = { width: 64, height: 48, channels: 3, background: 'purple' } as const;
    await sharp({ create }).png().toFile(picture);
    const sent = await run(['send', '#lobby', '--file', picture], { program, env });
    assert.equal(sent.code, 0, sent.errors);
    const { output } = await run(['read', '#lobby', '--json'], { program, env });
    assert.match(output, /packed and sent/);
    assert.match(output, /"type":"image\/webp".*"width":64,"height":48/);
  });

  test('stops when it is asked to, and leaves nothing but its data and a cache of its own', async () => {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
    assert.ok(globSync('.cache/kith/compiled/*/*', { cwd: folder }).length > 0);
  });
});

/** What a program says until it has said `last`. */
function readUntil(child: ChildProcess, last: string): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    // Its output is read to the end: a program that nobody listens to has a fault of its own.
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(last)) resolve(said);
    });
    child.once('exit', () => reject(new Error(`it ended: ${said}`)));
  });
}

/** Fetches a page or file, and what a page names of the same address; the paths of those. */
async function look(origin: string, path: string): Promise<string[]> {
  const text = await fetched(origin, path);
  const named = text.matchAll(/<(?:script|link|img)\b[^>]*? (?:src|href)="([^"]+)"/g);
  const paths = Array.from(named, ([, name = '']) => new URL(name, origin + path))
    .filter((address) => address.origin === origin)
    .map(({ pathname }) => pathname);
  for (const one of paths) await fetched(origin, one);
  return paths;
}

/** Its text; it must be there, and be what its name says. */
async function fetched(origin: string, path: string): Promise<string> {
  const answer = await fetch(origin + path);
  assert.equal(answer.status, 200, origin + path);
  const type = TYPES[path.split('.').at(-1) ?? ''] ?? /./;
  assert.match(answer.headers.get('content-type') ?? '', type, path);
  const text = await answer.text();
  assert.notEqual(text, '', path);
  return text;
}
