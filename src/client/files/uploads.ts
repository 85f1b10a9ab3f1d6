// Files on their way up, from the moment they are picked until the message they go with is stored. Tries again by itself
// while the network is away; what the server refuses says why. Knows nothing of composers and timelines.
import { backoffMs } from '#base/backoff.ts';
import type { Timer } from '#base/clock.ts';
import { mintId } from '#base/random.ts';
import type { File } from '#protocol/blob.ts';
import { outcomeOf } from '../api.ts';
import type { Attachment, LocalFile } from '../model/files.ts';
import type { Outcome, Refused } from '../model/outcome.ts';
import type { Platform, Sending } from '../platform.ts';

const BACKOFF = { firstMs: 1_000, mostMs: 30_000 };
/** Uploads that are under way at a time; the others wait for their turn. */
const AT_ONCE = 3;

interface Entry {
  view: Attachment;
  sending?: Sending | undefined;
  /** Whether it survives a reload. */
  kept: boolean;
}

/** What is ready to go with a message: ids and captions, in order. */
export type FilesReady = readonly { id: string; caption?: string }[];

/** All uploads of one account. */
export class Uploads {
  readonly #platform: Platform;
  readonly #account: string;
  readonly #changed: () => void;
  readonly #entries = new Map<string, Entry>();
  #timer: Timer | undefined;
  #failures = 0;
  #closed = false;

  /** `changed` is called when anything about any of them is another. */
  constructor(platform: Platform, account: string, changed: () => void) {
    this.#platform = platform;
    this.#account = account;
    this.#changed = changed;
  }

  /** Begins to send a file up; the key names it from now on. */
  add(local: LocalFile, key = mintId(this.#platform.random)): string {
    const view: Attachment = { key, local, caption: '', state: 'waiting', progress: 0 };
    this.#entries.set(key, { view, kept: false });
    void this.#look(key);
    this.#work();
    this.#changed();
    return key;
  }

  /** One as it stands. */
  find(key: string): Attachment | undefined {
    return this.#entries.get(key)?.view;
  }

  caption(key: string, caption: string): void {
    this.#set(key, { caption });
  }

  /** Tries one again that failed, or, when it is `lost`, one that the server has not kept so long. */
  retry(key: string, lost = false): void {
    const state = this.find(key)?.state;
    if (state !== 'failed' && !(lost && state === 'ready')) return;
    this.#set(key, { state: 'waiting', refused: undefined, file: undefined, progress: 0 });
    this.#work();
  }

  /** Gives one up: nothing more is sent, nothing is kept. */
  remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    entry.sending?.cancel();
    if (entry.view.preview) this.#platform.forgetPreview?.(entry.view.preview);
    if (entry.kept) this.#platform.storage.dropFile?.(this.#account, key).catch(ignore);
    this.#work();
    this.#changed();
  }

  /** Sees to it that files survive a reload, as far as the platform can. */
  async keep(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const entry = this.#entries.get(key);
      if (!entry || entry.kept || !this.#platform.storage.keepFile) continue;
      entry.kept = true;
      await this.#platform.storage.keepFile(this.#account, key, entry.view.local).catch(ignore);
    }
  }

  /** Takes up again what was kept before a reload. False for those that are lost. */
  async restore(key: string, caption: string): Promise<boolean> {
    if (this.#entries.has(key)) return true;
    const local = await this.#platform.storage.file?.(this.#account, key).catch(() => undefined);
    if (!local) return false;
    this.add(local, key);
    const entry = this.#entries.get(key);
    if (entry) entry.kept = true;
    this.caption(key, caption);
    return true;
  }

  /** What goes with a message: undefined while something is on its way, a refusal when something cannot go. */
  ready(keys: readonly string[]): FilesReady | Refused | undefined {
    const files: { id: string; caption?: string }[] = [];
    for (const key of keys) {
      const view = this.find(key);
      if (!view || view.state === 'failed') return view?.refused ?? LOST;
      if (!view.file) return undefined;
      const caption = view.caption.trim();
      files.push({ id: view.file.id, ...(caption ? { caption } : {}) });
    }
    return files;
  }

  /** To be called when the link is open (again). */
  opened(): void {
    this.#failures = 0;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#work();
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    for (const { sending } of this.#entries.values()) sending?.cancel();
  }

  #set(key: string, change: Partial<Attachment>): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    entry.view = { ...entry.view, ...change };
    this.#changed();
  }

  async #look(key: string): Promise<void> {
    const local = this.find(key)?.local;
    const preview = local && (await this.#platform.preview?.(local).catch(() => undefined));
    if (!preview) return;
    if (!this.#entries.has(key)) return this.#platform.forgetPreview?.(preview.url);
    const { url, width, height } = preview;
    this.#set(key, { preview: url, width, height });
  }

  #work(): void {
    if (this.#closed || this.#timer) return;
    const entries = [...this.#entries.values()];
    let free = AT_ONCE - entries.filter(({ sending }) => sending).length;
    for (const entry of entries) {
      if (free <= 0) return;
      if (entry.view.state !== 'waiting' || entry.sending) continue;
      free--;
      void this.#send(entry);
    }
  }

  async #send(entry: Entry): Promise<void> {
    const { key, local } = entry.view;
    this.#set(key, { state: 'uploading' });
    const sending = this.#platform.upload(this.#account, local, (progress) =>
      this.#set(key, { progress }),
    );
    entry.sending = sending;
    const outcome = await sending.done.then(
      (answer) => outcomeOf<File>(answer),
      (): Outcome<File> => ({ ok: false, offline: true }),
    );
    entry.sending = undefined;
    if (this.#closed || !this.#entries.has(key)) return;
    this.#settle(key, outcome);
    this.#work();
  }

  #settle(key: string, outcome: Outcome<File>): void {
    if (outcome.ok) {
      this.#failures = 0;
      this.#set(key, { state: 'ready', progress: 1, file: outcome.value });
    } else if ('refused' in outcome && outcome.refused.retryAfterMs === undefined) {
      this.#set(key, { state: 'failed', refused: outcome.refused });
    } else {
      const wait = 'refused' in outcome ? (outcome.refused.retryAfterMs ?? 0) : 0;
      this.#set(key, { state: 'waiting' });
      this.#later(wait);
    }
  }

  #later(atLeastMs: number): void {
    const { clock, random } = this.#platform;
    const delay = Math.max(atLeastMs, backoffMs(this.#failures++, BACKOFF, random));
    this.#timer ??= clock.after(delay, () => {
      this.#timer = undefined;
      this.#work();
    });
  }
}

const LOST: Refused = {
  rejected: 'lost',
  message: 'This file is no longer here. Choose it again.',
};

function ignore(): void {}
