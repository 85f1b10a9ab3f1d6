// Somebody at a browser of their own: signs up, goes to chats, writes, looks at what is there. Finds everything by role and
// name, in the words of the catalogue, so that stories hold whatever the layout.
import { deepEqual } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { enMore } from '#web/words/en/more.ts';
import { type Heard, listenTo } from './heard.ts';
import type { Site } from './stage.ts';

/** The password of everybody in the stories. */
export const PASSWORD = 'plums in the orchard';
/** High enough for a whole conversation to be drawn at once. */
const TALL = { width: 1280, height: 12_000 };
const STEP_MS_MAX = 30_000;

const DESKTOP: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  locale: 'en-GB',
  timezoneId: 'UTC',
  reducedMotion: 'reduce',
};

/** Opens an empty browser for somebody; `options` of the browser's context. */
export async function openPerson(
  browser: Browser,
  site: Site,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await browser.newContext({ ...DESKTOP, ...options });
  context.setDefaultTimeout(STEP_MS_MAX);
  const heard = await listenTo(context, site.url);
  const page = await context.newPage();
  await page.goto(site.url);
  return new Person(context, page, heard);
}

/** Opens a browser and signs somebody up in it; the user name is the name in small letters. */
export async function signUp(
  browser: Browser,
  site: Site,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const person = await openPerson(browser, site, options);
  await person.signUp(name);
  return person;
}

/** One tab of somebody. */
export class Person {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly heard: Heard;

  constructor(context: BrowserContext, page: Page, heard: Heard) {
    this.context = context;
    this.page = page;
    this.heard = heard;
  }

