// Template's pages in our own markup, with the ids that the original's have where it is known.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Html, html, type Part } from '../frame/page/html.ts';
import { pageOf, serveFiles, serveLook } from '../frame/page/pages.ts';

const PAGE = join(import.meta.dirname, 'page');

/** Adds scripts and styles, and the one of the original's libraries that this server has anyway. */
export async function serveOwnFiles(app: FastifyInstance, https: boolean): Promise<void> {
  const files = {
    '/static/js/entrance.js': 'entrance.js',
    '/static/js/home.js': 'home.js',
    '/static/css/template.css': 'template.css',
  };
  await serveFiles(app, PAGE, files, https);
  await serveLook(app, https);
  const socketIo = dirname(createRequire(import.meta.url).resolve('socket.io/package.json'));
  const library = { '/static/js/libs/socket.io.min.js': 'socket.io.min.js' };
  await serveFiles(app, join(socketIo, 'client-dist'), library, https);
}

/** What /home may do beside: the original's page writes the colour of a line into its style. */
export const HOME_POLICY = "style-src-attr 'unsafe-inline'";

const STYLES = html`<link rel="stylesheet" href="/static/page.css">
<link rel="stylesheet" href="/static/css/template.css">`;

/** What is told of a problem. */
export function problemPage(status: number, message: string): Html {
  const title = `${status} Error!`;
  return narrowPage(
    title,
    html`<h1>${title}</h1>
<p>${message}</p>
<p><a class="button" href="/">To the beginning</a></p>`,
  );
}

/** `/` */
export function frontPage(): Html {
  return narrowPage(
    'Chat',
    html`<h1>Chat</h1>
<p class="actions"><a class="button" href="/login">Log in</a>
<a class="button quiet" href="/signup">Sign up</a></p>`,
  );
}

/** `/login` */
export function loginPage(): Html {
  return formPage({
    title: 'Log in',
    action: '/login/user',
    autocomplete: 'current-password',
    label: 'Password',
    other: html`New here? <a href="/signup">Sign up</a>`,
  });
}

/** `/signup` */
export function signupPage(): Html {
  return formPage({
    title: 'Sign up',
    action: '/signup/user',
    autocomplete: 'new-password',
    label: 'Password, 8 characters or more',
    other: html`Signed up already? <a href="/login">Log in</a>`,
  });
}

interface Form {
  readonly title: string;
  readonly action: string;
  readonly autocomplete: string;
  readonly label: string;
  readonly other: Html;
}

function formPage({ title, action, autocomplete, label, other }: Form): Html {
  return narrowPage(
    title,
    html`<h1>${title}</h1>
<p id="said" class="danger" role="alert"></p>
<form class="panel" id="entrance" data-action="${action}">
<label>Name <input id="username" name="username" maxlength="254" autocomplete="username" autocapitalize="none" required></label>
<label>${label} <input id="password" name="password" type="password" autocomplete="${autocomplete}" required></label>
<p><button>${title}</button></p>
</form>
<p class="faint">${other}</p>`,
    html`<script src="/static/js/entrance.js" defer></script>`,
  );
}

/** `/home` */
export function homePage(username: string): Html {
  return page(
    'Chat',
    html`<body class="home"><main>
<nav class="bar">
<h1>Chat</h1>
<span id="name" class="faint" data-username="${username}">Username: ${username}</span>
<button type="button" id="logout" class="quiet">Log out</button>
</nav>
<form id="chatForm" class="row">
<label>Talk to <input id="receiver" maxlength="50" autocomplete="off" autocapitalize="none" required></label>
<button>Chat</button>
</form>
<p id="said" class="danger" role="alert"></p>
<div id="lines" role="log" aria-live="polite" tabindex="0"></div>
<form id="messageForm" class="row" hidden>
<label>Message <input id="message" maxlength="16000" autocomplete="off" required></label>
<button>Send</button>
<button type="button" id="leave" class="quiet">Leave Room</button>
</form>
<p class="faint">The server can read what is said here.</p>
</main></body>`,
    html`<script src="/static/js/libs/socket.io.min.js" defer></script>
<script src="/static/js/stay-at-end.js" defer></script>
<script src="/static/js/home.js" defer></script>`,
  );
}

function narrowPage(title: string, content: Part, scripts?: Html): Html {
  return page(title, html`<body><main class="narrow">${content}</main></body>`, scripts);
}

function page(title: string, body: Html, scripts?: Html): Html {
  return pageOf(title, html`${STYLES}${scripts}`, body);
}
