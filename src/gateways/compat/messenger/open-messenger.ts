// The gateway `messenger`: the routes and the sockets of the original, for people with a session in this gateway's cookie.
// The page is served by whoever has it; which origins may be that page's, origins.ts says.
import type { CompatGateway, CompatOptions } from '../frame/gateway.ts';
import { makeServing } from '../frame/serving.ts';
import { mountEntrance } from './entrance.ts';
import { mountImages } from './images.ts';
import { mountMessages } from './message-routes.ts';
import { guardOrigins } from './origins.ts';
import { mountPeople } from './people-routes.ts';
import type { Parts } from './routing.ts';
import { openSockets } from './sockets.ts';

/** Opens the gateway; it does not listen yet. */
export async function openMessenger(options: CompatOptions): Promise<CompatGateway> {
  const serving = makeServing('messenger', options, ({ status, message }) => ({
    status,
    type: 'application/json; charset=utf-8',
    body: JSON.stringify({ error: message }),
  }));
  const parts: Parts = { ...options, app: serving.app };
  guardOrigins(serving.app, options);
  mountEntrance(parts);
  mountPeople(parts);
  mountMessages(parts);
  await mountImages(parts);
  openSockets(serving, options);
  return serving.open();
}
