// The conversation on screen, a chat's or a wall's: what is written in it, where it is scrolled to, which message is chosen.
import type {
  ChatHandle,
  Client,
  Conversation,
  MessageItem,
  TimelineItem,
  WallHandle,
} from '#client/model.ts';
import { clock } from '../platform/clock.ts';
import { words } from '../words.ts';
import { type Editor, EMPTY, editorOf } from './editor.ts';
import type { Anchor } from './scroll.ts';

/** So much later than the first key what is written becomes the draft, which costs more than a key. */
const DRAFT_MS = 200;

/** What is open. */
export type Place =
  | { readonly kind: 'chat'; readonly id: string }
  | { readonly kind: 'wall'; readonly id: string };

/** A line that was drawn: of which item, and its number if it is a message that has one. */
export interface SeenLine {
  readonly key: string;
  readonly seq?: number | undefined;
}

/** One open conversation; `close` when another one is. */
export class Talk {
  readonly place: Place;
  readonly chat: ChatHandle | undefined;
  readonly wall: WallHandle | undefined;
  readonly conversation: Conversation;
  editor: Editor = EMPTY;
  anchor: Anchor | undefined;
  /** The key of the chosen message. */
  selected: string | undefined;
  /** The newest message that was on screen when one began to scroll up. */
  leftAt = 0;
  /** What was on screen at the last drawing, from top to bottom. */
  seen: { readonly lines: readonly SeenLine[]; readonly top: boolean } | undefined;
  /** Where its lines and the place to write began at the last drawing, in rows of the screen. */
  linesAt = 0;
  boxAt = 0;
  /** Whether it was scrolled to the "New" line, once. */
  settled = false;
  // The draft as it was last seen: another one came from another device.
  #draft = '';
  #editing: number | undefined;
  #seen = 0;
  // Set while the draft is not yet what is written.
  #draftTimer: { cancel(): void } | undefined;
  readonly #stops: (() => void)[];

  constructor(client: Client, place: Place, changed: () => void) {
    this.place = place;
    this.chat = place.kind === 'chat' ? client.chat(place.id) : undefined;
    this.wall = place.kind === 'wall' ? client.wall(place.id) : undefined;
    this.conversation = (this.chat ?? this.wall) as Conversation;
    const { timeline, draft, writing, tray } = this.conversation;
    const head = (this.chat ?? this.wall)?.head;
    this.#stops = [
      this.conversation.show(),
      timeline.subscribe(() => {
        // What is gone is not chosen any more.
        if (this.selected !== undefined && !this.chosen) this.selected = undefined;
        changed();
      }),
      tray.attachments.subscribe(changed),
      draft.subscribe(() => this.#takeDraft(changed)),
      writing.subscribe(() => this.#takeWriting(changed)),
      head?.subscribe(changed) ?? (() => undefined),
    ];
    this.#takeDraft(changed);
  }

  close(): void {
    this.#keepDraft();
    for (const stop of this.#stops) stop();
  }

  get items(): readonly TimelineItem[] {
    return this.conversation.timeline.get().items;
  }

  /** Says how far somebody has read who looks at the screen. */
  tellSeen(): void {
    const seq = this.seen?.lines.findLast((line) => line.seq !== undefined)?.seq ?? 0;
    if (seq > this.#seen) this.conversation.seen(seq);
    this.#seen = Math.max(seq, this.#seen);
  }

  get atTop(): boolean {
    return this.seen?.top ?? false;
  }

  get chosen(): MessageItem | undefined {
    const item = this.items.findLast(({ key }) => key === this.selected);
    return item?.type === 'message' ? item : undefined;
  }

  /** Why nothing can be written here; undefined when it can, or while nobody knows. */
  get denied(): string | undefined {
    if (this.#editing !== undefined) return undefined;
    const chat = this.chat?.head.get();
    if (chat?.state === 'forbidden') return words.forbidden;
    const mayPost = chat?.may.post ?? this.wall?.head.get().mayPost;
    const { state } = chat ?? this.wall?.head.get() ?? {};
    return state === 'ready' && mayPost === false ? words.readOnly : undefined;
  }

  /** The message before or behind one of the items (-1, 1); without a key, the last one. */
  messageBeside(key: string | undefined, by: -1 | 1): MessageItem | undefined {
    const { items } = this;
    const from = key === undefined ? items.length : items.findLastIndex((one) => one.key === key);
    for (let at = from + by; at >= 0 && at < items.length; at += by) {
      const item = items[at];
      if (item?.type === 'message') return item;
    }
    return undefined;
  }

  /** Takes what the keys made of the text. */
  write(editor: Editor): void {
    const changed = editor.text !== this.editor.text;
    this.editor = editor;
    if (!changed || this.#editing !== undefined) return;
    this.#draft = editor.text;
    this.#draftTimer ??= clock.after(DRAFT_MS, () => this.#keepDraft());
    if (editor.text !== '') this.conversation.typed();
  }

  /** Sends what is written; whether there was something. */
  send(): boolean {
    const { text } = this.editor;
    const files = this.conversation.tray.attachments.get();
    if (text.trim() === '' && (files.length === 0 || this.#editing !== undefined)) return false;
    this.editor = { ...EMPTY, cut: this.editor.cut };
    this.#draft = '';
    this.conversation.send(text);
    this.anchor = undefined;
    return true;
  }

  /** Begins to edit a message, or stops it. */
  edit(seq: number | undefined): void {
    this.#keepDraft();
    this.conversation.edit(seq);
  }

  /** Begins to edit one's last message; false when there is none. */
  editLast(): boolean {
    this.#keepDraft();
    return this.conversation.editLast();
  }

  /** First what is under way is put aside; then one chooses a message. */
  escape(): void {
    const { reply, editing } = this.conversation.writing.get();
    if (editing) this.edit(undefined);
    else if (reply) this.conversation.replyTo(undefined);
    else this.selected = this.messageBeside(undefined, -1)?.key;
  }

  #keepDraft(): void {
    if (this.#draftTimer === undefined) return;
    this.#draftTimer.cancel();
    this.#draftTimer = undefined;
    this.conversation.setDraft(this.#draft);
  }

  #takeDraft(changed: () => void): void {
    // What is typed here wins over what comes from another device meanwhile.
    this.#keepDraft();
    const draft = this.conversation.draft.get();
    if (this.#editing === undefined && draft !== this.#draft && this.editor.text === this.#draft) {
      this.editor = editorOf(draft, this.editor.cut);
    }
    this.#draft = draft;
    changed();
  }

  #takeWriting(changed: () => void): void {
    const { editing } = this.conversation.writing.get();
    if (editing?.seq !== this.#editing) {
      this.#editing = editing?.seq;
      this.#draft = this.conversation.draft.get();
      this.editor = editorOf(editing ? editing.text : this.#draft, this.editor.cut);
    }
    changed();
  }
}
