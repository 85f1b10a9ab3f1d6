// What a face shows and may do: snapshots that can be subscribed to, and acts. Faces depend on this file and on nothing
// behind it; snapshots are immutable and keep their identity while nothing they show has changed.
import type { File } from '#protocol/blob.ts';
import type { Invite, InviteTarget, NewInvite, OwnStateChange } from '#protocol/chat.ts';
import type { Command } from '#protocol/command.ts';
import type { ChatChanged, ChatKind, Role } from '#protocol/event.ts';
import type { Account, AccountChange, Session, SignIn, SignUp, User } from '#protocol/person.ts';
import type { Profile } from '#protocol/profile.ts';
import type { Place } from '#protocol/route.ts';
import type { LocalFile } from './model/files.ts';
import type { Conversation, Quote, Tick } from './model/message.ts';
import type { Found, Outcome, Refused, View } from './model/outcome.ts';
import type { ContactsView, PersonView } from './model/people.ts';

export type { Attachment, FileView, LocalFile, Tray } from './model/files.ts';
export type {
  Conversation,
  MayDo,
  MessageItem,
  Notice,
  Quote,
  ReactionView,
  Tick,
  TimelineItem,
  TimelineView,
  WritingView,
} from './model/message.ts';
export type { Found, Outcome, Refused, View } from './model/outcome.ts';
export type { ContactsView, PersonView, RequestView } from './model/people.ts';

/** How the connection stands. `since`: ms since 1970. A strip is due when it is not open for two seconds. */
export interface ConnectionView {
  readonly state: 'connecting' | 'open' | 'waiting' | 'signedOut';
  readonly since: number;
  /** When the next try comes, ms since 1970. */
  readonly retryAt?: number | undefined;
  /** Messages that wait to be sent. */
  readonly queued: number;
}

/** What a file is. */
export type FileKind = File['kind'];

/** One row of the chat list. */
export interface ChatRow {
  readonly id: string;
  readonly kind: ChatKind;
  readonly lobby: boolean;
  readonly name: string;
  /** The other person of a direct chat. */
  readonly person?: PersonView | undefined;
  /** Address of the chat's picture (a person's in direct chats), small. */
  readonly picture?: string | undefined;
  readonly muted: boolean;
  readonly pinned: boolean;
  readonly archived: boolean;
  /** Marked unread by hand. */
  readonly marked: boolean;
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
        /** One line, without markup. */
        readonly text: string;
        /** What goes with it, when there is something: the first one's kind, and how many. */
        readonly files?: { readonly kind: FileKind; readonly count: number } | undefined;
      }
    | { readonly kind: 'deleted' }
    | undefined;
}

/**
 * The chat list: pinned ones, then the Lobby and chats by last use, then people one has not talked with: contacts first,
 * online first, by name. Archived ones are among them: faces show those apart.
 */
export interface ChatListView {
  readonly state: 'loading' | 'ready' | 'failing';
  readonly rows: readonly ChatRow[];
  /** Over all chats that are neither muted nor archived, for title and favicon; mentions over all. */
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
  readonly picture?: string | undefined;
  readonly muted: boolean;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly readOnly: boolean;
  readonly openHistory: boolean;
  readonly membersAdd: boolean;
  readonly listed: boolean;
  /** The message pinned last, and how many are pinned. */
  readonly pin?: { readonly quote: Quote; readonly count: number } | undefined;
  readonly may: MayInChat;
}

/** What one may do in a chat. */
export interface MayInChat {
  readonly post: boolean;
  /** Name, topic, picture, rules. */
  readonly change: boolean;
  readonly addMembers: boolean;
  readonly invite: boolean;
  readonly removeMembers: boolean;
  readonly ban: boolean;
  readonly changeRoles: boolean;
  readonly mentionAll: boolean;
  readonly pin: boolean;
  readonly leave: boolean;
}

