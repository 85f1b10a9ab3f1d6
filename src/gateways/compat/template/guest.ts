// One connection of the original's page: what it asks for, as the person whose cookie came with the handshake.
import type { Socket } from 'socket.io';
import { isRejected } from '#base/result.ts';
import { chatLog } from '#core/log-name.ts';
import type { Actor } from '#core/messenger.ts';
import { nameKey } from '#core/person-name.ts';
import type { Chat } from '#protocol/chat.ts';
import type { User } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { wordsOf } from '../../words.ts';
import { ask, askInTurn } from '../frame/asking.ts';
import type { NoteFault } from '../frame/faults.ts';
import type { CompatOptions } from '../frame/gateway.ts';
import { endSocket } from '../frame/live/sockets.ts';
import type { Turns } from '../frame/live/turns.ts';
import type { Aside } from '../frame/serving.ts';
import { findRoom, letIn, makeRoom, ownRooms } from './groups.ts';
import type { Occupant, Room, Rooms } from './rooms.ts';
import { Stay } from './stay.ts';

/** What connections share. */
export interface GuestParts extends CompatOptions {
  readonly noteFault: NoteFault;
  readonly aside: Aside;
  readonly rooms: Rooms;
  /** Entrances, one at a time: two people who name each other come into the same room. */
  readonly joins: Turns;
}

type Answer = (said: number | string) => void;

const NAMED_MAX = 20;
const NOT_HERE = 'You are not in this room.';

/** A connection, in a room or in none. */
export class Guest implements Occupant {
  readonly actor: Actor;
  readonly #socket: Socket;
  readonly #username: string;
  readonly #parts: GuestParts;
  #stay: Stay | undefined;
  /** Whether the page knew its room when it connected: only then is its going told. */
  #returned = false;

  constructor(socket: Socket, actor: Actor, username: string, parts: GuestParts) {
    this.#socket = socket;
    this.actor = actor;
    this.#username = username;
    this.#parts = parts;
  }

  get user(): string {
    return this.actor.user;
  }

  get members(): ReadonlySet<string> {
    return this.#stay?.members ?? new Set();
  }

  get isHere(): boolean {
    return this.#socket.connected;
  }

  hear(line: string, colour?: string): void {
    if (colour === undefined) this.#socket.emit('incoming', line);
    else this.#socket.emit('incoming', line, colour);
  }

  fail(line: string): void {
    this.hear(line, 'red');
  }

  /** The connection is there; a page that was in a room is in it again. */
  async arrive(turns: Turns, number: number | undefined): Promise<void> {
    if (!this.isHere) return;
    const { messenger, aside } = this.#parts;
    const stay = new Stay({
      messenger,
      aside,
      turns,
      guest: this,
      socket: this.#socket,
      end: (reason) => endSocket(this.#socket, reason),
      put: (room) => this.#out(room),
    });
    this.#stay = stay;
    const refused = await stay.begin(this.#username);
    if (refused) {
      this.fail(wordsOf(refused).message);
      this.#socket.disconnect(true);
    } else if (!this.isHere) this.gone();
    else if (number !== undefined) await this.#comeBack(number);
  }

  async #comeBack(number: number): Promise<void> {
    const room = await findRoom(this.#parts, number);
    const entered =
      room && (await this.#stay?.enter(room, (chat) => this.#comeIn(room, chat.read)));
    if (!room || entered !== undefined) {
      this.fail(NOT_HERE);
      return;
    }
    this.#returned = true;
  }

  #comeIn(room: Room, read: number): number {
    this.#parts.rooms.enter(room, this);
    this.#parts.rooms.tell(room, `${this.#username} has connected`, 'green');
    return read;
  }

  /** Comes into the room of somebody, or into a new one with them. */
  async join(sender: unknown, receiver: unknown, answer: Answer): Promise<void> {
    let said: number | string = 'The server is busy. Please try again.';
    const done = Promise.withResolvers<void>();
    const taken = this.#parts.joins.take('join', async () => {
      try {
        said = await this.#join(sender, receiver);
      } finally {
        done.resolve();
      }
    });
    if (taken) await done.promise;
    answer(said);
  }

  async #join(sender: unknown, receiver: unknown): Promise<number | string> {
    const known = await this.#personOf(receiver);
    if (isRejected(known)) return 'Unknown receiver!';
    if (!this.#isOwn(sender)) return 'Unknown sender!';
    const room = await this.#roomWith(known);
    if (isRejected(room)) return wordsOf(room).message;
    await this.#leaveOthers(room);
    const refused = await this.#enter(room, known);
    return refused ? wordsOf(refused).message : room.number;
  }

