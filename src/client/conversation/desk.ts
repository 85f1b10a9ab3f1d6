// What the files of one conversation share: the log it is about, and what its acts and views work with.

import type { OwnTray } from '../files/tray.ts';
import type { LogEntry } from '../messages/log-entry.ts';
import type { Source } from '../messages/sources.ts';
import type { TimelineView } from '../model/message.ts';
import type { Overlay } from '../outbox/overlay.ts';
import type { Parts } from '../parts.ts';
import type { MessageContext } from '../views/message-item.ts';
import type { Rights, Stand } from '../views/rights.ts';
import type { Reached } from '../views/ticks.ts';
import type { Writing } from './writing.ts';

/** Which log a conversation is about, and what is special about it. */
export interface Talk {
  readonly log: string;
  /** The chat, if it is one. */
  readonly chat: string | undefined;
  /** Under which name its draft is kept. */
  readonly draft: string;
  readonly ticks: boolean;
  entry(): LogEntry | undefined;
  state(): TimelineView['state'] | undefined;
  stand(): Stand;
  reached(): Reached;
  hidden(): ReadonlySet<number>;
  show(): () => void;
  seen(seq: number): void;
  older(entry: LogEntry): Promise<void>;
  reach(entry: LogEntry, seq: number): Promise<boolean>;
  /** A word was typed, or is sent. */
  typed(on: boolean): void;
}

/** What the files of a conversation work with. */
export interface Desk {
  readonly parts: Parts;
  readonly talk: Talk;
  readonly tray: OwnTray;
  readonly writing: Writing;
  readonly timeline: { get(): TimelineView };
  readonly overlay: () => Overlay;
  rights(): Rights;
  context(reached: Reached): MessageContext;
  sourceOf(seq: number): Source;
}
