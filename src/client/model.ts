// What a face shows and may do: snapshots that can be subscribed to, and acts. Faces depend on this file and on nothing
// behind it; snapshots are immutable and keep their identity while nothing they show has changed.
import type { ChatKind, Role } from '#protocol/event.ts';
import type { Account, AccountChange, Session, SignIn, SignUp, User } from '#protocol/person.ts';
import type { Place } from '#protocol/route.ts';
import type { PresenceState } from '#protocol/signal.ts';

/** A value that changes; fits React's useSyncExternalStore. */
export interface View<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/** A refusal with words for people, as the server worded it. `field` names the input at fault. */
export interface Refused {
  readonly rejected: string;
  readonly message: string;
  readonly field?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** The outcome of an act; `offline` when the server could not be reached (nothing was done). */
export type Outcome<T = undefined> =
  | { ok: true; value: T }
  | { ok: false; refused: Refused }
  | { ok: false; offline: true };

/** How the connection stands. `since`: ms since 1970. A strip is due when it is not open for two seconds. */
export interface ConnectionView {
  readonly state: 'connecting' | 'open' | 'waiting' | 'signedOut';
  readonly since: number;
  /** When the next try comes, ms since 1970. */
  readonly retryAt?: number | undefined;
  /** Messages that wait to be sent. */
  readonly queued: number;
}

/** A person, with presence as far as one may see it. */
export interface PersonView extends User {
  readonly presence: PresenceState | 'unknown';
  readonly seenAt?: number | undefined;
}

/** What stands before the preview: clock (waiting), stored, delivered, read, failed. */
export type Tick = 'waiting' | 'stored' | 'delivered' | 'read' | 'failed';

/** One row of the chat list. */
export interface ChatRow {
  readonly id: string;
  readonly kind: ChatKind;
  readonly lobby: boolean;
  readonly name: string;
  /** The other person of a direct chat. */
  readonly person?: PersonView | undefined;
  readonly unread: number;
  readonly mentions: number;
  /** When something was last said, ms since 1970; undefined when nothing was. */
  readonly at?: number | undefined;
  readonly preview?:
    | { readonly kind: 'typing'; readonly names: readonly string[] }
    | { readonly kind: 'draft'; readonly text: string }
    | {
        readonly kind: 'message';
        /** Display name of the author in groups and rooms; undefined in direct chats and for one's own. */
        readonly author?: string | undefined;
        readonly mine: boolean;
        readonly tick?: Tick | undefined;
        readonly text: string;
      }
    | { readonly kind: 'deleted' }
    | undefined;
}

/** The chat list: the Lobby and chats by last use, then people one has not talked with, by name. */
export interface ChatListView {
  readonly state: 'loading' | 'ready' | 'failing';
  readonly rows: readonly ChatRow[];
  /** Over all chats, for title and favicon. */
  readonly unread: number;
  readonly mentions: number;
}

/** A member of the open chat. */
export interface MemberView extends PersonView {
  readonly role: Role;
  readonly me: boolean;
}

/** The top bar and details of a chat. */
export interface ChatHeadView {
  readonly state: 'loading' | 'ready' | 'failing' | 'forbidden';
  readonly id: string;
  readonly kind: ChatKind;
  readonly lobby: boolean;
  readonly name: string;
  readonly topic?: string | undefined;
  readonly person?: PersonView | undefined;
  readonly memberCount: number;
  /** At most 1,000, online first, then by name. */
  readonly members: readonly MemberView[];
  /** Who of the others is online now. */
  readonly here: readonly PersonView[];
  readonly typing: readonly string[];
  readonly role?: Role | undefined;
  readonly may: {
    readonly post: boolean;
    readonly rename: boolean;
    readonly addMembers: boolean;
    readonly removeMembers: boolean;
    readonly leave: boolean;
  };
}

/** A message on screen. `key` stays the same from the moment it is written. */
export interface MessageItem {
  readonly type: 'message';
  readonly key: string;
  /** Undefined while it waits. */
  readonly seq?: number | undefined;
  readonly author: PersonView;
  readonly mine: boolean;
  readonly at: number;
  readonly text: string;
  readonly deleted: boolean;
  readonly edited: boolean;
  /** One to three emoji and nothing else. */
  readonly large: boolean;
  /** First and last of its group (same author, within five minutes). */
  readonly first: boolean;
  readonly last: boolean;
  readonly tick?: Tick | undefined;
  /** Why it was not sent. */
  readonly failure?: Refused | undefined;
  /** Id to retry or remove by, for messages that are not stored yet. */
  readonly command?: string | undefined;
}

/** What happened to the chat or its members. */
export interface Notice {
  readonly key: string;
  readonly at: number;
  readonly what: 'created' | 'joined' | 'left' | 'added' | 'removed' | 'renamed' | 'topic';
  /** Whose act it was, and whom it was about. */
  readonly by: PersonView;
  readonly person?: PersonView | undefined;
  readonly text?: string | undefined;
}

/** What stands in a timeline, one below the other. */
export type TimelineItem =
  | MessageItem
  | { readonly type: 'day'; readonly key: string; readonly at: number }
  | { readonly type: 'new'; readonly key: string }
  | { readonly type: 'notices'; readonly key: string; readonly notices: readonly Notice[] };

/** The conversation. `start` is true when there is nothing older. */
export interface TimelineView {
  readonly state: 'loading' | 'ready' | 'failing';
  readonly items: readonly TimelineItem[];
  readonly start: boolean;
  readonly loadingOlder: boolean;
  /** Index of the "New" line in items, when there is one. */
  readonly newAt?: number | undefined;
  /** Seq of the newest stored message; 0 when there is none. */
  readonly newest: number;
}

/** One chat, opened. */
export interface ChatHandle {
  readonly id: string;
  readonly head: View<ChatHeadView>;
  readonly timeline: View<TimelineView>;
  /** The draft, kept per chat; may be loaded a moment after opening. */
  readonly draft: View<string>;
  /** Tells that it is on screen; the returned function that it no longer is. The "New" line stays until then. */
  show(): () => void;
  /** On screen at once, sent as soon as can be, exactly once. */
  send(text: string): void;
  retry(command: string): void;
  remove(command: string): void;
  setDraft(text: string): void;
  /** Tells others that one types (also limits how often). */
  typed(): void;
  loadOlder(): Promise<void>;
  /** Everything up to `seq` was seen by a person (page visible and focused). Never goes back. */
  seen(seq: number): void;
  rename(name: string): Promise<Outcome>;
  setTopic(topic: string): Promise<Outcome>;
  add(user: string): Promise<Outcome>;
  removeMember(user: string): Promise<Outcome>;
  leave(): Promise<Outcome>;
}

/** A room one can join. */
export interface RoomView {
  readonly id: string;
  readonly name: string;
  readonly topic?: string | undefined;
  readonly memberCount: number;
  readonly joined: boolean;
}

/** A page of something found; `more` fetches the next. */
export interface Found<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** Everything of one signed-in account. */
export interface Client {
  readonly account: View<Account>;
  readonly connection: View<ConnectionView>;
  readonly chats: View<ChatListView>;
  /** Everybody known here, by display name; presence for those on screen. */
  readonly people: View<readonly PersonView[]>;
  chat(id: string): ChatHandle;
  /** Id of the direct chat with somebody. */
  directWith(user: string): string;
  findPeople(query: string, after?: string): Promise<Outcome<Found<User>>>;
  findRooms(query: string, after?: string): Promise<Outcome<Found<RoomView>>>;
  join(room: string): Promise<Outcome>;
  createChat(
    kind: 'group' | 'room',
    name: string,
    members: readonly string[],
  ): Promise<Outcome<string>>;
  changeAccount(change: AccountChange): Promise<Outcome<Account>>;
  changePassword(oldPassword: string, newPassword: string): Promise<Outcome>;
  sessions(): Promise<Outcome<readonly Session[]>>;
  endSession(id: string): Promise<Outcome>;
  /** The page is visible and somebody is at it, or not; drives presence. */
  active(on: boolean): void;
  /** Whose presence is on screen; replaces the former answer of the same `place`. */
  watch(place: string, users: readonly string[]): void;
  /** Tries to connect now. */
  reconnect(): void;
  /** Ends the session and forgets what is stored here. Offline nothing is done: the session would live on. */
  signOut(): Promise<Outcome>;
  close(): void;
}

/** Before anybody is signed in, and for switching between accounts of one browser. */
export interface Door {
  place(): Promise<Outcome<Place>>;
  signUp(request: SignUp): Promise<Outcome<Account>>;
  signIn(request: SignIn): Promise<Outcome<Account>>;
  /** The account if its session still lives. */
  resume(account: string): Promise<Outcome<Account>>;
  open(account: Account): Client;
}
