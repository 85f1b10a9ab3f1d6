// nginx with the recipe of deploy/: the file as it is, but for ports, certificate and folders, which a test must have of its
// own. Whatever it replaces must stand there, so that the recipe cannot drift away from what is tested.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort, until } from '#test/support/server-process.ts';
import { ROOT } from './dockerfile.ts';

/** The name that the recipes stand in for. */
export const NAME = 'chat.example.org';

/** The recipe's text. */
export const recipe = (): string => readFileSync(join(ROOT, 'deploy/nginx.conf'), 'utf8');

/** Whether nginx is installed here; Debian keeps it where only root looks. */
export const hasNginx = spawnSync('nginx', ['-v'], { env: pathWithSbin() }).status === 0;

function pathWithSbin(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
}

/** A running nginx. */
export interface RunningProxy {
  readonly port: number;
  readonly plainPort: number;
  /** Where the recipe's second server answers, the one for a gateway. */
  readonly gatewayPort: number;
  readonly certificate: string;
  close(): Promise<void>;
}

/** Starts nginx in front of a server on `upstream` and a gateway of it, with all its files in `folder`. */
export async function startNginx(
  folder: string,
  upstream: number,
  gateway: number,
): Promise<RunningProxy> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = `subjectAltName=DNS:${NAME},IP:127.0.0.1`;
  const made = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${NAME}`];
  const files = ['-addext', names, '-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', ...made, ...files], { stdio: 'pipe' });
  const [port, plainPort, gatewayPort] = [await freePort(), await freePort(), await freePort()];
  const text = [
    // The gateway's server is there as a comment.
    [/^#(?=server|\}| {4})/gm, ''],
    [/^ *listen \[::\]:.*\n/gm, ''],
    [/listen 8084 ssl;/, `listen 127.0.0.1:${gatewayPort} ssl;`],
    [/127\.0\.0\.1:18084;/, `127.0.0.1:${gateway};`],
    [/listen 80;/, `listen 127.0.0.1:${plainPort};`],
    [/listen 443 ssl/, `listen 127.0.0.1:${port} ssl`],
    [/^( *ssl_certificate ) +.*;/gm, `$1 ${certificate};`],
    [/^( *ssl_certificate_key) .*;/gm, `$1 ${key};`],
    [/server 127\.0\.0\.1:8080;/, `server 127.0.0.1:${upstream};`],
  ].reduce((before, [from, to]) => replaceIn(before, from as RegExp, to as string), recipe());
  const own = join(folder, 'nginx.conf');
  writeFileSync(own, around(folder, text));
  const child = spawn('nginx', ['-c', own, '-e', join(folder, 'error.log')], {
    env: pathWithSbin(),
    stdio: 'inherit',
  });
  const ended = once(child, 'exit');
  const orphan = (): void => void child.kill('SIGKILL');
  process.once('exit', orphan);
  await Promise.race([
    until('nginx listens', () => listens(port)),
    ended.then(() => Promise.reject(new Error(readFileSync(join(folder, 'error.log'), 'utf8')))),
  ]);
  return {
    port,
    plainPort,
    gatewayPort,
    certificate: readFileSync(certificate, 'utf8'),
    async close() {
      child.kill('SIGTERM');
      await ended;
      process.off('exit', orphan);
    },
  };
}

function replaceIn(text: string, from: RegExp, to: string): string {
  const after = text.replace(from, to);
  if (after === text) throw new Error(`the recipe has no ${from}`);
  return after;
}

/** What Debian's own nginx.conf has around /etc/nginx/conf.d. */
function around(folder: string, text: string): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const temporary = kinds.map((kind) => `  ${kind}_temp_path ${join(folder, kind)};`).join('\n');
  return `daemon off;
worker_processes 1;
pid ${join(folder, 'nginx.pid')};
events { worker_connections 256; }
http {
  access_log off;
${temporary}
${text}
}
`;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** An answer that came through the proxy. */
export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Sends a request through the proxy, from `from`, one of this machine's own addresses. */
export async function send(
  { port, certificate }: RunningProxy,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | Uint8Array = '',
  from = '127.0.0.1',
): Promise<Answer> {
  const options: RequestOptions = {
    ...{ host: '127.0.0.1', port, servername: NAME, ca: certificate, localAddress: from },
    ...{ method, path, agent: false, headers: { host: NAME, ...headers } },
  };
  const asking = request(options);
  asking.end(body);
  const [answer] = await once(asking, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return { status: answer.statusCode, headers: answer.headers, body: text };
}
