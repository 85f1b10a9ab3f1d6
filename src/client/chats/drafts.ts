// What is written and not sent, per chat: in memory at once, in storage a moment later, and in other tabs. A second,
// small value names the chats that have one, because storage is asked by name only.
import type { Timer } from '#base/clock.ts';
import type { Platform } from '../platform.ts';

const SAVE_DEBOUNCE_MS = 300;
const NAMES = 'drafts';

/** The drafts of one account. */
export class Drafts {
  readonly #platform: Platform;
  readonly #account: string;
  readonly #changed: (chat: string) => void;
  readonly #texts = new Map<string, string>();
  readonly #unsaved = new Set<string>();
  readonly #stopHearing: (() => void) | undefined;
  readonly #stopLeaving: (() => void) | undefined;
  #timer: Timer | undefined;

  /** `changed` is called with the chat whose draft is another now. */
  constructor(platform: Platform, account: string, changed: (chat: string) => void) {
    this.#platform = platform;
    this.#account = account;
    this.#changed = changed;
    this.#stopHearing = platform.onTold?.((message) => this.#told(message));
    this.#stopLeaving = platform.onLeaving?.(() => this.#save());
  }

  /** Loads what is stored. What was typed meanwhile stays. Never throws. */
  async start(): Promise<void> {
    const { storage } = this.#platform;
    const names = await storage.get(this.#account, NAMES).catch(() => undefined);
    for (const chat of names?.split(' ').filter(Boolean) ?? []) {
      const text = await storage.get(this.#account, keyOf(chat)).catch(() => undefined);
      if (text !== undefined && !this.#texts.has(chat)) this.#put(chat, text);
    }
  }

  /** The draft of a chat; empty when there is none. */
  of(chat: string): string {
    return this.#texts.get(chat) ?? '';
  }

  set(chat: string, text: string): void {
    if (text === this.of(chat)) return;
    this.#put(chat, text);
    this.#unsaved.add(chat);
    this.#platform.tell?.({ kind: 'draft', account: this.#account, chat, text });
    this.#timer ??= this.#platform.clock.after(SAVE_DEBOUNCE_MS, () => this.#save());
  }

  /** Stores what is not stored yet, and stops. */
  close(): void {
    this.#stopHearing?.();
    this.#stopLeaving?.();
    this.#save();
  }

  #put(chat: string, text: string): void {
    this.#texts.set(chat, text);
    this.#changed(chat);
  }

  #told(message: unknown): void {
    if (typeof message !== 'object' || message === null) return;
    const said = message as { kind?: unknown; account?: unknown; chat: string; text: string };
    if (said.kind !== 'draft' || said.account !== this.#account) return;
    this.#put(said.chat, said.text);
  }

  #save(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#unsaved.size === 0) return;
    const { storage } = this.#platform;
    for (const chat of this.#unsaved) {
      const text = this.of(chat);
      storage.set(this.#account, keyOf(chat), text === '' ? undefined : text).catch(ignore);
    }
    this.#unsaved.clear();
    const names = [...this.#texts].filter(([, text]) => text !== '').map(([chat]) => chat);
    storage.set(this.#account, NAMES, names.join(' ') || undefined).catch(ignore);
  }
}

function keyOf(chat: string): string {
  return `draft:${chat}`;
}

function ignore(): void {}
