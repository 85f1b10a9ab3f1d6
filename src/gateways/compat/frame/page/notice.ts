// What a person sees who opens the address of a gateway that has no page of its own: what it is for, and where the web app
// is. Programs get what the original would say.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CompatOptions } from '../gateway.ts';
import { type Html, html } from './html.ts';
import { pageOf, sendPage, serveLook } from './pages.ts';

/** What the notice is about. */
export interface Notice {
  /** The application whose clients come here. */
  readonly name: string;
  /** How such a client is led here, with this gateway's address. */
  howTo(address: string): Html;
}

/** Serves the notice at `/`. */
export async function serveNotice(
  app: FastifyInstance,
  options: CompatOptions,
  notice: Notice,
): Promise<void> {
  const { https } = options.site;
  await serveLook(app, https);
  app.get('/', (request, reply) => {
    const wantsPage = (request.headers.accept ?? '').includes('text/html');
    return wantsPage
      ? sendPage(reply, https, noticePage(request, options, notice))
      : reply.callNotFound();
  });
}

function noticePage({ host }: FastifyRequest, options: CompatOptions, notice: Notice): Html {
  const { site, webPort } = options;
  const own = URL.parse(`http${site.https ? 's' : ''}://${host}`);
  const web = site.origin ?? `http://${own?.hostname ?? 'localhost'}:${webPort}`;
  const { name, howTo } = notice;
  return pageOf(
    `For clients of ${name}`,
    html`<link rel="stylesheet" href="/static/page.css">`,
    html`<body><main class="narrow">
<h1>For clients of ${name}</h1>
<p>This address is for ${name}, an older application. There is nothing to read here; the same people and messages are
in the web app.</p>
<p><a class="button" href="${web}/">Open the web app</a></p>
<section class="panel">
<h2>With your ${name}</h2>
${howTo(own?.origin ?? web)}
</section>
</main></body>`,
  );
}
