// Caddy with the recipe of deploy/, which it runs as it is: the ports of a test, and certificates that it makes for itself,
// are settings for all sites, which stand before them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '#test/support/server-process.ts';
import { ROOT } from './dockerfile.ts';
import { adapt, freePorts, type RunningProxy, runProxy, type StartProxy, send } from './proxy.ts';

/** The recipe's text. */
export const recipe = (): string => readFileSync(join(ROOT, 'deploy/Caddyfile'), 'utf8');

/** Whether Caddy is installed here. */
export const hasCaddy = spawnSync('caddy', ['version']).status === 0;

/** Starts Caddy. */
export const startCaddy: StartProxy = async (folder, upstream, gateway) => {
  const ports = await freePorts();
  const text = adapt(recipe(), [
    // The gateway's site is there as a comment.
    [/^#(?=chat|\}|\t)/gm, ''],
    [/^chat\.example\.org:8084 /m, `chat.example.org:${ports.gatewayPort} `],
    [/127\.0\.0\.1:18084$/m, `127.0.0.1:${gateway}`],
    [/127\.0\.0\.1:8080$/m, `127.0.0.1:${upstream}`],
  ]);
  const own = join(folder, 'Caddyfile');
  writeFileSync(own, `${settings(folder, ports.port, ports.plainPort)}${text}`);
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const words = ['caddy', 'run', '--config', own, '--adapter', 'caddyfile'];
  const close = await runProxy(words, env, ports);
  const root = join(folder, 'pki/authorities/local/root.crt');
  const proxy = (): RunningProxy => ({ ...ports, certificate: readFileSync(root, 'utf8'), close });
  // It listens before it has a certificate.
  await until('Caddy has a certificate', async () => existsSync(root) && answers(proxy()));
  return proxy();
};

function answers(proxy: RunningProxy): Promise<boolean> {
  return send(proxy, 'GET', '/healthz').then(
    () => true,
    () => false,
  );
}

function settings(folder: string, port: number, plainPort: number): string {
  return `{
	admin off
	default_bind 127.0.0.1
	https_port ${port}
	http_port ${plainPort}
	local_certs
	skip_install_trust
	storage file_system ${folder}
}
`;
}
