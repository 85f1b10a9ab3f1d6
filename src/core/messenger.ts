// The messenger as every way in sees it: about a dozen verbs. Implemented by `messenger/` inside the server.
// Every verb checks the actor. What may be refused comes back as a Rejection; faults are thrown.
import type { File } from '#protocol/blob.ts';
import type {
  Chat,
  Invite,
  InviteTarget,
  Member,
  Message,
  NewInvite,
  Room,
  Version,
} from '#protocol/chat.ts';
import type { Append } from '#protocol/command.ts';
import type { ChatState, Event } from '#protocol/event.ts';
import type {
  Account,
  AccountChange,
  AccountDeletion,
  PasswordChange,
  Session,
  SignIn,
  SignUp,
  User,
} from '#protocol/person.ts';
import type { Contact, ContactRequest, Profile, Relation } from '#protocol/profile.ts';
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
  /** Messages of a chat's log or a wall's as they stand, without those that the reader has hidden. */
  messages(actor: Actor, log: string, range: RangeQuery): Promise<Page<Message> | Rejection>;
  message(actor: Actor, log: string, seq: number): Promise<Message | Rejection>;
  /** Events of a chat or a wall, oldest first. `from`: the first seq that this reader may read. */
  events(
    actor: Actor,
    log: string,
    range: RangeQuery,
  ): Promise<{ items: Event[]; from: number; asOf: number } | Rejection>;
  /** What a message said, oldest first, the present text last. */
  history(actor: Actor, log: string, seq: number): Promise<Page<Version> | Rejection>;
  /** Pinned messages, last pinned first. */
  pins(actor: Actor, log: string): Promise<Page<Message> | Rejection>;
  /** One's own state of a chat. */
  ownState(actor: Actor, chat: string): Promise<ChatState | Rejection>;
  /** Who has read a message, as far as both sides tell. */
  seen(actor: Actor, chat: string, seq: number, query: PageQuery): Promise<Page<User> | Rejection>;
  bans(actor: Actor, chat: string, query: PageQuery): Promise<Page<User> | Rejection>;
  invites(actor: Actor, chat: string): Promise<Page<Invite> | Rejection>;
  invite(actor: Actor, code: string): Promise<InviteTarget | Rejection>;
  profile(actor: Actor, username: string): Promise<Profile | Rejection>;
  /** Only where that person shows the address to the actor. */
  profileByEmail(actor: Actor, email: string): Promise<Profile | Rejection>;
  contacts(actor: Actor, query: PageQuery): Promise<Page<Contact> | Rejection>;
  contactRequests(actor: Actor, query: PageQuery): Promise<Page<ContactRequest> | Rejection>;
  relation(actor: Actor, user: string): Promise<Relation | Rejection>;
  blocks(actor: Actor, query: PageQuery): Promise<Page<User> | Rejection>;
  /** What a file is, for who may read a message that refers to it, and for its uploader. */
  file(actor: Actor, blob: string): Promise<File | Rejection>;
}

/** A stream of bytes, as Node reads them. */
export type Bytes = AsyncIterable<Uint8Array>;

/** An upload on its way in. `bytes` of unknown length is cut off at the limit. */
export interface Upload {
  readonly name: string;
  readonly voice?: boolean | undefined;
  readonly durationMs?: number | undefined;
  readonly waveform?: readonly number[] | undefined;
  readonly bytes: Bytes;
}

/** A stored file ready to be sent: the path of its bytes on this machine, their type and length. */
export interface StoredFile {
  readonly path: string;
  readonly type: string;
  readonly bytes: number;
  readonly file: File;
}

/** What is asked before anything large is sent, and where half-sent uploads wait (tus). */
export interface Uploads {
  /** Folder in which a way in may collect the pieces of uploads that are not complete. */
  readonly folder: string;
  readonly bytesMax: number;
  /** Whether this account may begin another upload. */
  mayBegin(actor: Actor): Promise<Rejection | undefined>;
}

/**
 * Whole numbers that stand for ids, for clients that know nothing but numbers: 1, 2, 3 … in each scope, the same after
 * every start. They are names, not rights: what somebody may see is asked with the id.
 */
export interface Numbers {
  /** The numbers of ids, in their order; an id without one gets the next. */
  of(scope: string, ids: readonly string[]): Promise<number[]>;
  /** The id behind a number. */
  find(scope: string, number: number): Promise<string | undefined>;
}

/** Everything a way in can ask of the messenger. */
export interface Messenger {
  readonly read: Reads;
  readonly numbers: Numbers;
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
  /** Stores a file: decoded and re-encoded when it is a picture, checked by its content in any case. */
  putBlob(actor: Actor, upload: Upload): Promise<File | Rejection>;
  getBlob(actor: Actor, blob: string, size: 'full' | 'small'): Promise<StoredFile | Rejection>;
  readonly uploads: Uploads;
  createInvite(actor: Actor, chat: string, wanted: NewInvite): Promise<Invite | Rejection>;
  endInvite(actor: Actor, chat: string, code: string): Promise<Rejection | undefined>;
  /** Joins by an invite link. */
  acceptInvite(actor: Actor, code: string): Promise<Chat | Rejection>;
  /** Empty for no picture. */
  setAvatar(actor: Actor, blob: string): Promise<Account | Rejection>;
  deleteAccount(actor: Actor, deletion: AccountDeletion): Promise<Rejection | undefined>;
  /** A zip of everything about the actor, made while it is read. */
  exportData(actor: Actor): Promise<{ name: string; bytes: Bytes } | Rejection>;
  /** Says how far one has seen one's own wall. */
  markWall(actor: Actor, seq: number): Promise<Rejection | undefined>;
  /** Moves a mark; it never goes back. */
  mark(actor: Actor, request: MarkRequest): Promise<Rejection | undefined>;
  /** Tells that a connection is there; `leave` must follow when it is gone. */
  enter(follower: Follower): Rejection | undefined;
  leave(follower: Follower): void;
  signal(follower: Follower, signal: ClientSignal): Promise<Rejection | undefined>;
  /** Throws when the store does not answer. */
  check(): Promise<void>;
}
