// What is being answered or edited in one conversation. Not stored: after a reload one writes something new.

import { textOf } from '../chats/chat-state.ts';
import type { Source } from '../messages/sources.ts';
import type { Quote, WritingView } from '../model/message.ts';
import { derived } from '../observable.ts';
import { reuseDeep } from '../views/reuse.ts';

/** What a composer does besides its text. */
export class Writing {
  readonly view;
  readonly #sourceOf: (seq: number) => Source;
  #reply: number | undefined;
  #editing: { readonly seq: number; readonly text: string } | undefined;

  /** `quote` gives what is shown of a message, `sourceOf` the message itself. */
  constructor(quote: (seq: number) => Quote, sourceOf: (seq: number) => Source) {
    this.#sourceOf = sourceOf;
    this.view = derived<WritingView>((before) => {
      const reply = this.#reply === undefined ? {} : { reply: quote(this.#reply) };
      const editing = this.#editing ? { editing: this.#editing } : {};
      return reuseDeep(before, { ...reply, ...editing });
    });
  }

  get reply(): number | undefined {
    return this.#reply;
  }

  get editing(): { readonly seq: number; readonly text: string } | undefined {
    return this.#editing;
  }

  touch(): void {
    this.view.touch();
  }

  replyTo(seq: number | undefined): void {
    this.#reply = seq;
    this.#editing = undefined;
    this.touch();
  }

  /** Begins to edit a message, or ends it. */
  edit(seq: number | undefined): void {
    const source = seq === undefined ? undefined : this.#sourceOf(seq);
    const can = seq !== undefined && source !== undefined && source !== 'gone' && !source.deleted;
    this.#editing = can ? { seq, text: textOf(source.body) } : undefined;
    this.touch();
  }
}
