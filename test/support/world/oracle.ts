// The log, read straight from the file, and what it adds up to by rules written down a second time: who is where, what they
// may read, what is unread. Nothing of src is used to work it out.
import { DatabaseSync } from 'node:sqlite';
import type { Event, Role } from '#protocol/event.ts';

/** A stretch of a log. */
export interface Stretch {
  readonly from: number;
  until: number | undefined;
}

/** Somebody's place in a chat, now or before. */
export interface Seat {
  role: Role | undefined;
  /** How far they have read. */
  mark: number;
  readonly stretches: Stretch[];
}

/** A chat as its log tells it. */
export interface OracleChat {
  readonly id: string;
  kind: 'direct' | 'group' | 'room';
  name: string;
  topic: string;
  listed: boolean;
  readonly events: readonly Event[];
  readonly seats: Map<string, Seat>;
}

/** Everything. */
export interface Oracle {
  readonly logs: ReadonlyMap<string, readonly Event[]>;
  readonly chats: ReadonlyMap<string, OracleChat>;
  /** Display names by id. */
  readonly people: ReadonlyMap<string, string>;
}

/** Reads the file of the store. */
export function consultOracle(file: string): Oracle {
  const logs = readLogs(file);
  const people = new Map<string, string>();
  for (const event of logs.get('server') ?? []) {
    if (event.kind !== 'user.joined' && event.kind !== 'user.changed') continue;
    people.set(event.user.id, event.user.displayName);
  }
  const chats = new Map<string, OracleChat>();
  for (const [log, events] of logs) {
    if (log.startsWith('chat:')) chats.set(log.slice(5), chatFrom(log.slice(5), events));
  }
  for (const [log, events] of logs) {
    if (log.startsWith('user:')) takeMarks(chats, log.slice(5), events);
  }
  return { logs, chats, people };
}

function readLogs(file: string): Map<string, Event[]> {
  const database = new DatabaseSync(file);
  const rows = database.prepare('SELECT log, event FROM events ORDER BY log, seq').all();
  database.close();
  const logs = new Map<string, Event[]>();
  for (const { log, event } of rows as unknown as { log: string; event: string }[]) {
    const known = logs.get(log) ?? [];
    logs.set(log, known);
    known.push(JSON.parse(event) as Event);
  }
  return logs;
}

function chatFrom(id: string, events: readonly Event[]): OracleChat {
  const seats = new Map<string, Seat>();
  const chat: OracleChat = {
    id,
    kind: 'direct',
    name: '',
    topic: '',
    listed: false,
    events,
    seats,
  };
  const [, one, other] = id.split('.');
  for (const person of one && other ? [one, other] : []) {
    seats.set(person, { role: 'member', mark: 0, stretches: [{ from: 1, until: undefined }] });
  }
  for (const event of events) applyTo(chat, event);
  return chat;
}

function applyTo(chat: OracleChat, event: Event): void {
  if (event.class === 'post') raise(chat.seats.get(event.by), event.seq);
  if (event.kind === 'chat.created') {
    chat.kind = event.chat;
    chat.name = event.name;
    chat.listed = event.listed ?? false;
  }
  if (event.kind === 'chat.changed') {
    chat.name = event.name ?? chat.name;
    chat.topic = event.topic ?? chat.topic;
  }
  if (event.kind === 'chat.closed') chat.listed = false;
  if (event.kind === 'member.joined') sit(chat, event.user, event.role, event.seq);
  if (event.kind === 'member.left') rise(chat.seats.get(event.user), event.seq);
  if (event.kind === 'member.changed') {
    const seat = chat.seats.get(event.user);
    if (seat) seat.role = event.role;
  }
}

function sit(chat: OracleChat, user: string, role: Role, seq: number): void {
  const seat = chat.seats.get(user) ?? { role, mark: 0, stretches: [] };
  chat.seats.set(user, seat);
  seat.role = role;
  raise(seat, seq);
  // The founder sees the founding, too.
  const founded = role === 'owner' && chat.seats.size === 1;
  seat.stretches.push({ from: founded ? 1 : seq, until: undefined });
}

function rise(seat: Seat | undefined, seq: number): void {
  if (!seat) return;
  seat.role = undefined;
  const last = seat.stretches.at(-1);
  if (last) last.until = seq;
}

function raise(seat: Seat | undefined, seq: number): void {
  if (seat) seat.mark = Math.max(seat.mark, seq);
}

function takeMarks(
  chats: ReadonlyMap<string, OracleChat>,
  user: string,
  events: readonly Event[],
): void {
  for (const event of events) {
    if (event.kind === 'mark.moved') raise(chats.get(event.chat)?.seats.get(user), event.mark);
  }
}

/** Messages of a chat behind somebody's mark, counted one by one. */
export function unreadFor(chat: OracleChat, user: string): number {
  const mark = chat.seats.get(user)?.mark ?? 0;
  return chat.events.filter(({ seq, kind }) => kind === 'message.posted' && seq > mark).length;
}

/** Whether somebody may ever have been given an event: by where they were when it happened, or came to be later. */
export function mayHold(chat: OracleChat | undefined, user: string, seq: number): boolean {
  const stretches = chat?.seats.get(user)?.stretches ?? [];
  if (chat?.kind !== 'room') {
    return stretches.some(
      ({ from, until = Number.POSITIVE_INFINITY }) => seq >= from && seq <= until,
    );
  }
  return stretches.some(({ until = Number.POSITIVE_INFINITY }) => seq <= until);
}

/** The events that a member has before them, whole: of a group, those since they last came. */
export function timelineFor(chat: OracleChat, user: string): readonly Event[] {
  const from = chat.kind === 'room' ? 1 : (chat.seats.get(user)?.stretches.at(-1)?.from ?? 1);
  return chat.events.filter(({ seq }) => seq >= from);
}
