// What stands in a timeline, and what can be done with it: the same for chats and walls.
import type { Version } from '#protocol/chat.ts';
import type { Attachment, FileView, LocalFile, Tray } from './files.ts';
import type { Outcome, Refused, View } from './outcome.ts';
import type { PersonView } from './people.ts';

/** What stands before the preview: clock (waiting), stored, delivered, read, failed. */
export type Tick = 'waiting' | 'stored' | 'delivered' | 'read' | 'failed';

/** The message that one answers. `gone`: deleted, or not to be read. Never a copy: it changes with its message. */
export interface Quote {
  readonly seq: number;
  readonly author?: PersonView | undefined;
  /** One line, without markup. */
  readonly text: string;
  readonly picture?: FileView | undefined;
  readonly files: number;
  readonly gone: boolean;
}

/** One emoji under a message; `people` are the first 20. */
export interface ReactionView {
  readonly emoji: string;
  readonly count: number;
  readonly mine: boolean;
  readonly people: readonly PersonView[];
}

/** What one may do with a message. */
export interface MayDo {
  readonly reply: boolean;
  readonly react: boolean;
  readonly edit: boolean;
  /** For everyone. */
  readonly erase: boolean;
  /** For oneself. */
  readonly hide: boolean;
  readonly pin: boolean;
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
  /** Markdown as it was written; empty when there are only files. */
  readonly text: string;
  readonly files: readonly FileView[];
  /** Of a message that waits: its files on their way. */
  readonly attachments: readonly Attachment[];
  readonly reply?: Quote | undefined;
  readonly forwarded?: PersonView | undefined;
  readonly reactions: readonly ReactionView[];
  readonly pinned: boolean;
  /** Names one, or all. */
  readonly mentionsMe: boolean;
  /** By an author whom one blocks: folded until asked for. */
  readonly folded: boolean;
  /** Erased for everyone, by whom; while `undoable`, only here so far. */
  readonly deleted: boolean;
  readonly deletedBy?: PersonView | undefined;
  /** Deleted here a moment ago (for everyone or for oneself): can still be taken back. */
  readonly undoable?: 'everyone' | 'me' | undefined;
  /** When it was last edited. */
  readonly edited?: number | undefined;
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
  readonly may: MayDo;
}

/** What happened to the chat or its members. */
export interface Notice {
  readonly key: string;
  readonly at: number;
  readonly what:
    | 'created'
    | 'joined'
    | 'invited'
    | 'left'
    | 'added'
    | 'removed'
    | 'banned'
    | 'unbanned'
    | 'renamed'
    | 'topic'
    | 'picture'
    | 'readOnly'
    | 'writable'
    | 'role'
    | 'pinned';
  /** Whose act it was, and whom it was about. */
  readonly by: PersonView;
  readonly person?: PersonView | undefined;
  /** The new name or topic, the role, or the seq of the pinned message. */
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
  readonly state: 'loading' | 'ready' | 'failing' | 'forbidden';
  readonly items: readonly TimelineItem[];
  readonly start: boolean;
  readonly loadingOlder: boolean;
  /** Index of the "New" line in items, when there is one. */
  readonly newAt?: number | undefined;
  /** Seq of the newest stored message; 0 when there is none. */
  readonly newest: number;
}

/** What is being written, besides its text. */
export interface WritingView {
  /** The message that is answered. */
  readonly reply?: Quote | undefined;
  /** The own message that is being edited; the draft is put aside meanwhile. */
  readonly editing?: { readonly seq: number; readonly text: string } | undefined;
}

/** A timeline with a place to write: a chat's or a wall's. */
export interface Conversation {
  readonly timeline: View<TimelineView>;
  /** The draft, on all devices; may be loaded a moment after opening. */
  readonly draft: View<string>;
  readonly writing: View<WritingView>;
  readonly tray: Tray;
  /** Tells that it is on screen; the returned function that it no longer is. The "New" line stays until then. */
  show(): () => void;
  /**
   * Sends the text with the tray's files and the reply, or the edit. On screen at once, sent as soon as can be (files
   * first), exactly once.
   */
  send(text: string): void;
  /** Sends files by themselves, past the tray (voice messages). */
  sendFile(file: LocalFile): void;
  retry(command: string): void;
  remove(command: string): void;
  setDraft(text: string): void;
  /** Tells others that one types (also limits how often). */
  typed(): void;
  replyTo(seq: number | undefined): void;
  edit(seq: number | undefined): void;
  /** Begins to edit one's last message; false when there is none that can be edited. */
  editLast(): boolean;
  react(seq: number, emoji: string, on: boolean): void;
  pin(seq: number, on: boolean): void;
  /** Off the screen at once, erased after five seconds unless taken back. */
  erase(seq: number): void;
  hide(seq: number): void;
  undo(seq: number): void;
  history(seq: number): Promise<Outcome<readonly Version[]>>;
  pins(): Promise<Outcome<readonly MessageItem[]>>;
  /** Posts a message of here in other chats. */
  forward(seq: number, chats: readonly string[]): void;
  /** Loads as far back as this message; false when it cannot be read or is too far. */
  reach(seq: number): Promise<boolean>;
  loadOlder(): Promise<void>;
  /** Everything up to `seq` was seen by a person (page visible and focused). Never goes back. */
  seen(seq: number): void;
}