  async #personOf(receiver: unknown): Promise<User | Rejection> {
    if (typeof receiver !== 'string') return { rejected: 'notFound', what: 'user' };
    const found = await this.#parts.messenger.read.user(this.actor, receiver);
    return isRejected(found) || !found.deleted ? found : { rejected: 'notFound', what: 'user' };
  }

  #isOwn(name: unknown): boolean {
    return typeof name === 'string' && nameKey(name) === nameKey(this.#username);
  }

  /** The receiver's room, if somebody is there; else one's own with them; else a new one. */
  async #roomWith(receiver: User): Promise<Room | Rejection> {
    const { rooms, messenger } = this.#parts;
    const live = rooms.roomOf(receiver.id);
    if (live) return live;
    for (const room of await ownRooms(this.#parts, this.actor)) {
      const chat = await messenger.read.chat(this.actor, room.chat);
      const both = !isRejected(chat) && chat.members?.some(({ id }) => id === receiver.id);
      if (both) return room;
    }
    return makeRoom(this.#parts, { ...this.actor, username: this.#username }, receiver);
  }

  /** Everybody is in one room at a time. */
  async #leaveOthers({ chat }: Room): Promise<void> {
    for (const other of await ownRooms(this.#parts, this.actor)) {
      if (other.chat !== chat) await this.#leave(other);
    }
  }

  async #enter(room: Room, receiver: User): Promise<Rejection | undefined> {
    const { rooms, messenger } = this.#parts;
    const line = `${this.#username} has joined the room.`;
    const before = await messenger.read.chat(this.actor, room.chat);
    const isNew = isRejected(before);
    if (isNew) {
      const host = rooms.occupantsOf(room)[0];
      const refused = host ? await letIn(this.#parts, room, host.actor, this.actor) : before;
      if (refused) return refused;
    }
    return this.#stay?.enter(room, (chat) => {
      // Of a new member the others hear by the group's own event.
      if (!isNew) rooms.tell(room, line, 'green', this);
      rooms.enter(room, this);
      this.hear(`${line} Now talking to ${receiver.username}.`, 'green');
      this.#tellOthers(chat, receiver);
      return isNew ? chat.head : chat.read;
    });
  }

  /** Who came in by one name hears who else is listening; the original lets them find out. */
  #tellOthers({ members = [] }: Chat, receiver: User): void {
    const others = members.filter(({ id }) => id !== this.user && id !== receiver.id);
    if (others.length === 0) return;
    const names = others.slice(0, NAMED_MAX).map(({ username }) => username);
    const more = others.length > NAMED_MAX ? ' and others' : '';
    this.hear(`Also in this room: ${names.join(', ')}${more}.`, 'green');
  }

  /** Says something in a room to which one belongs. */
  async send(username: unknown, message: unknown, number: unknown): Promise<void> {
    if (!this.#isOwn(username)) {
      this.fail('Unknown sender!');
      return;
    }
    const room = await findRoom(this.#parts, number);
    if (!room) {
      this.fail(NOT_HERE);
      return;
    }
    const text = typeof message === 'string' ? message : '';
    const said = { kind: 'postMessage', body: { text } } as const;
    const posted = await askInTurn(this.#parts, this.actor, chatLog(room.chat), said);
    if (!isRejected(posted)) return;
    this.fail(posted.rejected === 'notFound' ? NOT_HERE : wordsOf(posted).message);
  }

  /** Leaves a room for good. */
  async leave(username: unknown, number: unknown): Promise<void> {
    if (!this.#isOwn(username)) {
      this.fail('Unknown sender!');
      return;
    }
    const room = await findRoom(this.#parts, number);
    if (!room || (await this.#leave(room))) this.fail(NOT_HERE);
  }

  // The leaver hears of it too; the others by the group's own event.
  async #leave(room: Room): Promise<Rejection | undefined> {
    const left = await ask(this.#parts, this.actor, chatLog(room.chat), { kind: 'leaveChat' });
    if (isRejected(left)) return left;
    for (const occupant of this.#parts.rooms.occupantsOf(room)) {
      if (occupant.user === this.user) occupant.put(room);
    }
    return undefined;
  }

  put(room: Room): void {
    this.#stay?.leave(room.chat);
  }

  /** Out of the room, by one's own will or another's. */
  #out(room: Room): void {
    this.#parts.rooms.leave(room, this);
    this.#returned = false;
    this.hear(`${this.#username} has left the room.`, 'red');
  }

  /** The connection is gone; the person belongs to the room as before. As often as one likes. */
  gone(): void {
    const room = this.#stay?.room;
    this.#stay?.end();
    if (!room) return;
    this.#parts.rooms.leave(room, this);
    if (this.#returned) {
      this.#parts.rooms.tell(room, `${this.#username} has disconnected`, 'red');
    }
  }
}
