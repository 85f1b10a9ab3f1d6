// A connection's stay in a room: follows the group's log, and its person's own for being put out; says what happens as
// lines, in order, and how far they have been shown.
import type { Socket } from 'socket.io';
import { isRejected } from '#base/result.ts';
import { chatLog, userLog } from '#core/log-name.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { Chat } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { ByeReason } from '#protocol/socket.ts';
import { waitingBytesOf } from '../../socket/raw-frame.ts';
import { Following } from '../frame/live/following.ts';
import { Telling } from '../frame/live/telling.ts';
import type { Turns } from '../frame/live/turns.ts';
import { peopleOf } from '../frame/reading.ts';
import { saidIn } from '../frame/said.ts';
import type { Aside } from '../frame/serving.ts';
import type { Room } from './rooms.ts';

/** What a stay is made from. */
export interface StayOptions {
  readonly messenger: Messenger;
  readonly aside: Aside;
  readonly turns: Turns;
  readonly socket: Socket;
  readonly guest: { readonly actor: Actor; hear(line: string, colour?: string): void };
  /** The server ends the connection. */
  end(reason: ByeReason): void;
  /** The person is out of the room. */
  put(room: Room): void;
}

interface Heard {
  readonly log: string;
  readonly event: Event;
}

/** A connection's ear. */
export class Stay {
  readonly #options: StayOptions;
  readonly #following: Following;
  readonly #telling: Telling<Heard>;
  readonly #names = new Map<string, string>();
  #members = new Set<string>();
  #room: Room | undefined;
  /** The group's last seq when the connection came in: what is older than that is told, but is no coming or going. */
  #head = 0;
  #ended = false;
  /** How far lines have been shown while that is being marked. */
  #shown: { readonly log: string; readonly seq: number } | undefined;

  constructor(options: StayOptions) {
    this.#options = options;
    const { messenger, guest, socket, turns } = options;
    this.#telling = new Telling(turns, (heard) => this.#tell(heard));
    this.#following = new Following(messenger, guest.actor, {
      events: (log, events) => this.#hear(log, events),
      end: (reason) => options.end(reason),
      waitingBytes: () => waitingBytesOf(socket) + this.#telling.waitingBytes,
    });
  }

  get room(): Room | undefined {
    return this.#room;
  }

  get members(): ReadonlySet<string> {
    return this.#members;
  }

  /** Begins to listen. A rejection when the person has too many connections. */
  async begin(username: string): Promise<Rejection | undefined> {
    const { user } = this.#options.guest.actor;
    this.#names.set(user, username);
    const refused = this.#following.enter();
    if (refused) return refused;
    await this.#following.follow([{ log: userLog(user), after: 'tail' }]);
    return undefined;
  }

  /** Comes into a room to which its person belongs. `greet` says from behind which seq to tell what was said. */
  async enter(room: Room, greet: (chat: Chat) => number): Promise<Rejection | undefined> {
    const { messenger, guest } = this.#options;
    const chat = await messenger.read.chat(guest.actor, room.chat);
    if (isRejected(chat)) return chat;
    if (this.#ended) return { rejected: 'notSignedIn' };
    if (this.#room?.chat === room.chat) {
      greet(chat);
      return undefined;
    }
    this.#room = room;
    this.#head = chat.head;
    this.#members = new Set(chat.members?.map(({ id }) => id));
    for (const { id, username } of chat.members ?? []) this.#names.set(id, username);
    const log = chatLog(room.chat);
    const refused = await this.#following.follow([{ log, after: greet(chat) }]);
    return refused.get(log);
  }

  /** Out of a room, if it is this one. */
  leave(chat: string): void {
    const room = this.#room;
    if (room?.chat !== chat) return;
    this.#room = undefined;
    this.#members.clear();
    this.#following.unfollow([chatLog(chat)]);
    this.#options.put(room);
  }

  /** The connection is gone. */
  end(): void {
    this.#ended = true;
    this.#room = undefined;
    this.#telling.stop();
    this.#following.leave();
  }

  #hear(log: string, events: readonly Event[]): void {
    for (const event of events) {
      // Who is in the room is known at once: others ask for it while lines wait.
      if (event.kind === 'member.joined') this.#members.add(event.user);
      if (event.kind === 'member.left') this.#members.delete(event.user);
    }
    this.#telling.hear(events.map((event) => ({ log, event })));
  }

  async #tell(heard: readonly Heard[]): Promise<void> {
    await this.#learn(heard.map(({ event }) => event));
    for (const one of heard) this.#tellOne(one);
    this.#noteShown(heard);
  }

  async #learn(events: readonly Event[]): Promise<void> {
    const { messenger, guest } = this.#options;
    const users = events.flatMap((event) =>
      'user' in event ? [event.user, event.by] : [event.by],
    );
    const ids = users.filter((user): user is string => typeof user === 'string');
    const unknown = ids.filter((user) => !this.#names.has(user));
    if (unknown.length === 0) return;
    for (const { id, username } of (await peopleOf(messenger, guest.actor, unknown)).values()) {
      this.#names.set(id, username);
    }
  }

  #name(user: string): string {
    return this.#names.get(user) ?? 'somebody';
  }

  #tellOne({ log, event }: Heard): void {
    if (event.kind === 'chat.gone') this.leave(event.chat);
    if (this.#room && log === chatLog(this.#room.chat)) this.#say(event);
  }

  /** The original knows only lines: what was edited is said anew, of what was deleted that it was. */
  #say(event: Event): void {
    const { guest } = this.#options;
    const name = this.#name(event.by);
    if (event.kind === 'message.posted') guest.hear(`${name}: ${saidIn(event.body)}`);
    if (event.kind === 'message.edited') guest.hear(`${name} (edited): ${event.body.text}`, 'gray');
    if (event.kind === 'message.deleted') guest.hear(`${name} has deleted a message.`, 'gray');
    if (event.seq > this.#head) this.#sayMove(event);
  }

  // Of its own coming and going the connection is told where it asks for it.
  #sayMove(event: Event): void {
    const { guest } = this.#options;
    if (event.kind === 'member.joined' && event.user !== guest.actor.user) {
      guest.hear(`${this.#name(event.user)} has joined the room.`, 'green');
    } else if (event.kind === 'member.left' && event.user !== guest.actor.user) {
      guest.hear(`${this.#name(event.user)} has left the room.`, 'red');
    }
  }

  /** What is shown here is read on the person's other devices. */
  #noteShown(heard: readonly Heard[]): void {
    const { guest, aside } = this.#options;
    const log = this.#room && chatLog(this.#room.chat);
    const last = heard.findLast((one) => one.log === log && one.event.class === 'post')?.event;
    if (log === undefined || !last || last.by === guest.actor.user) return;
    const marking = this.#shown !== undefined;
    this.#shown = { log, seq: last.seq };
    if (!marking) aside('mark', () => this.#mark());
  }

  /** One mark at a time, and then behind the last of all that was shown meanwhile. */
  async #mark(): Promise<void> {
    const { messenger, guest } = this.#options;
    try {
      for (let shown = this.#shown; shown; shown = this.#shown) {
        await messenger.mark(guest.actor, shown);
        if (this.#shown === shown) break;
      }
    } finally {
      this.#shown = undefined;
    }
  }
}
