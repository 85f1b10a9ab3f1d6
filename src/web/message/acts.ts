// What a message's parts can ask for; the list above knows how each of it is done.
import type { FileView, MessageItem } from '#client/model.ts';
import type { MentionOf } from '#web/markup/line.tsx';

/** What opens beside a message. */
export type Opening = 'menu' | 'emoji';

/** Stays the same object for as long as the conversation does, so that messages need not be drawn anew. */
export interface MessageActs {
  retry(command: string): void;
  remove(command: string): void;
  react(item: MessageItem, emoji: string): void;
  reply(item: MessageItem): void;
  forward(item: MessageItem): void;
  copy(item: MessageItem): void;
  /** Opens the menu or the emoji beside an element. */
  open(item: MessageItem, what: Opening, beside: Element): void;
  /** Goes to another message of this conversation; `from`: the way back leads there. */
  goTo(seq: number, from: number | undefined): void;
  showPictures(pictures: readonly FileView[], at: number): void;
  showPerson(user: string): void;
  readonly mentionOf: MentionOf;
}
