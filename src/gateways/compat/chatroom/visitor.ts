// One connection that has joined: the Lobby's messages as the original's events, in order, and the company in it.
import { isRejected } from '#base/result.ts';
import { chatLog } from '#core/log-name.ts';
import type { Message } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import { PAGE_MAX, WATCHED_PEOPLE_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { ServerSignal } from '#protocol/signal.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { type Encoded, emitEncoded, encode, waitingBytesOf } from '../../socket/raw-frame.ts';
import { type Connected, Following } from '../frame/live/following.ts';
import { Telling } from '../frame/live/telling.ts';
import { Turns } from '../frame/live/turns.ts';
import { peopleOf } from '../frame/reading.ts';
import { saidIn } from '../frame/said.ts';
import { localTime } from '../frame/times.ts';
import { Company } from './company.ts';
import type { Occupant, Room } from './room.ts';

/** What a visitor is made from. */
export interface VisitorOptions extends Connected {
  readonly room: Room;
}

const HISTORY_MAX = 50;
const LOBBY_LOG = chatLog(LOBBY);
/** What everybody in the room is told of an event, made for the first of them. */
const ENCODED = new WeakMap<Event, Encoded>();

/** Somebody in the room by this gateway. */
export class Visitor implements Occupant {
  readonly username: string;
  readonly #options: VisitorOptions;
  readonly #following: Following;
  readonly #company: Company;
  readonly #names = new Map<string, string>();
  readonly #watched = new Set<string>();
  readonly #turns: Turns;
  readonly #telling: Telling<Event>;
  #quietly = true;

  constructor(options: VisitorOptions) {
    this.#options = options;
    this.username = options.username;
    this.#turns = new Turns(options.noteFault);
    this.#telling = new Telling(this.#turns, (events) => this.#tell(events));
    this.#names.set(options.actor.user, options.username);
    this.#company = new Company(options.actor.user, {
      joined: (user) =>
        this.#say('user_joined', user, (name) => `${name} has joined the chatroom.`),
      left: (user) => this.#say('user_left', user, (name) => `User ${name} has left the chatroom.`),
    });
    this.#following = new Following(options.messenger, options.actor, {
      events: (_log, events) => this.#telling.hear(events),
      signal: (signal) => this.#look(signal),
      end: (reason) => options.end(reason),
      waitingBytes: () => waitingBytesOf(options.socket) + this.#telling.waitingBytes,
    });
  }

  get user(): string {
    return this.#options.actor.user;
  }

  /** Joins: what was said, then that one has come, then what happens. A rejection when one may not. */
  async join(): Promise<Rejection | undefined> {
    const asOf = await this.tellHistory();
    if (typeof asOf !== 'number') return asOf;
    await this.#watchMembers();
    this.#quietly = false;
    const refused = this.#following.enter();
    if (refused) {
      this.leave();
      return refused;
    }
    // In the same turn as the entrance: what presence has to say of it comes later, and is then no second coming.
    this.#options.room.enter(this);
    const follows = await this.#following.follow([{ log: LOBBY_LOG, after: asOf }]);
    return follows.get(LOBBY_LOG);
  }

  /** Tells the last 50 messages; the seq that they reflect. */
  async tellHistory(): Promise<number | Rejection> {
    const { messenger, actor, socket } = this.#options;
    const page = await messenger.read.messages(actor, LOBBY_LOG, { limit: PAGE_MAX });
    if (isRejected(page)) return page;
    const standing = page.items.filter(({ deleted }) => !deleted).slice(-HISTORY_MAX);
    await this.#learn(standing.map(({ by }) => by));
    socket.emit('message_history', { messages: standing.map((one) => this.#messageOf(one)) });
    return page.asOf ?? 0;
  }

  /** Goes; the others are told. As often as one likes. */
  leave(): void {
    this.#options.room.leave(this);
    this.#telling.stop();
    this.#following.leave();
  }

  /** Names of who is here: in the room, once per connection, then those who are elsewhere. */
  online(): string[] {
    const occupants = this.#options.room.occupants.filter(({ user }) => this.#company.sees(user));
    const inside = new Set(occupants.map(({ user }) => user));
    const elsewhere = this.#company.here.filter((user) => !inside.has(user));
    return [...occupants.map(({ username }) => username), ...elsewhere.map((id) => this.#name(id))];
  }

  enters(other: Occupant): void {
    this.#names.set(other.user, other.username);
    this.#company.enters(other.user);
    if (!this.#watched.has(other.user)) this.#watch([other.user]);
  }

  leaves(other: Occupant, others: boolean): void {
    this.#company.leaves(other.user, others);
  }

  #say(event: string, user: string, words: (name: string) => string): void {
    const username = this.#name(user);
    this.#options.socket.emit(event, { username, message: words(username) });
  }

  #name(user: string): string {
    return this.#names.get(user) ?? 'somebody';
  }

  async #learn(users: readonly string[]): Promise<void> {
    const unknown = users.filter((user) => !this.#names.has(user));
    if (unknown.length === 0) return;
    const { messenger, actor } = this.#options;
    for (const { id, username } of (await peopleOf(messenger, actor, unknown)).values()) {
      this.#names.set(id, username);
    }
  }

  #messageOf({ seq, by, at, body }: Pick<Message, 'seq' | 'by' | 'at' | 'body'>) {
    return { id: seq, username: this.#name(by), content: saidIn(body), timestamp: localTime(at) };
  }

  async #tell(events: readonly Event[]): Promise<void> {
    await this.#learn(events.map(({ by }) => by));
    for (const event of events) this.#tellOne(event);
  }

  /** The original knows no edits and no deletions: whoever asks for the history anew gets it as it stands. */
  #tellOne(event: Event): void {
    if (event.kind === 'message.posted') {
      emitEncoded(this.#options.socket, this.#encoded(event));
    } else if (event.kind === 'member.joined' && !this.#watched.has(event.user)) {
      this.#watch([event.user]);
    }
  }

  #encoded(event: Event & { kind: 'message.posted' }): Encoded {
    const known = ENCODED.get(event);
    if (known) return known;
    const encoded = encode('new_message', this.#messageOf(event));
    // Only what is the same for all.
    if (this.#names.has(event.by)) ENCODED.set(event, encoded);
    return encoded;
  }

  #look(signal: ServerSignal): void {
    if (signal.kind !== 'presence') return;
    const quietly = this.#quietly;
    const { presences } = signal;
    this.#turns.take('presence', async () => {
      await this.#learn(presences.map(({ user }) => user));
      this.#company.hear(presences, quietly);
    });
  }

  async #watchMembers(): Promise<void> {
    const { messenger, actor, room } = this.#options;
    for (const { user } of room.occupants) this.#watched.add(user);
    let after: string | undefined;
    do {
      const page = await messenger.read.members(actor, LOBBY, { after, limit: PAGE_MAX });
      if (isRejected(page)) break;
      for (const { id, username } of page.items) {
        this.#names.set(id, username);
        this.#watched.add(id);
      }
      after = page.next;
    } while (after !== undefined && this.#watched.size < WATCHED_PEOPLE_MAX);
    await this.#lookAt();
    await this.#turns.done();
  }

  #watch(users: readonly string[]): void {
    for (const user of users) this.#watched.add(user);
    this.#turns.take('watch', () => this.#lookAt());
  }

  async #lookAt(): Promise<void> {
    // The last ones that came are the ones in the room.
    await this.#following.watch([...this.#watched].filter((user) => user !== this.user));
  }
}
