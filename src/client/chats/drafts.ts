// What is written and not sent, per chat (or wall): in memory at once, in storage a moment later, in other tabs, and on
// other devices. A second, small value names the chats that have one, because storage is asked by name only.
import type { Timer } from '#base/clock.ts';
import type { Platform } from '../platform.ts';
import { DraftSync, type DraftSyncPorts } from './draft-sync.ts';

const SAVE_DEBOUNCE_MS = 300;
const NAMES = 'drafts';

/** What drafts need from their surroundings. */
export interface DraftsPorts extends Pick<DraftSyncPorts, 'tell' | 'isOpen'> {
  changed(chat: string): void;
}

/** The drafts of one account. */
export class Drafts {
  readonly #platform: Platform;
  readonly #account: string;
  readonly #changed: (chat: string) => void;
  readonly #sync: DraftSync;
  /** What the server said before storage was read. */
  readonly #early = new Map<string, string>();
  readonly #agreed = new Map<string, string>();
  #loaded = false;
  readonly #texts = new Map<string, string>();
  readonly #unsaved = new Set<string>();
  readonly #stopHearing: (() => void) | undefined;
  readonly #stopLeaving: (() => void) | undefined;
  #timer: Timer | undefined;

  /** `ports.changed` is called with the chat whose draft is another now. */
  constructor(platform: Platform, account: string, { changed, tell, isOpen }: DraftsPorts) {
    this.#sync = new DraftSync({
      clock: platform.clock,
      tell,
      isOpen,
      textOf: (chat) => this.of(chat),
      adopt: (chat, text) => this.#adopt(chat, text),
      agreed: (chat, text) => this.#keepAgreed(chat, text),
    });
    this.#platform = platform;
    this.#account = account;
    this.#changed = changed;
    this.#stopHearing = platform.onTold?.((message) => this.#told(message));
    this.#stopLeaving = platform.onLeaving?.(() => this.#save());
  }

  /** Loads what is stored. What was typed meanwhile stays. Never throws. */
  async start(): Promise<void> {
    const names = (await this.#read(NAMES))?.split(' ').filter(Boolean) ?? [];
    for (const chat of names) {
      const text = (await this.#read(keyOf(chat))) ?? '';
      const agreed = (await this.#read(agreedKeyOf(chat))) ?? '';
      this.#agreed.set(chat, agreed);
      if (text !== '' && !this.#texts.has(chat)) this.#put(chat, text);
      if (isShared(chat)) this.#sync.restore(chat, agreed);
    }
    this.#loaded = true;
    for (const [chat, text] of this.#early) this.#sync.heard(chat, text);
    this.#early.clear();
  }

  /** The server says how a chat's draft stands. */
  heard(chat: string, text: string): void {
    if (this.#loaded) this.#sync.heard(chat, text);
    else this.#early.set(chat, text);
  }

  /** To be called when the link is open (again). */
  opened(): void {
    this.#sync.opened();
  }

  /** The draft of a chat; empty when there is none. */
  of(chat: string): string {
    return this.#texts.get(chat) ?? '';
  }

  set(chat: string, text: string): void {
    if (text === this.of(chat)) return;
    this.#adopt(chat, text);
    this.#platform.tell?.({ kind: 'draft', account: this.#account, chat, text });
    if (isShared(chat)) this.#sync.written(chat);
  }

  /** Stores what is not stored yet, and stops. */
  close(): void {
    this.#stopHearing?.();
    this.#stopLeaving?.();
    this.#sync.close();
    this.#save();
  }

  #adopt(chat: string, text: string): void {
    this.#put(chat, text);
    this.#saveSoon(chat);
  }

  #saveSoon(chat: string): void {
    this.#unsaved.add(chat);
    this.#timer ??= this.#platform.clock.after(SAVE_DEBOUNCE_MS, () => this.#save());
  }

  #keepAgreed(chat: string, text: string): void {
    this.#agreed.set(chat, text);
    this.#saveSoon(chat);
  }

  #read(key: string): Promise<string | undefined> {
    return this.#platform.storage.get(this.#account, key).catch(() => undefined);
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
    const save = (key: string, text = ''): void => {
      storage.set(this.#account, key, text === '' ? undefined : text).catch(ignore);
    };
    for (const chat of this.#unsaved) {
      save(keyOf(chat), this.of(chat));
      save(agreedKeyOf(chat), this.#agreed.get(chat));
    }
    this.#unsaved.clear();
    const known = [...this.#texts, ...this.#agreed].filter(([, text]) => text !== '');
    save(NAMES, [...new Set(known.map(([chat]) => chat))].join(' '));
  }
}

function agreedKeyOf(chat: string): string {
  return `agreed:${chat}`;
}

/** Only chats have a place on the server for what is written in them. */
function isShared(chat: string): boolean {
  return !chat.startsWith('wall:');
}

function keyOf(chat: string): string {
  return `draft:${chat}`;
}

function ignore(): void {}
