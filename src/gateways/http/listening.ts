// A Fastify server's beginning and end on the network, for every gateway that has a port: listening on one
// address, and closing without leaving anybody in the middle of an answer.
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#base/clock.ts';

const FINISH_MS_MAX = 2_000;
const SWEEP_MS = 20;

/**
 * Listens; port 0 takes a free one. Not Fastify's own `listen`: for `localhost` that opens a second server, which
 * Socket.IO would know nothing of.
 */
export function listen(
  server: Server,
  where: { port: number; host: string },
): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

/**
 * For Node's server: what may become a WebSocket is below this path. Whoever asks for it elsewhere, or for another
 * protocol, as some clients do with every request, is answered as if they had not, which HTTP allows.
 */
export function upgradesBelow(path: string): (request: IncomingMessage) => boolean {
  return ({ url = '', headers }) =>
    url.startsWith(path) && headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Remembers the connections that became WebSockets, which Node forgets and yet waits for. Call it before the server
 * listens; what comes back ends those that are left.
 */
export function watchUpgrades(server: Server): () => void {
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (_request, network: Duplex) => {
    upgraded.add(network);
    network.once('close', () => upgraded.delete(network));
    // Node no longer listens, the library not yet; what nobody hears would end the program.
    network.on('error', () => network.destroy());
  });
  return () => {
    for (const network of upgraded) network.destroy();
  };
}

/**
 * Takes no more requests, lets those under way finish for up to two seconds; then all connections end, WebSockets whose
 * clients did not answer our goodbye by `cutOff`. Node ends idle connections once; one that has just got its answer
 * stays open, so we look again.
 */
export async function closeGently(
  app: FastifyInstance,
  clock: Clock,
  cutOff: () => void,
): Promise<void> {
  const started = clock.elapsed();
  const sweep = (): void => {
    const late = clock.elapsed() - started >= FINISH_MS_MAX;
    if (late) {
      app.server.closeAllConnections();
      cutOff();
    } else {
      app.server.closeIdleConnections();
    }
    timer = clock.after(SWEEP_MS, sweep);
  };
  let timer = clock.after(SWEEP_MS, sweep);
  await app.close();
  timer.cancel();
}
