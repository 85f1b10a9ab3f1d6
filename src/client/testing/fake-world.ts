// What the fake server of the client's tests knows: people, chats and logs in memory, and who follows. Nothing happens by
// itself. How it is reached, and what goes wrong on the way, is the fake server's and the fake wire's affair.

import type { Clock } from '#base/clock.ts';
import { chatLog, chatOf, directChat, otherOfDirect, userLog, wallOf } from '#core/log-name.ts';
import type { ChatState, Event, Fact } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import type { HttpAnswer } from '../platform.ts';

/** A chat with its members: from which seq they read, and how far they have got. */
export interface FakeChat {
  readonly id: string;
  readonly kind: 'direct' | 'group' | 'room';
  name: string;
  readonly members: Map<string, FakeMember>;
}

/** A membership. */
export interface FakeMember {
  readonly role: 'owner' | 'member';
  readonly from: number;
  read: number;
  delivered: number;
}

/** A connection, as the world sees it. */
export interface FakeFollower {
  readonly account: string;
  readonly following: Set<string>;
  send(event: string, payload: unknown): void;
  lose(): void;
}

/** A call as it came in. */
export interface FakeCall {
  readonly account: string;
  readonly event: string;
  readonly payload: Record<string, unknown>;
}

/** What a call is answered with, in place of the real answer: `silence` never, `lost` is done but not answered. */
export type Harm = 'silence' | 'lost' | Record<string, unknown> | undefined;

/** The world. Set `up` to false and `drop` the wires for a network that is away. */
export class FakeWorld {
  readonly clock: Clock;
  readonly users = new Map<string, User>();
  readonly chats = new Map<string, FakeChat>();
  readonly logs = new Map<string, Event[]>();
  readonly wires = new Set<FakeFollower>();
  readonly calls: FakeCall[] = [];
  readonly requests: string[] = [];
  /** Whose walls nobody else may read. */
  readonly closedWalls = new Set<string>();
  /** By account and chat: what only its owner knows. */
  readonly states = new Map<string, ChatState>();
  readonly hidden = new Map<string, number[]>();
  readonly pins = new Map<string, number[]>();
  up = true;
  everybody = true;
  /** The most events in one answer to `follow`. */
  page = 200;
  /** Does harm to a call, if it wants to. */
  harm: (call: FakeCall) => Harm = () => undefined;
  /** Does harm to a request, if it wants to; a promise holds it up. */
  harmRequest: (method: string, path: string) => HttpAnswer | Promise<void> | undefined = () =>
    undefined;
  readonly #commands = new Map<string, { seq: number; at: number }>();

  constructor(clock: Clock) {
    this.clock = clock;
    const members = new Map<string, FakeMember>();
    this.chats.set('lobby', { id: 'lobby', kind: 'room', name: 'Lobby', members });
  }

  /** Adds somebody, in the Lobby and in the server's log. */
  join(name: string): User {
    const id = name.toLowerCase().padEnd(20, 'x');
    const user = { id, username: name.toLowerCase(), displayName: name };
    this.users.set(id, user);
    this.append('server', id, { kind: 'user.joined', class: 'system', user });
    this.enter('lobby', id);
    return user;
  }

  /** A group with these members. */
  group(id: string, name: string, ...users: readonly User[]): FakeChat {
    const chat: FakeChat = { id, kind: 'group', name, members: new Map() };
    this.chats.set(id, chat);
    const [maker] = users;
    const by = maker?.id ?? '';
    this.append(chatLog(id), by, {
      kind: 'chat.created',
      class: 'system',
      chat: 'group',
      name,
    });
    for (const user of users) this.enter(id, user.id);
    return chat;
  }

  /** Somebody joins a chat. */
  enter(id: string, user: string): void {
    const chat = this.chatOf(id);
    const role = chat.members.size === 0 ? 'owner' : 'member';
    const from = this.head(chatLog(id)) + 1;
    chat.members.set(user, { role, from, read: from, delivered: from });
    this.append(chatLog(id), user, { kind: 'member.joined', class: 'system', user, role });
    this.append(userLog(user), user, { kind: 'chat.entered', class: 'system', chat: id });
  }

  /** Somebody is removed from a chat by somebody. */
  remove(id: string, user: string, by: string): void {
    this.append(chatLog(id), by, { kind: 'member.left', class: 'system', user });
    this.chatOf(id).members.delete(user);
    for (const wire of this.wires) if (wire.account === user) wire.following.delete(chatLog(id));
    this.append(userLog(user), by, { kind: 'chat.gone', class: 'system', chat: id });
  }

