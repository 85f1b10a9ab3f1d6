// The other ways to install it, by what their files say: the image, compose.yaml, the unit for systemd. No engine
// runs here; `node tools/try-dockerfile.ts` carries out the Dockerfile's steps by hand.
import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { GATEWAY_NAMES } from '#gateways/compat/frame/gateway.ts';
import { compatOf } from '#server/compat-option.ts';
import { contextPatterns, ROOT, readDockerfile, said, wordsOf } from './dockerfile.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const PORT = 8080;
const GATEWAY_PORTS = compatOf('all', PORT).map(({ port }) => port);

describe('the image', () => {
  const stages = readDockerfile();
  const [build, image] = stages as [(typeof stages)[0], (typeof stages)[0]];

  test('has two stages of one base, which a build argument pins', () => {
    const base = 'node:\u0024{NODE}';
    deepEqual(
      stages.map(({ from, name }) => [from, name]),
      [
        [base, 'build'],
        [base, undefined],
      ],
    );
    match(read('Dockerfile'), /^ARG NODE=26-slim$/m);
  });

  test('installs by the lockfile, without scripts, and keeps only what runs', () => {
    const runs = build.instructions.filter(({ verb }) => verb === 'RUN').map(({ rest }) => rest);
    match(runs[0] ?? '', /^npm ci --ignore-scripts/);
    match(
      runs.at(-1) ?? '',
      /kith-\*\.tgz --strip-components=1 +&& npm ci --omit=dev --ignore-scr/,
    );
    const copies = image.instructions.filter(({ verb }) => verb === 'COPY');
    deepEqual(
      copies.map(({ rest }) => rest),
      ['--from=build /app /app'],
    );
  });

  test('runs as nobody special, by number, with its data in a volume', () => {
    match(said(image, 'USER'), /^[1-9]\d*:[1-9]\d*$/);
    equal(said(image, 'VOLUME'), '/data');
    match(said(image, 'ENV'), /KITH_DATA=\/data( |$)/);
    match(said(image, 'RUN'), new RegExp(`chown ${said(image, 'USER')} /data$`));
  });

  test('node itself is process 1, so that SIGTERM reaches it', () => {
    deepEqual(
      [wordsOf(said(image, 'ENTRYPOINT')), wordsOf(said(image, 'CMD'))],
      [['node', 'bin/kith.js'], ['serve']],
    );
    equal(said(image, 'STOPSIGNAL'), 'SIGTERM');
  });

  test('asks for its health with node alone', () => {
    equal(wordsOf(said(image, 'HEALTHCHECK'))[0], 'node');
    match(said(image, 'HEALTHCHECK'), /\/healthz/);
  });

  test('says which ports it has: its own, and those of --compat all behind it', () => {
    deepEqual(said(image, 'EXPOSE').split(' ').map(Number), [PORT, ...GATEWAY_PORTS]);
  });

  test('what goes into the build is named, is there, and has neither data nor secrets', () => {
    for (const pattern of contextPatterns()) {
      ok(globSync(pattern, { cwd: ROOT }).length > 0, `${pattern} is not there`);
    }
    doesNotMatch(contextPatterns().join(' '), /data|\.env|\.git/);
  });
});

describe('compose.yaml', () => {
  const text = read('compose.yaml');
  const more = read('deploy/gateways.yaml');
  const list = (key: string, from = text): string[] => {
    const [, items = ''] = new RegExp(`^    ${key}:\\n((?:      .*\\n)+)`, 'm').exec(from) ?? [];
    return Array.from(items.matchAll(/^ +- "?([^"\n]+)"?$/gm), ([, item = '']) => item);
  };

  test('has nothing but spaces before a key, two a level', () => {
    for (const line of `${text}${more}`.split('\n')) match(line, /^( {2})*(\S.*)?$/);
  });

  test('shuts all but the volume and what is temporary', () => {
    match(text, /^ {4}read_only: true$/m);
    deepEqual(list('cap_drop'), ['ALL']);
    deepEqual(list('security_opt'), ['no-new-privileges:true']);
    deepEqual(list('volumes'), ['data:/data']);
    match(list('tmpfs').join(), /^\/tmp:/);
    match(text, /^ {4}stop_grace_period: 30s$/m);
  });

  test('publishes the web app alone; deploy/gateways.yaml opens and publishes the gateways', () => {
    deepEqual(list('ports'), [`\${KITH_PUBLISH:-${PORT}}:${PORT}`]);
    deepEqual(
      list('ports', more),
      GATEWAY_PORTS.map((port) => `${port}:${port}`),
    );
    deepEqual(list('environment', more), ['KITH_COMPAT=\u0024{KITH_COMPAT:-all}']);
    equal(GATEWAY_PORTS.length, GATEWAY_NAMES.length);
  });

  test('asks no registry for an image of its own', () => {
    doesNotMatch(text, /^ +image:/m);
  });

  test('passes on every setting but those that the image itself decides', () => {
    const documented = read('docs/operating.md').matchAll(/^\| `--[\w-]+` \| `(KITH_\w+)`/gm);
    const decided = ['KITH_PORT', 'KITH_HOST', 'KITH_DATA'];
    const settings = Array.from(documented, ([, name = '']) => name).filter(
      (name) => !decided.includes(name),
    );
    deepEqual(list('environment').sort(), [...settings, 'TZ'].sort());
  });
});

describe('the unit for systemd', () => {
  const unit = read('deploy/kith.service');

  test('has a user of its own, and rights to its own state alone', () => {
    for (const line of [
      ...['DynamicUser=yes', 'StateDirectory=kith', 'StateDirectoryMode=0700', 'UMask=0077'],
      ...['ProtectSystem=strict', 'ProtectHome=yes', 'NoNewPrivileges=yes', 'PrivateTmp=yes'],
      ...['CapabilityBoundingSet=', 'KillMode=mixed', 'RestrictNamespaces=yes'],
      'Environment=NODE_ENV=production KITH_DATA=/var/lib/kith NODE_COMPILE_CACHE=/var/cache/kith',
      ...['CacheDirectory=kith', 'CacheDirectoryMode=0700'],
      'ExecStart=/usr/bin/env node /opt/kith/bin/kith.js serve',
      'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK',
    ]) {
      ok(unit.includes(`\n${line}\n`), line);
    }
    // Node could not compile anything.
    doesNotMatch(unit, /^MemoryDenyWriteExecute/m);
  });

  const absent = spawnSync('systemd-analyze', ['--version']).status !== 0;
  const skip = absent && 'systemd-analyze is not installed here';
  test('systemd itself finds no fault with it', { skip }, () => {
    const path = join(ROOT, 'deploy/kith.service');
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', path], {
      encoding: 'utf8',
    });
    equal(`${stdout}${stderr}`.trim(), '');
    equal(status, 0);
  });
});

test('docs/install.md names files that are there', () => {
  const text = read('docs/install.md');
  const links = Array.from(text.matchAll(/\]\(([^)#:]+)\)/g), ([, path = '']) => path);
  ok(links.length > 4);
  for (const path of links) ok(existsSync(join(ROOT, 'docs', path)), path);
  for (const [, path = ''] of text.matchAll(/`((?:deploy|tools)\/[\w.-]+)`/g)) {
    ok(existsSync(join(ROOT, path)), path);
  }
});
