// Reads of messages and events of a log, as far as the reader may read it.
import { wallOf } from '#core/log-name.ts';
import type { Actor, Page, RangeQuery, Reads } from '#core/messenger.ts';
import type { Message, Version } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import { PAGE_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { findHead } from '#store/append.ts';
import type { Queries } from '#store/database.ts';
import { readEvents } from '#store/log-reads.ts';
import { findMessage, findPost, readHistory, readMessages, readPins } from '#store/messages.ts';
import { spansOf } from '../access.ts';
import type { House } from '../house.ts';
import { limitOf } from './page.ts';

/** The reads about messages. */
export function messageReads({
  store,
}: House): Pick<Reads, 'messages' | 'message' | 'events' | 'history' | 'pins'> {
  return {
    messages: (actor, log, range) => store.read((q) => messages(q, actor, log, range)),
    message: (actor, log, seq) => store.read((q) => message(q, actor, log, seq)),
    events: (actor, log, range) => store.read((q) => events(q, actor, log, range)),
    history: (actor, log, seq) => store.read((q) => history(q, actor, log, seq)),
    pins: (actor, log) => store.read((q) => pins(q, actor, log)),
  };
}

const NO_MESSAGE: Rejection = { rejected: 'notFound', what: 'message' };

/** The answer for a log that is not there or may not be read; that a person has a wall is no secret. */
function unreadable(log: string): Rejection {
  return wallOf(log) ? { rejected: 'notAllowed' } : { rejected: 'notFound', what: 'chat' };
}

async function messages(
  q: Queries,
  actor: Actor,
  log: string,
  range: RangeQuery,
): Promise<Page<Message> | Rejection> {
  const spans = await spansOf(q, actor.user, log);
  if (spans.length === 0) return unreadable(log);
  const limit = limitOf(range);
  const forward = range.after !== undefined;
  const where = { log, reader: actor.user };
  const found = await readMessages(q, where, spans, { ...range, limit: limit + 1 });
  const asOf = (await findHead(q, log))?.head ?? 0;
  if (found.length <= limit) return { items: found, asOf };
  const items = forward ? found.slice(0, limit) : found.slice(1);
  const edge = forward ? items.at(-1) : items[0];
  return { items, next: String(edge?.seq ?? 0), asOf };
}

async function message(
  q: Queries,
  actor: Actor,
  log: string,
  seq: number,
): Promise<Message | Rejection> {
  const spans = await spansOf(q, actor.user, log);
  return (await findMessage(q, { log, reader: actor.user }, spans, seq)) ?? NO_MESSAGE;
}

async function events(
  q: Queries,
  actor: Actor,
  log: string,
  range: RangeQuery,
): ReturnType<Reads['events']> {
  const span = (await spansOf(q, actor.user, log)).at(-1);
  if (!span) return unreadable(log);
  const limit = limitOf(range);
  const rows = await readEvents(q, { log, reader: actor.user }, span, { ...range, limit });
  const asOf = (await findHead(q, log))?.head ?? 0;
  return { items: rows.map(({ json }) => JSON.parse(json) as Event), from: span.from, asOf };
}

async function history(
  q: Queries,
  actor: Actor,
  log: string,
  seq: number,
): Promise<Page<Version> | Rejection> {
  const where = { log, reader: actor.user };
  const post = await findPost(q, where, await spansOf(q, actor.user, log), seq);
  return post ? { items: await readHistory(q, where, post, PAGE_MAX) } : NO_MESSAGE;
}

async function pins(q: Queries, actor: Actor, log: string): Promise<Page<Message> | Rejection> {
  const spans = await spansOf(q, actor.user, log);
  if (spans.length === 0) return unreadable(log);
  return { items: await readPins(q, { log, reader: actor.user }, spans) };
}
