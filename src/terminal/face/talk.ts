// The conversation on screen, a chat's or a wall's: what is written in it, where it is scrolled to, which message is chosen.
import type { ChatHandle, Client, Conversation, MessageItem, WallHandle } from '#client/model.ts';
import { type Editor, EMPTY, editorOf } from './editor.ts';
import type { Anchor } from './scroll.ts';

/** What is open. */
export type Place =
  | { readonly kind: 'chat'; readonly id: string }
  | { readonly kind: 'wall'; readonly id: string };

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
  seen: { readonly lines: readonly { readonly key: string }[]; readonly top: boolean } | undefined;
  /** Whether it was scrolled to the "New" line, once. */
  settled = false;
  // The draft as it was last seen: another one came from another device.
  #draft = '';
  #editing: number | undefined;
  #seen = 0;
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
      timeline.subscribe(changed),
      tray.attachments.subscribe(changed),
      draft.subscribe(() => this.#takeDraft(changed)),
      writing.subscribe(() => this.#takeWriting(changed)),
      head?.subscribe(changed) ?? (() => undefined),
    ];
    this.#takeDraft(changed);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  get messages(): readonly MessageItem[] {
    const { items } = this.conversation.timeline.get();
    return items.filter((item) => item.type === 'message');
  }

  /** Says how far somebody has read who looks at the screen. */
  tellSeen(): void {
    const lines = this.seen?.lines ?? [];
    const { messages } = this;
    for (let at = lines.length - 1; at >= 0; at -= 1) {
      const seq = messages.findLast(({ key }) => key === lines[at]?.key)?.seq;
      if (seq === undefined) continue;
      if (seq > this.#seen) this.conversation.seen(seq);
      this.#seen = Math.max(seq, this.#seen);
      return;
    }
  }

  get atTop(): boolean {
    return this.seen?.top ?? false;
  }

  get chosen(): MessageItem | undefined {
    return this.messages.find(({ key }) => key === this.selected);
  }

  /** Takes what the keys made of the text. */
  write(editor: Editor): void {
    const changed = editor.text !== this.editor.text;
    this.editor = editor;
    if (!changed || this.#editing !== undefined) return;
    this.#draft = editor.text;
    this.conversation.setDraft(editor.text);
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

  #takeDraft(changed: () => void): void {
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