  get chats(): Locator {
    return this.page.getByRole('navigation', { name: en.nav.chats });
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: en.composer.label('') });
  }

  get messages(): Locator {
    return this.page.getByRole('region', { name: en.chat.messages }).getByRole('article');
  }

  /** The door's form for a new account, filled in and sent; resolves in the Lobby. */
  async signUp(name: string): Promise<void> {
    const { page } = this;
    const open = page.getByRole('button', { name: en.door.open });
    const other = page.getByRole('button', { name: en.door.makeAccount });
    await open.or(other).waitFor();
    if (await other.isVisible()) await other.click();
    await page.getByLabel(en.door.yourName).fill(name);
    await page.getByLabel(en.door.userName).fill(name.toLowerCase());
    await page.getByLabel(en.door.password).fill(PASSWORD);
    await open.click();
    await this.isIn('Lobby');
  }

  /** The door's form for an account that there is, filled in and sent. */
  async signIn(login: string): Promise<void> {
    const { page } = this;
    await page.getByLabel(en.door.login).fill(login);
    await page.getByLabel(en.door.password).fill(PASSWORD);
    await page.getByRole('button', { name: en.door.signIn }).click();
    await this.chats.waitFor();
  }

  /** What others call them. */
  async name(): Promise<string> {
    return (await this.ask<{ displayName: string }>('/users/me')).displayName;
  }

  /** A further tab of the same browser. */
  async newTab(): Promise<Person> {
    const page = await this.context.newPage();
    await page.goto(new URL('/', this.page.url()).href);
    return this.on(page);
  }

  /** The same person on another page of theirs. */
  on(page: Page): Person {
    return new Person(this.context, page, this.heard);
  }

  /** The row of a chat in the list. */
  row(name: string): Locator {
    const start = new RegExp(`^${RegExp.escape(name)}(\\s|$)`);
    return this.chats.getByRole('link', { name: start });
  }

  /** Resolves when this chat is on screen, ready to be written in. */
  async isIn(name: string): Promise<void> {
    await this.page.getByRole('main', { name, exact: true }).waitFor();
    await this.composer.waitFor();
  }

  /** Opens a chat from the list. */
  async goTo(name: string): Promise<void> {
    await this.row(name).click();
    await this.isIn(name);
  }

  /** Goes to an address within the app, without loading the page anew. */
  async visit(path: string): Promise<void> {
    await this.page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, path);
  }

  /** Writes a message into the open chat, and sends it by Enter. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Says these one after the other. */
  async sayAll(texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.say(text);
  }

  /** The message with these very words. */
  message(text: string): Locator {
    return this.messages.filter({ hasText: text });
  }

  /** Resolves when a message with these words is there. */
  async sees(text: string): Promise<void> {
    await this.message(text).waitFor();
  }

  /** The tick under the last of one's own messages, in words. */
  tick(said: keyof typeof en.tick): Locator {
    const ticked = this.messages.filter({ has: this.page.getByRole('img') });
    return ticked.last().getByRole('img', { name: en.tick[said], exact: true });
  }

  /** The texts that are drawn, from top to bottom; `stored`: only those that the server has. */
  texts({ stored = false } = {}): Promise<string[]> {
    return this.messages.evaluateAll(readTexts, stored);
  }

  /** Resolves when exactly these texts are drawn, in this order. */
  async shows(texts: readonly string[]): Promise<void> {
    const isSo = async (): Promise<boolean> => isDeepStrictEqual(await this.texts(), texts);
    await until('these texts', isSo).catch(async () => deepEqual(await this.texts(), texts));
  }

  /** Resolves when these texts are the whole conversation; for up to some hundred lines. */
  async showsAll(texts: readonly string[]): Promise<void> {
    await this.page.setViewportSize(TALL);
    await this.shows(texts);
    await this.page.setViewportSize(DESKTOP.viewport ?? TALL);
  }

  /** Makes a group or opens a room, with these people in it; resolves in it. */
  async make(kind: 'group' | 'room', name: string, people: readonly string[] = []): Promise<void> {
    const { newChat } = enMore;
    const dialog = await this.step(newChat[kind]);
    const field = kind === 'group' ? newChat.groupName : newChat.roomName;
    await dialog.getByLabel(field).fill(name);
    for (const person of people) {
      await dialog.getByRole('option', { name: person }).click();
    }
    const done = kind === 'group' ? newChat.makeGroup : newChat.makeRoom;
    await dialog.getByRole('button', { name: done }).click();
    await this.isIn(name);
  }

  /** Joins a room from the list of rooms; resolves in it. */
  async join(room: string): Promise<void> {
    const dialog = await this.step(enMore.newChat.rooms);
    await dialog.getByRole('option', { name: room }).click();
    await this.isIn(room);
  }

  /** Opens the dialog for a new chat, at one of its steps. */
  async step(name: string): Promise<Locator> {
    await this.page.getByRole('button', { name: en.nav.newChat }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name }).click();
    return dialog;
  }

  /** Asks a route of the server from within the page, as the account of this tab; its parsed answer. */
  ask<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
    const asked = { path: `/api/v1${path}`, method, body };
    return this.page.evaluate(askRoute, asked) as Promise<T>;
  }

  /** Has the server store these messages in the open chat, past the composer. */
  async post(texts: readonly string[]): Promise<void> {
    const path = `/chats/${encodeURIComponent(this.chatId())}/messages`;
    for (const text of texts) await this.ask(path, 'POST', { text });
  }

  /** The id of the chat on screen. */
  chatId(): string {
    return decodeURIComponent(new URL(this.page.url()).pathname.split('/')[2] ?? '');
  }

  /** The texts of the open chat as the log has them. */
  async log(): Promise<string[]> {
    interface Page {
      readonly items: readonly { readonly seq: number; readonly body: { readonly text: string } }[];
    }
    const path = `/chats/${encodeURIComponent(this.chatId())}/messages?limit=200`;
    const { items } = await this.ask<Page>(path);
    return items.toSorted((a, b) => a.seq - b.seq).map(({ body }) => body.text);
  }
}

interface Asked {
  readonly path: string;
  readonly method: string;
  readonly body: unknown;
}

/** Runs in the page. */
async function askRoute({ path, method, body }: Asked): Promise<unknown> {
  const account = sessionStorage.getItem('kith.account') ?? '';
  const headers = { 'kith-account': account, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(path, { method, headers, ...sent });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Runs in the page: the words of messages without name, time and tick, as they stand from top to bottom. */
function readTexts(articles: (HTMLElement | SVGElement)[], stored: boolean): string[] {
  const topOf = (article: Element): number => article.getBoundingClientRect().top;
  return articles
    .filter((article) => !stored || article.dataset.seq !== undefined)
    .sort((a, b) => topOf(a) - topOf(b))
    .map((article) => {
      const words = [...(article.querySelector('p')?.childNodes ?? [])];
      const said = words.filter((node) => !(node as Element).querySelector?.('time'));
      return said.map(({ textContent }) => textContent ?? '').join('');
    });
}
