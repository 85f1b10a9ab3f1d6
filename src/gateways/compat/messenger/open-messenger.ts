// The gateway `messenger`: the routes and the sockets of the original, for people with a session in this gateway's cookie.
// The page is served by whoever has it; which origins may be that page's, origins.ts says.
import type { CompatGateway, CompatOptions } from '../frame/gateway.ts';
import { SOCKETS_PATH } from '../frame/live/sockets.ts';
import { html } from '../frame/page/html.ts';
import { type Notice, serveNotice } from '../frame/page/notice.ts';
import { makeServing, type Problem, type Said } from '../frame/serving.ts';
import { mountEntrance } from './entrance.ts';
import { mountImages } from './images.ts';
import { mountMessages } from './message-routes.ts';
import { guardOrigins } from './origins.ts';
import { mountPeople } from './people-routes.ts';
import type { Parts } from './routing.ts';
import { openSockets } from './sockets.ts';

/** Opens the gateway; it does not listen yet. */
export async function openMessenger(options: CompatOptions): Promise<CompatGateway> {
  const serving = makeServing('messenger', options, sayProblem, SOCKETS_PATH);
  const { app, aside } = serving;
  const parts: Parts = { ...options, app, aside };
  guardOrigins(app, options);
  mountEntrance(parts);
  mountPeople(parts);
  mountMessages(parts);
  await mountImages(parts);
  await serveNotice(app, options, NOTICE);
  openSockets(serving, options);
  return serving.open();
}

/** For people who open it in a browser. */
const NOTICE: Notice = {
  name: 'messenger',
  howTo: (address) => html`<p>Say in its <code>config.js</code>:</p>
<pre>SERVER_BASE_URL = "${address}"</pre>`,
};

function sayProblem({ status, message }: Problem): Said {
  const type = 'application/json; charset=utf-8';
  return { status, type, body: JSON.stringify({ error: message }) };
}
