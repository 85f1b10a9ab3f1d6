// Flask-chat's pages in our own markup. /ChatPage keeps the ids and classes by which the original's chat.js finds its way.
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Html, html, type Part } from '../frame/page/html.ts';
import { pageOf, serveFiles, serveLook } from '../frame/page/pages.ts';
import type { ListedChat } from './chats.ts';

const PAGE = join(import.meta.dirname, 'page');

/** Adds scripts and styles. */
export async function serveOwnFiles(app: FastifyInstance, https: boolean): Promise<void> {
  const files = { '/static/js/chat.js': 'chat.js', '/static/css/chat.css': 'chat.css' };
  await serveFiles(app, PAGE, files, https);
  await serveLook(app, https);
}

// Without a referrer browsers send forms with `Origin: null`, by which nobody can tell whose page they come from.
const STYLES = html`<meta name="referrer" content="same-origin">
<link rel="stylesheet" href="/static/page.css">
<link rel="stylesheet" href="/static/css/chat.css">`;

/** A page of nothing but text. */
export function plainPage(title: string, content: Part): Html {
  return pageOf(title, STYLES, html`<body><main class="narrow">${content}</main></body>`);
}

/** `/`, for strangers and for who is signed in. */
export function frontPage(username: string | undefined): Html {
  const links =
    username === undefined
      ? html`<p class="actions"><a class="button" href="/login">Log in</a>
<a class="button quiet" href="/register">Register</a></p>`
      : html`<p><a class="button" href="/ChatPage">Go Chat</a></p>
<p><a class="logout-btn" href="/logout">Bye, ${username}</a></p>`;
  return plainPage('Chat', html`<h1>Chat</h1>${links}`);
}

/** What went wrong the last time, and the name that was given then. */
export interface Before {
  readonly wrong: string;
  readonly login: string;
}

/** The form for an account. */
export function registerPage(before?: Before): Html {
  const fields = html`${nameField(before)}
<label>Password, 8 characters or more <input name="password" type="password" minlength="8" autocomplete="new-password" required></label>
<label>Password again <input name="password1" type="password" autocomplete="new-password" required></label>`;
  const other = html`<p class="faint">Registered already? <a href="/login">Log in</a></p>`;
  return formPage({ title: 'Register', action: '/register', fields, other }, before);
}

/** The form for signing in. */
export function loginPage(before?: Before): Html {
  const fields = html`${nameField(before)}
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>`;
  const other = html`<p class="faint">New here? <a href="/register">Register</a></p>`;
  return formPage({ title: 'Log in', action: '/login', fields, other }, before);
}

function nameField(before: Before | undefined): Html {
  return html`<label>Name <input name="login" value="${before?.login}" maxlength="254" autocomplete="username" autocapitalize="none" required></label>`;
}

interface Form {
  readonly title: string;
  readonly action: string;
  readonly fields: Html;
  readonly other: Html;
}

function formPage({ title, action, fields, other }: Form, before: Before | undefined): Html {
  const told = before && html`<p class="danger" role="alert">${before.wrong}</p>`;
  return plainPage(
    title,
    html`<h1>${title}</h1>
${told}
<form class="panel" method="post" action="${action}">
${fields}
<p><button>${title}</button></p>
</form>
${other}`,
  );
}

/** /ChatPage. */
export function chatPage(username: string, chats: readonly ListedChat[]): Html {
  const head = html`${STYLES}
<script src="/static/js/stay-at-end.js" defer></script>
<script src="/static/js/chat.js" defer></script>`;
  const body = html`<body class="chat-page">
<aside>
<header>
<p id="currentUser" data-username="${username}">Welcome, ${username}</p>
<a class="logout-btn" href="/logout">Log out</a>
</header>
<nav aria-label="Chats">${chats.map(itemOf)}</nav>
</aside>
<main>
<h1 id="chatHeader">Chats</h1>
<div id="messagesContainer" role="log" aria-live="polite" tabindex="0">
<p class="faint">Choose somebody to talk with.</p>
</div>
<div id="inputArea" class="hidden">
<input id="messageInput" aria-label="Message" autocomplete="off" maxlength="16000">
<button type="button" id="sendButton">Send</button>
</div>
<p class="faint">The server can read what is said here.</p>
</main>
</body>`;
  return pageOf('Chat', head, body);
}

function itemOf({ number, name, last }: ListedChat): Html {
  return html`
<div class="chat-item" data-chat-id="${number}" role="button" tabindex="0">
<div class="username">${name}</div>
<div class="last-msg">${last ?? 'Нет сообщений'}</div>
</div>`;
}
