// A place full of hostile words: people whose every field is one, in a group named so, with messages that were edited,
// answered, forwarded and pinned, files, walls, requests, blocks, bans, an invite. Made over HTTP.
import { MARKDOWN_CORPUS } from '#test/support/markdown-corpus.ts';
import { type Hand, openHand } from './hand.ts';
import { HOSTILE, hostileNames } from './hostile-texts.ts';
import type { Person } from './person.ts';
import type { Site } from './stage.ts';

const PEOPLE = 14;
const NAME_CHARS = 100;
const UNFIT = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const FIELDS = ['about', 'firstName', 'familyName', 'gender', 'city', 'country'] as const;
/** Names that look like others, in letters of other scripts, and with all the marks that fit. */
const USERNAMES = ['аdmin', 'раypal', 'مرحبا', `a${'\u0300'.repeat(45)}`, `ก${'็'.repeat(45)}`];

/** Somebody hostile, with what they call themselves. */
export interface Hostile extends Hand {
  readonly displayName: string;
  readonly fields: readonly string[];
}

/** What was made. */
export interface HostileWorld {
  readonly people: readonly Hostile[];
  readonly group: string;
  readonly groupName: string;
  readonly invite: string;
}

/** The texts that are names to the server: one line, nothing that turns what follows. */
const NAMES = hostileNames(NAME_CHARS).filter((text) => text !== '' && !UNFIT.test(text));
const TEXTS = [...MARKDOWN_CORPUS, ...HOSTILE];

/** Everything of it, around `viewer`, who owns the group. */
export async function makeHostileWorld(site: Site, viewer: Person): Promise<HostileWorld> {
  const people: Hostile[] = [];
  for (let at = 0; at < PEOPLE; at++) people.push(await openHostile(site, at));
  await makeFieldsOf(viewer);
  const members = people.map(({ username }) => username);
  const [groupName = ''] = NAMES;
  const made = { kind: 'group', name: NAMES[1], members };
  const { id } = await viewer.ask<{ id: string }>('/chats', 'POST', made);
  await viewer.ask(`/chats/${id}`, 'PATCH', { name: groupName, topic: NAMES[2] });
  await talk(people, viewer, id);
  await meet(people, viewer);
  await viewer.ask(`/chats/${id}/bans/${encodeURIComponent(members.at(-1) ?? '')}`, 'PUT');
  const { code } = await viewer.ask<{ code: string }>(`/chats/${id}/invites`, 'POST', {});
  return { people, group: id, groupName, invite: code };
}

async function openHostile(site: Site, at: number): Promise<Hostile> {
  const username = USERNAMES[at] ?? `mallory${at}`;
  const displayName = nameAt(at * 7);
  const hand = await openHand(site, { username, displayName });
  const values = FIELDS.map((field, part) => [field, nameAt(at * 7 + part + 1)] as const);
  const visibility = Object.fromEntries(FIELDS.map((field) => [field, 'everybody']));
  await hand.ask('/users/me', 'PATCH', { ...Object.fromEntries(values), visibility });
  return { ...hand, displayName, fields: values.map(([, value]) => value) };
}

async function makeFieldsOf(viewer: Person): Promise<void> {
  const values = FIELDS.map((field, at) => [field, nameAt(at * 11)]);
  const settings = { contactRequests: true };
  await viewer.ask('/users/me', 'PATCH', { ...Object.fromEntries(values), settings });
}

/** What everybody says: posted, edited, answering, naming somebody, forwarded, reacted to, pinned; and a file. */
async function talk(people: readonly Hostile[], viewer: Person, chat: string): Promise<void> {
  const path = `/chats/${chat}/messages`;
  let seq: number | undefined;
  for (const [at, { username, ask, upload, displayName }] of people.entries()) {
    const name = people[at - 1]?.username ?? username;
    const text = `${textAt(at * 5)} @${name}`;
    const blob = {
      id: await upload(`${displayName}.txt`),
      caption: textAt(at * 5 + 1).slice(0, 900),
    };
    const reply = seq === undefined ? {} : { reply: seq };
    const posted = await ask<{ seq: number }>(path, 'POST', { text, blobs: [blob], ...reply });
    seq = posted.seq;
    await ask(`${path}/${seq}`, 'PATCH', { text: textAt(at * 5 + 2) });
    await ask(path, 'POST', { text: textAt(at * 5 + 3) });
    await ask(path, 'POST', { forward: { log: `chat:${chat}`, seq } });
    await ask(`${path}/${seq}/reactions/${encodeURIComponent('👍')}`, 'PUT');
    await viewer.ask(`${path}/${seq}/pin`, 'PUT');
  }
}

/** Who asks, is a contact, is blocked; and what stands on walls. */
async function meet(people: readonly Hostile[], viewer: Person): Promise<void> {
  const me = (await viewer.ask<{ username: string }>('/users/me')).username;
  for (const [at, { username, ask }] of people.entries()) {
    const name = encodeURIComponent(username);
    await ask(`/users/${me}/wall/messages`, 'POST', { text: textAt(at * 5 + 4) });
    await ask(`/users/${name}/wall/messages`, 'POST', { text: textAt(at * 5 + 70) });
    if (at % 4 === 0) await ask(`/contacts/${me}`, 'PUT');
    if (at % 4 === 1) await viewer.ask(`/contacts/${name}`, 'PUT');
    if (at % 4 === 2) await viewer.ask(`/blocks/${name}`, 'PUT');
  }
}

function nameAt(at: number): string {
  return NAMES[at % NAMES.length] ?? '';
}

/** A text that is one to the server, with marks that end before what comes after it. */
function textAt(at: number): string {
  const text = TEXTS[at % TEXTS.length] ?? '';
  return text.toWellFormed().replaceAll('\u0000', '');
}
