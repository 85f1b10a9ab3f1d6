// The messenger as every way in sees it: about a dozen verbs. Implemented by `messenger/` inside the server.
// Every verb checks the actor. What may be refused comes back as a Rejection; faults are thrown.
import type { Chat, Member, Message, Room } from '#protocol/chat.ts';
import type { Append } from '#protocol/command.ts';
import type { Event } from '#protocol/event.ts';
import type {
  Account,
  AccountChange,
  PasswordChange,
  Session,
  SignIn,
  SignUp,
  User,
} from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Place } from '#protocol/route.ts';
import type { ClientSignal, ServerSignal } from '#protocol/signal.ts';
import type {
  Appended,
  ByeReason,
  FollowAnswer,
  FollowRequest,
  MarkRequest,
} from '#protocol/socket.ts';

/** Who asks: known since the token was checked. */
export interface Actor {
  readonly user: string;
  readonly session: string;
}

/** From where somebody asks, for the limits on guessing. `direct`: a loopback peer without forwarding headers. */
export interface Peer {
  readonly address: string;
  readonly direct: boolean;
  readonly device: string;
}

/** A page of a list. */
export interface Page<T> {
  items: T[];
  next?: string;
  asOf?: number;
}

/** Where a page begins: an opaque `after` from the page before, and how many items at most. */
export interface PageQuery {
  after?: string | undefined;
  limit?: number | undefined;
}

/** A range of a log, at most one bound: the newest, before a seq, or after one. */
export interface RangeQuery {
  before?: number | undefined;
  after?: number | undefined;
  limit?: number | undefined;
}

/** One packet for all followers of a log: encoded once (`json`), shared by all. */
export interface Packet {
  readonly log: string;
  readonly events: readonly string[];
  /** `{"log":…,"events":[…]}` */
  readonly json: string;
  /** A place for a gateway to keep its own encoding of this packet. */
  frame?: unknown;
}

/** A live connection, as the fan-out sees it. */
export interface Follower {
  readonly actor: Actor;
  /** Sends a packet, or puts it behind what waits. Never throws, never waits. */
  write(packet: Packet): void;
  /** Sends an ephemeral; may be dropped when the connection is busy. */
  signal(signal: ServerSignal): void;
  /** Bytes handed over and not yet taken by the network. */
  waitingBytes(): number;
  /** Says why and ends the connection. */
  end(reason: ByeReason): void;
  /** Brackets one flush, so that several packets leave in one write. */
  cork?(): void;
  uncork?(): void;
}

/** A new session and its account; the token is told once. */
export interface SignedIn {
  account: Account;
  session: string;
  token: string;
}

/** What one can ask for as it stands now. Lists are paged. */
export interface Reads {
  place(peer: Peer): Promise<Place>;
  account(actor: Actor): Promise<Account | Rejection>;
  sessions(actor: Actor): Promise<Page<Session> | Rejection>;
  user(actor: Actor, username: string): Promise<User | Rejection>;
  users(
    actor: Actor,
    query: PageQuery & { query?: string | undefined; ids?: string[] | undefined },
  ): Promise<Page<User> | Rejection>;
  chats(actor: Actor, query: PageQuery): Promise<Page<Chat> | Rejection>;
  /** With its members. A direct chat exists for any two people, before its first event too. */
  chat(actor: Actor, chat: string): Promise<Chat | Rejection>;
  directWith(actor: Actor, username: string): Promise<Chat | Rejection>;
  members(actor: Actor, chat: string, query: PageQuery): Promise<Page<Member> | Rejection>;
  rooms(
    actor: Actor,
    query: PageQuery & { query?: string | undefined },
  ): Promise<Page<Room> | Rejection>;
  messages(actor: Actor, chat: string, range: RangeQuery): Promise<Page<Message> | Rejection>;
  message(actor: Actor, chat: string, seq: number): Promise<Message | Rejection>;
  /** Events of a chat, oldest first. `from`: the first seq that this reader may read. */
  events(
    actor: Actor,
    chat: string,
    range: RangeQuery,
  ): Promise<{ items: Event[]; from: number; asOf: number } | Rejection>;
}

/** Everything a way in can ask of the messenger. */
export interface Messenger {
  readonly read: Reads;
  signUp(request: SignUp, peer: Peer): Promise<SignedIn | Rejection>;
  signIn(request: SignIn, peer: Peer): Promise<SignedIn | Rejection>;
  /** The actor behind a token; undefined when the session is over or never was. */
  authenticate(token: string): Promise<Actor | undefined>;
  endSession(actor: Actor, session: string): Promise<Rejection | undefined>;
  changePassword(actor: Actor, change: PasswordChange): Promise<Rejection | undefined>;
  changeAccount(actor: Actor, change: AccountChange): Promise<Account | Rejection>;
  /** Resolves when the command's events are durable. */
  append(actor: Actor, append: Append): Promise<Appended | Rejection>;
  /**
   * What was missed, per log. The caller delivers the answers and then calls `start`: live events begin exactly where
   * the answers end, without a hole or a double between them.
   */
  follow(
    follower: Follower,
    request: FollowRequest,
  ): Promise<{ answers: FollowAnswer[]; start(): void }>;
  unfollow(follower: Follower, logs: readonly string[]): void;
  /** Moves a mark; it never goes back. */
  mark(actor: Actor, request: MarkRequest): Promise<Rejection | undefined>;
  /** Tells that a connection is there; `leave` must follow when it is gone. */
  enter(follower: Follower): Rejection | undefined;
  leave(follower: Follower): void;
  signal(follower: Follower, signal: ClientSignal): Promise<Rejection | undefined>;
  /** Throws when the store does not answer. */
  check(): Promise<void>;
}