  /** Posts a message, as if from another device; returns its seq. */
  post(id: string, by: User, text: string, command?: string): number {
    return this.accept(chatLog(id), by.id, text, command ?? `other-${this.calls.length}-${text}`)
      .seq;
  }

  /** Posts, once per command. */
  accept(log: string, by: string, text: string, command: string): { seq: number; at: number } {
    const fact: Fact = { kind: 'message.posted', class: 'post', body: { text } };
    return this.say(log, by, fact, command);
  }

  /** Something happens to a message, as if from another device. */
  change(id: string, by: User, fact: Fact): Event {
    const event = this.append(chatLog(id), by.id, fact);
    if (event.kind === 'message.deleted') this.#blank(chatLog(id), event.target);
    return event;
  }

  /** Says something in a log, once per command. */
  say(log: string, by: string, fact: Fact, command: string): { seq: number; at: number } {
    const key = `${log} ${by} ${command}`;
    const known = this.#commands.get(key);
    if (known) return known;
    const isFirst = chatOf(log) !== undefined && this.#openDirect(log, by);
    const { seq, at } = this.append(log, by, fact, command);
    this.#commands.set(key, { seq, at });
    if (fact.kind === 'message.deleted') this.#blank(log, fact.target);
    if (chatOf(log) === undefined || fact.class !== 'post') return { seq, at };
    const chat = this.chatOf(chatOf(log) ?? '');
    const member = chat.members.get(by);
    if (member) member.read = member.delivered = seq;
    for (const user of isFirst ? chat.members.keys() : []) {
      this.append(userLog(user), by, { kind: 'chat.entered', class: 'system', chat: chat.id });
    }
    return { seq, at };
  }

  /** Appends an event and sends it to who follows. */
  append(log: string, by: string, fact: Fact, command?: string): Event {
    const events = this.logs.get(log) ?? [];
    this.logs.set(log, events);
    const seq = events.length + 1;
    const event: Event = {
      ...fact,
      seq,
      at: this.clock.now(),
      by,
      ...(command ? { command } : {}),
    };
    events.push(event);
    for (const wire of this.wires) {
      if (wire.following.has(log)) wire.send('events', { log, events: [event] });
    }
    return event;
  }

  head(log: string): number {
    return this.logs.get(log)?.length ?? 0;
  }

  chatOf(id: string): FakeChat {
    const chat = this.chats.get(id);
    if (!chat) throw new Error(`no chat ${id}`);
    return chat;
  }

  /** From which seq an account may read a log; undefined for nothing. */
  readableFrom(log: string, user: string): number | undefined {
    if (log === 'server' || log === userLog(user)) return 1;
    const wall = wallOf(log);
    if (wall !== undefined) return this.closedWalls.has(wall) && wall !== user ? undefined : 1;
    const id = chatOf(log) ?? '';
    const chat = this.chats.get(id);
    if (!chat) return otherOfDirect(id, user) ? 1 : undefined;
    const member = chat.members.get(user);
    return chat.kind === 'group' ? member?.from : member && 1;
  }

  /** Sends an ephemeral to all connections of somebody. */
  signal(user: string, signal: Record<string, unknown>): void {
    for (const wire of this.wires) if (wire.account === user) wire.send('signal', signal);
  }

  /** Ends all connections, as a network does. */
  drop(): void {
    for (const wire of [...this.wires]) wire.lose();
  }

  #blank(log: string, target: number): void {
    const events = this.logs.get(log) ?? [];
    for (const [index, { seq, at, by, ...fact }] of events.entries()) {
      const isEdit = fact.kind === 'message.edited' && fact.target === target;
      const place = { seq, at, by, kind: 'blank' } as const;
      if (isEdit) events[index] = { ...place, class: 'change' };
      if (seq === target) events[index] = { ...place, class: 'post' };
    }
  }

  #openDirect(log: string, by: string): boolean {
    const id = chatOf(log) ?? '';
    const other = otherOfDirect(id, by);
    if (this.chats.has(id) || !other) return false;
    const member = (): FakeMember => ({ role: 'member', from: 1, read: 0, delivered: 0 });
    const members = new Map([by, other].map((user) => [user, member()]));
    this.chats.set(id, { id, kind: 'direct', name: '', members });
    return true;
  }
}

/** The id of the direct chat between two people. */
export function between(one: User, other: User): string {
  return directChat(one.id, other.id);
}
