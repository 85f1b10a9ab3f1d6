// One transaction of commands: known command? facts, decision, events at head+1…, projections, heads. All or nothing.

import { assert } from '#base/assert.ts';
import { isRejected } from '#base/result.ts';
import type { Ask } from '#core/ask.ts';
import { decide } from '#core/decide/decide.ts';
import type { Decided } from '#core/decide/decision.ts';
import { chatOf, wallOf } from '#core/log-name.ts';
import type { Event } from '#protocol/event.ts';
import { EVENTS_PER_COMMAND_MAX, LOGS_PER_COMMAND_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Appended } from '#protocol/socket.ts';
import type { Queries } from './database.ts';
import { loadFacts } from './facts/facts.ts';
import type { Head } from './facts/head.ts';
import { type Mark, moveMark } from './project/marks.ts';
import { project } from './project/project.ts';

/** A command on its way into the store. `session` is checked in the transaction; undefined for the server's own. */
export interface AppendRequest {
  readonly actor: string;
  readonly session?: string | undefined;
  readonly log: string;
  readonly command: string;
  readonly expectEpoch?: number | undefined;
  readonly ask: Ask;
}

/** An event as it was stored: `json` is what every follower gets. */
export interface StoredEvent {
  readonly log: string;
  readonly event: Event;
  readonly json: string;
  /** Who is told only its number. */
  readonly withheld?: string | undefined;
}

/** What became of a command. `events` is empty when it was known already or nothing was to be done. */
export type AppendOutcome = { appended: Appended; events: StoredEvent[] } | Rejection;

/** Works through the requests in order; each sees what the ones before it did. */
export async function appendAll(
  q: Queries,
  requests: readonly AppendRequest[],
  now: number,
): Promise<AppendOutcome[]> {
  const batch = new Batch(q, now);
  const outcomes: AppendOutcome[] = [];
  for (const request of requests) outcomes.push(await batch.append(request));
  await batch.finish();
  return outcomes;
}

/** What one transaction knows and has still to write: heads and own marks are written once, at its end. */
class Batch {
  readonly #q: Queries;
  readonly #now: number;
  readonly #heads = new Map<string, Head>();
  readonly #touched = new Set<string>();
  readonly #marks = new Map<string, Mark>();
  readonly #sessions = new Map<string, boolean>();

  constructor(q: Queries, now: number) {
    this.#q = q;
    this.#now = now;
  }

