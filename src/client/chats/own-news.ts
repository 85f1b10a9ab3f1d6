// What was told of the registers that only one's own devices know of (muted, pinned, drafts): a snapshot that was asked for
// before the last word of one does not take it back.
import type { Chat } from '#protocol/chat.ts';
import type { OwnState } from './chat-state.ts';

/** The last words, by chat. */
export class OwnNews {
  readonly #told = new Map<string, { readonly at: number; readonly state: OwnState }>();
  readonly #hidden = new Map<string, number[]>();
  #news = 0;

  /** How much was told so far. */
  get news(): number {
    return this.#news;
  }

  /** One's own log says how a chat's registers stand. */
  told(chat: string, state: OwnState): void {
    this.#told.set(chat, { at: ++this.#news, state });
  }

  /** One's own log says that a message was deleted for oneself. */
  hid(chat: string, seq: number): void {
    this.#hidden.set(chat, [...(this.#hidden.get(chat) ?? []), seq]);
  }

  /** What was said to be deleted for oneself in a chat. */
  hiddenIn(chat: string): readonly number[] {
    return this.#hidden.get(chat) ?? [];
  }

  /** What counts when a snapshot comes that was asked for at `news`; `own` is what stands so far. */
  standing(chat: Chat, own: OwnState, news: number): OwnState {
    const told = this.#told.get(chat.id);
    if (told && told.at > news) return told.state;
    const fresh = chat.state ?? {};
    return JSON.stringify(own) === JSON.stringify(fresh) ? own : fresh;
  }
}
