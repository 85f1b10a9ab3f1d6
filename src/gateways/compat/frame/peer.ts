// Where a request to a gateway comes from, behind the trusted proxies.
import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Peer } from '#core/messenger.ts';
import type { Site } from '../../http/handlers/handler.ts';
import { peerOf } from '../../http/peer.ts';

/** The peer of a request to a route. */
export function peerOfRequest(request: FastifyRequest, site: Site): Peer {
  return peerOf(request.raw, request.ip, site);
}

/** The peer of a socket's handshake: the trusted hops are counted from the end, as for routes. */
export function peerOfHandshake(request: IncomingMessage, site: Site): Peer {
  const header = request.headers['x-forwarded-for'];
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const hops = [...forwarded, request.socket.remoteAddress ?? ''];
  const at = Math.max(0, hops.length - 1 - site.trustedHops);
  return peerOf(request, hops[at] ?? '', site);
}
