// What an outbox needs from its surroundings, and what it holds per log.
import type { Timer } from '#base/clock.ts';
import type { FileRef } from '#protocol/blob.ts';
import type { Refused } from '../model/outcome.ts';
import type { Outgoing, Platform } from '../platform.ts';
import type { Line } from './outbox-line.ts';

/** What an outbox needs from its surroundings. */
export interface OutboxPorts {
  readonly platform: Platform;
  readonly account: string;
  isOpen(): boolean;
  /** Resolves with `Appended` or a rejection; throws when no answer came. */
  send(outgoing: Outgoing): Promise<unknown>;
  /** What goes with a message: undefined while it is on its way, a refusal when it cannot go. */
  files(outgoing: Outgoing): readonly FileRef[] | Refused | undefined;
  /** A line was found in storage: what goes with it is to be found, too. */
  taken(outgoing: Outgoing): void;
  /** A change was refused for good. */
  refused(outgoing: Outgoing, refused: Refused): void;
  /** It is stored, or taken back: what it needed here is not needed any more. */
  gone(outgoing: Outgoing): void;
  /** Up to where the log has been taken in here; 0 when it is not followed. */
  cursorOf(log: string): number;
  /** The lines of this log have changed. Called synchronously. */
  changed(log: string): void;
}

/** What goes with something that is asked, and how long it can be taken back. */
export interface Writing {
  readonly attachments?: Outgoing['attachments'];
  readonly delayMs?: number | undefined;
}

/** The lines of one log on their way. */
export interface Queue {
  lines: readonly Line[];
  busy: boolean;
  failures: number;
  timer?: Timer | undefined;
}
