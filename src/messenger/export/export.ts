// Everything about one account as a zip, made while it is read: it asks what its owner may ask, page by page, and holds
// no more than a page and the names of what is still to come.
import { createReadStream } from 'node:fs';
import { isRejected } from '#base/result.ts';
import { chatLog, wallLog } from '#core/log-name.ts';
import type { Actor, Bytes, Messenger, Page } from '#core/messenger.ts';
import type { File } from '#protocol/blob.ts';
import type { Message } from '#protocol/chat.ts';
import { PAGE_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { ownBlobs } from '#store/blobs.ts';
import type { House } from '../house.ts';
import { Names } from './names.ts';
import { escaped, FOOT, headOf, linkTo, messageOf, pathOf } from './pages.ts';
import { type Entry, zipOf } from './zip.ts';

/** What an export asks. */
export type Source = Pick<Messenger, 'read' | 'getBlob'>;

/** One log of an export: a chat, or one's own wall. */
interface Told {
  readonly log: string;
  /** Path without its ending. */
  readonly path: string;
  readonly title: string;
  /** What is known of it besides its messages. */
  readonly about: object;
}

/** An export on its way. */
interface Errand {
  readonly house: Pick<House, 'store' | 'clock'>;
  readonly source: Source;
  readonly actor: Actor;
  readonly names: Names;
  /** Files that are in the archive already. */
  readonly packed: Set<string>;
}

/** A zip of everything about the actor. */
export async function* exportOf(
  house: Errand['house'],
  source: Source,
  actor: Actor,
): AsyncGenerator<Buffer> {
  const names = new Names(source, actor);
  const errand: Errand = { house, source, actor, names, packed: new Set() };
  yield* zipOf(entriesOf(errand), house.clock.now());
}

async function* entriesOf(errand: Errand): AsyncGenerator<Entry> {
  const { source, actor } = errand;
  const { read } = source;
  const account = kept(await read.account(actor));
  yield json('account.json', account);
  yield json('sessions.json', kept(await read.sessions(actor)).items);
  yield json('contacts.json', {
    contacts: await all((after) => read.contacts(actor, { after, limit: PAGE_MAX })),
    requests: await all((after) => read.contactRequests(actor, { after, limit: PAGE_MAX })),
  });
  yield json('blocks.json', await all((after) => read.blocks(actor, { after, limit: PAGE_MAX })));
  const logs = await logsOf(errand, account.displayName);
  for (const told of logs) yield* entriesOfLog(errand, told);
  yield* uploads(errand);
  yield { name: 'index.html', bytes: textOf(indexOf(account.displayName, logs)) };
}

async function logsOf({ source, actor }: Errand, name: string): Promise<Told[]> {
  const chats = await all((after) => source.read.chats(actor, { after, limit: PAGE_MAX }));
  const told = chats
    .filter(({ head }) => head > 0)
    .map((chat): Told => {
      const { id, kind, name: title, topic, memberCount, role } = chat;
      const about = { id, kind, name: title, topic, memberCount, role, with: chat.with };
      return { log: chatLog(id), path: `chats/${id}`, title, about };
    });
  const wall = { log: wallLog(actor.user), path: 'wall', title: `Wall of ${name}`, about: {} };
  return [...told, wall];
}

async function* entriesOfLog(errand: Errand, told: Told): AsyncGenerator<Entry> {
  yield { name: `${told.path}.json`, bytes: jsonOf(errand, told) };
  const files: File[] = [];
  yield { name: pageOf(told), bytes: htmlOf(errand, told, files) };
  for (const file of files) yield* fileEntry(errand, file);
}

/** Pages lie in a folder, so that their links to files are the same everywhere. */
function pageOf({ path }: Told): string {
  return path === 'wall' ? 'chats/wall.html' : `${path}.html`;
}

async function* jsonOf(errand: Errand, { log, about }: Told): Bytes {
  yield Buffer.from(`${JSON.stringify(about).slice(0, -1)}${more(about)}"messages":[`);
  let comma = '\n';
  for await (const message of messagesOf(errand, log)) {
    yield Buffer.from(comma + JSON.stringify(message));
    comma = ',\n';
  }
  yield Buffer.from('\n]}\n');
}

function more(about: object): string {
  return Object.keys(about).length > 0 ? ',' : '';
}

async function* htmlOf(errand: Errand, { log, title }: Told, files: File[]): Bytes {
  yield Buffer.from(headOf(title));
  for await (const message of messagesOf(errand, log)) {
    const { body } = message;
    const attached = 'files' in body ? (body.files ?? []) : [];
    for (const file of attached) if (!errand.packed.has(file.id)) files.push(file);
    yield Buffer.from(messageOf(message, await errand.names.of(message.by)));
  }
  yield Buffer.from(FOOT);
}

/** All that one may read of a log, oldest first. A log that one may not read has nothing. */
async function* messagesOf({ source, actor, names }: Errand, log: string): AsyncGenerator<Message> {
  let after = 0;
  for (;;) {
    const page = await source.read.messages(actor, log, { after, limit: PAGE_MAX });
    if (isRejected(page)) return;
    await names.load(page.items.map(({ by }) => by));
    yield* page.items;
    const last = page.items.at(-1);
    if (!last || page.next === undefined) return;
    after = last.seq;
  }
}

async function* uploads(errand: Errand): AsyncGenerator<Entry> {
  const { house, actor } = errand;
  let after = '';
  for (;;) {
    const from = after;
    const files = await house.store.read((q) => ownBlobs(q, actor.user, from, PAGE_MAX));
    for (const file of files) yield* fileEntry(errand, file);
    if (files.length < PAGE_MAX) return;
    after = files.at(-1)?.id ?? after;
  }
}

/** A file that has been taken away meanwhile is left out. */
async function* fileEntry({ source, actor, packed }: Errand, file: File): AsyncGenerator<Entry> {
  if (packed.has(file.id)) return;
  packed.add(file.id);
  const stored = await source.getBlob(actor, file.id, 'full');
  if (isRejected(stored)) return;
  yield { name: pathOf(file), bytes: createReadStream(stored.path), packed: true };
}

function* indexOf(name: string, logs: readonly Told[]): Generator<string> {
  yield headOf(name);
  const links = ['account.json', 'sessions.json', 'contacts.json', 'blocks.json'];
  yield `<p>${links.map((link) => linkTo(link, link)).join(' ')}</p>\n<ul>\n`;
  for (const told of logs) {
    const data = linkTo(`${told.path}.json`, 'data');
    const page = linkTo(pageOf(told), told.title || told.log);
    yield `<li dir="auto">${page} <span class="note">(${data})</span></li>\n`;
  }
  yield `</ul>\n<p class="note">${escaped('Files are in the folder “files”.')}</p>\n${FOOT}`;
}

async function* textOf(parts: Iterable<string>): Bytes {
  for (const part of parts) yield Buffer.from(part);
}

function json(name: string, value: unknown): Entry {
  return { name, bytes: textOf([`${JSON.stringify(value, undefined, 2)}\n`]) };
}

async function all<T>(
  page: (after: string | undefined) => Promise<Page<T> | Rejection>,
): Promise<T[]> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const found = kept(await page(after));
    items.push(...found.items);
    after = found.next;
  } while (after !== undefined);
  return items;
}

/** An export that is refused something in the middle (the account is gone) breaks off: half of one must not look whole. */
function kept<T extends object>(result: T | Rejection): T {
  if (isRejected(result)) throw new Error(`the export was refused: ${result.rejected}`);
  return result;
}