  async append(request: AppendRequest): Promise<AppendOutcome> {
    if (!(await this.#signedIn(request))) return { rejected: 'notSignedIn' };
    const known = await this.#findKnown(request);
    if (known) return { appended: known, events: [] };
    const { kind } = request.ask;
    if (kind === 'moveMark' || kind === 'moveWallMark') await this.#writeMarks();
    const facts = await loadFacts(this.#q, { ...request, now: this.#now }, (log) =>
      this.#head(log),
    );
    const decision = decide(facts, request.ask, request.expectEpoch);
    if (isRejected(decision)) return decision;
    // Its sessions end with it, for what waits behind it in this transaction, too.
    if (kind === 'deleteAccount') this.#sessions.clear();
    return this.#keep(request, decision as readonly Decided[]);
  }

  async finish(): Promise<void> {
    await this.#writeMarks();
    for (const log of this.#touched) await this.#writeHead(log);
  }

  async #signedIn({ session, actor }: AppendRequest): Promise<boolean> {
    if (session === undefined) return true;
    const key = `${session} ${actor}`;
    const seen = this.#sessions.get(key);
    if (seen !== undefined) return seen;
    const row = await this.#q.get(
      'SELECT 1 AS there FROM sessions WHERE id = ? AND person = ? AND expires_at > ?',
      session,
      actor,
      this.#now,
    );
    this.#sessions.set(key, row !== undefined);
    return row !== undefined;
  }

  async #findKnown({ log, actor, command }: AppendRequest): Promise<Appended | undefined> {
    const row = await this.#q.get<{ first_seq: number; at: number }>(
      'SELECT first_seq, at FROM commands WHERE log = ? AND actor = ? AND command = ?',
      log,
      actor,
      command,
    );
    return row && { log, seq: row.first_seq, at: row.at, repeated: true };
  }

  async #keep(request: AppendRequest, decided: readonly Decided[]): Promise<AppendOutcome> {
    assert(decided.length <= EVENTS_PER_COMMAND_MAX, 'too many events for one command');
    const logs = new Set(decided.map(({ log }) => log));
    assert(logs.size <= LOGS_PER_COMMAND_MAX, 'too many logs for one command');
    const { log, actor, command } = request;
    const events: StoredEvent[] = [];
    for (const one of decided) events.push(await this.#store(request, one));
    const first = events.find((event) => event.log === log);
    if (!first) return this.#nothing(log);
    const { seq, at } = first.event;
    await this.#q.run(
      'INSERT INTO commands (log, actor, command, first_seq, at) VALUES (?, ?, ?, ?, ?)',
      log,
      actor,
      command,
      seq,
      at,
    );
    return { appended: { log, seq, at, repeated: false }, events };
  }

  async #nothing(log: string): Promise<AppendOutcome> {
    const { head, at } = await this.#head(log);
    return { appended: { log, seq: head, at, repeated: true }, events: [] };
  }

  async #store(request: AppendRequest, { log, fact, withheld }: Decided): Promise<StoredEvent> {
    const head = await this.#head(log);
    const isPost = fact.class === 'post';
    advance(head, this.#now, { isPost, counts: withheld === undefined });
    this.#touched.add(log);
    const command = log === request.log ? { command: request.command } : undefined;
    const event: Event = { seq: head.head, at: head.at, by: request.actor, ...fact, ...command };
    const json = JSON.stringify(event);
    await this.#q.run(
      `INSERT INTO events (log, seq, at, class, posts, event, withheld)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      log,
      event.seq,
      event.at,
      fact.class,
      head.posts,
      json,
      withheld ?? null,
    );
    await project(this.#q, { log, event, posts: head.posts, withheld }, request.ask);
    if (isPost) this.#moveOwnMark(log, event, head.posts);
    return { log, event, json, withheld };
  }

  #moveOwnMark(log: string, event: Event, posts: number): void {
    const chat = chatOf(log);
    if (!chat && wallOf(log) !== event.by) return;
    this.#marks.set(`${log} ${event.by}`, { chat, person: event.by, seq: event.seq, posts });
  }

  async #head(log: string): Promise<Head> {
    const known = this.#heads.get(log);
    if (known) return known;
    const row = await findHead(this.#q, log);
    const head = row ?? { head: 0, posts: 0, at: 0, epoch: 0, lastPost: 0, activeAt: 0 };
    this.#heads.set(log, head);
    return head;
  }

  async #writeMarks(): Promise<void> {
    for (const mark of this.#marks.values()) await moveMark(this.#q, mark);
    this.#marks.clear();
  }

  async #writeHead(log: string): Promise<void> {
    const { head, posts, at, epoch, lastPost, activeAt } = await this.#head(log);
    await this.#q.run(
      `INSERT INTO logs (log, head, posts, at, epoch, last_post, active_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (log) DO UPDATE SET head = excluded.head, posts = excluded.posts, at = excluded.at,
         last_post = excluded.last_post, active_at = excluded.active_at`,
      log,
      head,
      posts,
      at,
      epoch,
      lastPost,
      activeAt,
    );
  }
}

/** Moves a head by one event. What is withheld from somebody counts for nobody: it moves nothing but the seq. */
function advance(head: Head, now: number, event: { isPost: boolean; counts: boolean }): void {
  head.head += 1;
  head.at = Math.max(now, head.at);
  if (!event.counts) return;
  if (event.isPost) {
    head.posts += 1;
    head.lastPost = head.head;
  }
  if (event.isPost || head.head === 1) head.activeAt = head.at;
}

/** Where a log stands; undefined when it has no event. */
export async function findHead(q: Queries, log: string): Promise<Head | undefined> {
  const row = await q.get<Head>(
    `SELECT head, posts, at, epoch, last_post AS "lastPost", active_at AS "activeAt"
     FROM logs WHERE log = ?`,
    log,
  );
  return row && { ...row };
}
