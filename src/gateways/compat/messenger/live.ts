// One live connection of somebody: what happens in their direct chats, to their contacts and with the people of their list,
// as the original's events, in order.
import { isRejected } from '#base/result.ts';
import { chatLog, chatOf, otherOfDirect, userLog } from '#core/log-name.ts';
import type { Event } from '#protocol/event.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { ServerSignal } from '#protocol/signal.ts';
import type { FollowRequest } from '#protocol/socket.ts';
import { waitingBytesOf } from '../../socket/raw-frame.ts';
import { type Connected, Following } from '../frame/live/following.ts';
import { Telling } from '../frame/live/telling.ts';
import { Turns } from '../frame/live/turns.ts';
import { peopleOf } from '../frame/reading.ts';
import { utcTime } from '../frame/times.ts';
import type { Companion, Company } from './company.ts';
import { partsOf, readMessage } from './messages.ts';
import { numberMessages } from './numbers.ts';
import { personOf } from './people.ts';
import { directChats, tiesOf } from './ties.ts';

/** What a live connection is made from. */
export interface LiveOptions extends Connected {
  readonly company: Company;
}

interface Heard {
  readonly log: string;
  readonly event: Event;
}

/** Somebody's live connection. */
export class Live implements Companion {
  readonly user: string;
  readonly username: string;
  readonly #options: LiveOptions;
  readonly #following: Following;
  readonly #telling: Telling<Heard>;
  readonly #names = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  readonly #watched = new Set<string>();
  /** Who is here by presence; and what the client was last told. */
  readonly #present = new Set<string>();
  readonly #shown = new Map<string, boolean>();
  readonly #followed = new Set<string>();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.user = options.actor.user;
    this.username = options.username;
    this.#telling = new Telling(new Turns(options.noteFault), async (heard) => {
      for (const one of heard) await this.#tell(one);
    });
    this.#know(this.user, this.username);
    this.#following = new Following(options.messenger, options.actor, {
      events: (log, events) => this.#telling.hear(events.map((event) => ({ log, event }))),
      signal: (signal) => this.#look(signal),
      end: (reason) => options.end(reason),
      waitingBytes: () => waitingBytesOf(options.socket) + this.#telling.waitingBytes,
    });
  }

  /** Is here from now on, and hears what happens. A rejection when there are too many connections. */
  async enter(): Promise<Rejection | undefined> {
    const { messenger, actor, company } = this.#options;
    const refused = this.#following.enter();
    if (refused) return refused;
    company.enter(this);
    await this.#following.follow([{ log: userLog(this.user), after: 'tail' }]);
    const chats = await directChats(messenger, actor);
    await this.#follow(chats.map(({ id, head }) => ({ log: chatLog(id), after: head })));
    for (const { other } of await tiesOf(messenger, actor)) {
      this.#watched.add(other.id);
      this.#know(other.id, other.username);
    }
    await this.#following.watch([...this.#watched]);
    return undefined;
  }

  /** Goes; as often as one likes. */
  leave(): void {
    this.#options.company.leave(this);
    this.#telling.stop();
    this.#following.leave();
  }

  /** Whether one may tell others now that one comes or goes: as often as one may signal anything. */
  async mayTell(online: boolean): Promise<boolean> {
    return (await this.#following.active(online)) === undefined;
  }

  hearStatus(user: string, online: boolean): void {
    if (this.#present.has(user)) this.#tellStatus(user, online);
  }

  async #follow(logs: FollowRequest['logs']): Promise<void> {
    const fresh = logs.filter(({ log }) => !this.#followed.has(log));
    for (const { log } of fresh) this.#followed.add(log);
    if (fresh.length > 0) await this.#following.follow(fresh);
  }

  async #tell({ log, event }: Heard): Promise<void> {
    const chat = chatOf(log);
    if (chat === undefined) await this.#tellOwn(event);
    else await this.#tellMessage(chat, event);
  }

  async #tellOwn(event: Event): Promise<void> {
    if (event.kind === 'chat.entered') {
      if (otherOfDirect(event.chat, this.user) === undefined) return;
      // The first message is in there already. Where everybody is listed, the chat is followed before it begins.
      await this.#follow([{ log: chatLog(event.chat), after: 0 }]);
    } else if (event.kind === 'contact.changed' && event.by !== this.user) {
      if (event.mine === 'none' && event.theirs !== 'none') await this.#addContact(event.user);
    }
  }

  /** Who writes and is in nobody's contacts would not be seen in the original's list. */
  async #introduce(other: string): Promise<void> {
    const { messenger, actor } = this.#options;
    if (other === this.user || this.#watched.has(other)) return;
    const relation = await messenger.read.relation(actor, other);
    if (isRejected(relation) || relation.mine !== 'none' || relation.theirs !== 'none') return;
    await this.#addContact(other);
  }

  async #addContact(id: string): Promise<void> {
    const { messenger, actor, socket } = this.#options;
    const user = (await peopleOf(messenger, actor, [id])).get(id);
    if (!user || user.deleted) return;
    this.#know(id, user.username);
    const online = this.#present.has(id);
    socket.emit('contact_added', await personOf(messenger, actor, user, { online }));
    this.#watched.add(id);
    await this.#following.watch([...this.#watched]);
  }

  async #tellMessage(chat: string, event: Event): Promise<void> {
    if (event.kind === 'message.posted') {
      await this.#tellPosted(chat, event);
      return;
    }
    const changed =
      event.kind === 'message.edited' ||
      event.kind === 'message.deleted' ||
      event.kind === 'message.reacted';
    if (!changed) return;
    const { messenger, actor, socket } = this.#options;
    const spot = { chat, log: chatLog(chat), seq: event.target };
    const parts = await readMessage(messenger, actor, spot);
    if (isRejected(parts)) return;
    for (const part of parts) socket.emit('update_message', part);
  }

  async #tellPosted(chat: string, event: Event & { kind: 'message.posted' }): Promise<void> {
    const { messenger, socket } = this.#options;
    const number = await numberMessages(messenger, chat);
    const other = otherOfDirect(chat, this.user) ?? this.user;
    const name = await this.#nameOf(other);
    const own = event.by === this.user;
    if (!own) await this.#introduce(other);
    const [sender, recipient] = own ? [this.username, name] : [name, this.username];
    for (const [part, { type, text }] of partsOf(event).entries()) {
      const date = utcTime(event.at);
      const id = number(event.seq, part);
      const said = { text, sender, recipient, message_type: type, date, id };
      socket.emit('message', JSON.stringify(said));
    }
  }

  /** The id of somebody of this name, where it has come up here. */
  idOf(username: string): string | undefined {
    return this.#ids.get(username);
  }

  #know(id: string, username: string): void {
    this.#names.set(id, username);
    this.#ids.set(username, id);
  }

  async #nameOf(id: string): Promise<string> {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const { messenger, actor } = this.#options;
    const found = (await peopleOf(messenger, actor, [id])).get(id);
    if (found) this.#know(id, found.username);
    return found?.username ?? 'deleted';
  }

  #look(signal: ServerSignal): void {
    if (signal.kind !== 'presence') return;
    for (const { user, state } of signal.presences) {
      const online = state !== 'offline';
      const before = this.#present.has(user);
      if (online) this.#present.add(user);
      else this.#present.delete(user);
      if (online !== before) this.#tellStatus(user, online);
    }
  }

  #tellStatus(user: string, online: boolean): void {
    const name = this.#names.get(user);
    if (name === undefined || (this.#shown.get(user) ?? false) === online) return;
    this.#shown.set(user, online);
    const status = online ? 'online' : 'offline';
    const told = { userId: this.username, sender: name, status };
    this.#options.socket.emit('user_status_change', told);
  }
}
