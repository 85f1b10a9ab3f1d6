// nginx with the recipe of deploy/, and around it what Debian's own nginx.conf has around /etc/nginx/conf.d.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './dockerfile.ts';
import { adapt, freePorts, NAME, pathWithSbin, runProxy, type StartProxy } from './proxy.ts';

/** The recipe's text. */
export const recipe = (): string => readFileSync(join(ROOT, 'deploy/nginx.conf'), 'utf8');

/** Whether nginx is installed here. */
export const hasNginx = spawnSync('nginx', ['-v'], { env: pathWithSbin() }).status === 0;

/** Starts nginx. */
export const startNginx: StartProxy = async (folder, upstream, gateway) => {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const made = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${NAME}`];
  const files = ['-addext', `subjectAltName=DNS:${NAME}`, '-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', ...made, ...files], { stdio: 'pipe' });
  const ports = await freePorts();
  const text = adapt(recipe(), [
    // The gateway's server is there as a comment.
    [/^#(?=server|\}| {4})/gm, ''],
    [/^ *listen \[::\]:.*\n/gm, ''],
    [/listen 8084 ssl;/, `listen 127.0.0.1:${ports.gatewayPort} ssl;`],
    [/127\.0\.0\.1:18084;/, `127.0.0.1:${gateway};`],
    [/listen 80;/, `listen 127.0.0.1:${ports.plainPort};`],
    [/listen 443 ssl/, `listen 127.0.0.1:${ports.port} ssl`],
    [/^( *ssl_certificate ) +.*;/gm, `$1 ${certificate};`],
    [/^( *ssl_certificate_key) .*;/gm, `$1 ${key};`],
    [/server 127\.0\.0\.1:8080;/, `server 127.0.0.1:${upstream};`],
  ]);
  const own = join(folder, 'nginx.conf');
  writeFileSync(own, around(folder, text));
  const close = await runProxy(['nginx', '-c', own, '-e', 'stderr'], pathWithSbin(), ports);
  return { ...ports, certificate: readFileSync(certificate, 'utf8'), close };
};

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
