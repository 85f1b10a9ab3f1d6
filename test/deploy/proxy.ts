// What all proxies of the tests have in common: how one is started with a recipe of deploy/, and how a browser comes by.
// A recipe is run as it is, but for ports, certificate and folders, which a test must have of its own; whatever is replaced
// must stand there, so that the recipe cannot drift away from what is tested.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type RequestOptions, request } from 'node:https';
import { connect, type LookupFunction } from 'node:net';
import { freePort, until } from '#test/support/server-process.ts';

/** The name that the recipes stand in for. */
export const NAME = 'chat.example.org';

/** Where a proxy answers. */
export interface Ports {
  readonly port: number;
  readonly plainPort: number;
  /** Where the recipe's second server answers, the one for a gateway. */
  readonly gatewayPort: number;
}

/** A running proxy. */
export interface RunningProxy extends Ports {
  /** The certificate by which it is known. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** Starts a proxy in front of a server on `upstream` and a gateway of it, with all its files in `folder`. */
export type StartProxy = (
  folder: string,
  upstream: number,
  gateway: number,
) => Promise<RunningProxy>;

/** Ports that nobody uses at the moment. */
export async function freePorts(): Promise<Ports> {
  const [port, plainPort, gatewayPort] = [await freePort(), await freePort(), await freePort()];
  return { port, plainPort, gatewayPort };
}

/** The environment with the folders in which Debian keeps what only root looks for. */
export function pathWithSbin(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
}

/** The text with every replacement made; each must find something. */
export function adapt(text: string, replacements: readonly (readonly [RegExp, string])[]): string {
  return replacements.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`the recipe has no ${from}`);
    return after;
  }, text);
}

/** Runs a proxy's program until it listens on all its ports; `close` ends it. */
export async function runProxy(
  [command = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  ports: Ports,
): Promise<() => Promise<void>> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const ended = once(child, 'exit');
  const orphan = (): void => void child.kill('SIGKILL');
  process.once('exit', orphan);
  const { port, plainPort, gatewayPort } = ports;
  const listening = until(`${command} listens`, async () => {
    const answers = await Promise.all([port, plainPort, gatewayPort].map(listens));
    return answers.every(Boolean);
  });
  const failed = ended.then(() => Promise.reject(new Error(`${command} ended: ${said}`)));
  await Promise.race([listening, failed]);
  // It is told to end, later.
  failed.catch(() => undefined);
  return async () => {
    child.kill('SIGTERM');
    await ended;
    process.off('exit', orphan);
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** The name's address is this machine's. */
const lookup: LookupFunction = (_name, { all }, found) => {
  if (all) found(null, [{ address: '127.0.0.1', family: 4 }]);
  else found(null, '127.0.0.1', 4);
};

/** Options for a connection to a proxy by its name, which it is asked to prove. */
export function dial({ certificate }: RunningProxy): { agent: Agent; ca: string } {
  return { agent: new Agent({ lookup, ca: certificate, keepAlive: false }), ca: certificate };
}

/** An answer that came through the proxy. */
export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Sends a request through the proxy, from `from`, one of this machine's own addresses. */
export async function send(
  proxy: RunningProxy,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | Uint8Array = '',
  from = '127.0.0.1',
): Promise<Answer> {
  const options: RequestOptions = {
    ...{ host: NAME, port: proxy.port, ...dial(proxy), localAddress: from },
    ...{ method, path, headers: { host: NAME, ...headers } },
  };
  const asking = request(options);
  asking.end(body);
  const [answer] = await once(asking, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return { status: answer.statusCode, headers: answer.headers, body: text };
}