/** One chat, opened. */
export interface ChatHandle extends Conversation {
  readonly id: string;
  readonly head: View<ChatHeadView>;
  change(change: ChatChanged): Promise<Outcome>;
  /** Uploads a picture and shows it as the chat's; undefined takes it away. */
  setPicture(file: LocalFile | undefined): Promise<Outcome>;
  add(user: string): Promise<Outcome>;
  removeMember(user: string): Promise<Outcome>;
  changeRole(user: string, role: Role): Promise<Outcome>;
  ban(user: string, on: boolean): Promise<Outcome>;
  bans(after?: string): Promise<Outcome<Found<User>>>;
  invites(): Promise<Outcome<readonly Invite[]>>;
  createInvite(wanted: NewInvite): Promise<Outcome<Invite>>;
  endInvite(code: string): Promise<Outcome>;
  seenBy(seq: number): Promise<Outcome<readonly PersonView[]>>;
  /** Mute, pin to the top, archive, mark unread: for oneself. */
  setState(change: Omit<OwnStateChange, 'draft'>): Promise<Outcome>;
  leave(): Promise<Outcome>;
}

/** Somebody's page: profile and wall. */
export interface WallView {
  readonly state: 'loading' | 'ready' | 'failing' | 'missing';
  readonly person?: PersonView | undefined;
  readonly profile?: Profile | undefined;
  readonly own: boolean;
  readonly mayRead: boolean;
  readonly mayPost: boolean;
}

/** A wall, opened; live while it is shown. */
export interface WallHandle extends Conversation {
  readonly user: string;
  readonly head: View<WallView>;
  /** Loads the profile anew. */
  reload(): void;
}

/** A room one can join. */
export interface RoomView {
  readonly id: string;
  readonly name: string;
  readonly topic?: string | undefined;
  readonly memberCount: number;
  readonly joined: boolean;
}

/** Something that was asked of a message and refused for good: it is off the screen, and this says why. */
export interface Failure {
  readonly key: string;
  readonly kind: Command['kind'];
  readonly log: string;
  readonly refused: Refused;
}

/** Everything of one signed-in account. */
export interface Client {
  readonly account: View<Account>;
  readonly connection: View<ConnectionView>;
  readonly chats: View<ChatListView>;
  /** Everybody known here, by display name; presence for those on screen. */
  readonly people: View<readonly PersonView[]>;
  readonly contacts: View<ContactsView>;
  /** The last few changes of messages that were refused, oldest first; until somebody has seen them. */
  readonly failures: View<readonly Failure[]>;
  dismissFailure(key: string): void;
  chat(id: string): ChatHandle;
  /** Somebody's page by user id. */
  wall(user: string): WallHandle;
  profile(username: string): Promise<Outcome<Profile>>;
  profileByEmail(email: string): Promise<Outcome<Profile>>;
  addContact(user: string): Promise<Outcome>;
  /** Removes a contact, withdraws a request, or refuses one. */
  removeContact(user: string): Promise<Outcome>;
  block(user: string, on: boolean): Promise<Outcome>;
  invite(code: string): Promise<Outcome<InviteTarget>>;
  /** Joins by an invite link; the id of the chat. */
  acceptInvite(code: string): Promise<Outcome<string>>;
  /** Uploads a picture and shows it as one's own; undefined takes it away. */
  setPicture(file: LocalFile | undefined): Promise<Outcome>;
  /** Address from which one's own data comes as a zip. */
  readonly exportAddress: string;
  deleteAccount(password: string, messages: 'keep' | 'erase'): Promise<Outcome>;
  /** Id of the direct chat with somebody. */
  directWith(user: string): string;
  findPeople(query: string, after?: string): Promise<Outcome<Found<User>>>;
  findRooms(query: string, after?: string): Promise<Outcome<Found<RoomView>>>;
  join(room: string): Promise<Outcome>;
  /** `listed`: of a room, whether everybody finds it; true unless said otherwise. */
  createChat(
    kind: 'group' | 'room',
    name: string,
    members: readonly string[],
    listed?: boolean,
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
