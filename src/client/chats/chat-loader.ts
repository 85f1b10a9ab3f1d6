// Fetches the snapshots that the roster takes in: the list at the start and after a reconnect, single chats when they are
// shown, entered or jumped. What fails is tried again, later or when the link is open.
import { backoffMs } from '#base/backoff.ts';
import type { Timer } from '#base/clock.ts';
import { chatOf } from '#core/log-name.ts';
import type { Chat } from '#protocol/chat.ts';
import { PAGE_MAX } from '#protocol/limits.ts';
import { type Api, query } from '../api.ts';
import { type HistoryPorts, loadBackTo, loadOlder, loadShown } from '../messages/history.ts';
import type { LogEntry } from '../messages/log-entry.ts';
import type { Platform } from '../platform.ts';
import type { Roster } from './roster.ts';

const BACKOFF = { firstMs: 1_000, mostMs: 30_000 };

interface Page {
  readonly items: readonly Chat[];
  readonly next?: string;
  readonly asOf?: number;
}

/** What a loader needs from its surroundings. All are called synchronously. */
export interface ChatLoaderPorts {
  readonly api: Api;
  readonly platform: Platform;
  readonly roster: Roster;
  /** The list is there for the first time; `asOf`: the head of one's own log that it reflects. */
  listed(asOf: number | undefined): void;
  /** A single chat, or with undefined the list, is at another point of being loaded. */
  changed(id: string | undefined): void;
}

/** Loads chats for one client. */
export class ChatLoader {
  readonly #ports: ChatLoaderPorts;
  readonly #history: HistoryPorts;
  #list: 'loading' | 'ready' | 'failing' = 'loading';
  #listing = false;
  #listAgain = false;
  readonly #wanted = new Set<string>();
  readonly #fetching = new Set<string>();
  readonly #failing = new Set<string>();
  #timer: Timer | undefined;
  #failures = 0;
  #closed = false;

  constructor(ports: ChatLoaderPorts) {
    this.#ports = ports;
    this.#history = {
      api: ports.api,
      changed: ({ log }) => ports.changed(chatOf(log)),
      failed: () => this.#later(),
    };
  }

  get list(): 'loading' | 'ready' | 'failing' {
    return this.#list;
  }

  /** Whether this chat could not be fetched so far. */
  isFailing(id: string): boolean {
    return this.#failing.has(id);
  }

  /** Loads the list; once more when that is under way, because what comes may be from before. */
  async loadList(): Promise<void> {
    if (this.#listing) {
      this.#listAgain = true;
      return;
    }
    this.#listing = true;
    const went = await this.#loadPages();
    this.#listing = false;
    if (this.#closed) return;
    if (!went) {
      if (this.#list === 'loading') this.#list = 'failing';
      this.#listAgain = true;
      this.#later();
      this.#ports.changed(undefined);
    } else if (this.#listAgain) {
      this.#listAgain = false;
      void this.loadList();
    }
  }

  /** Fetches a chat with its members. */
  fetch(id: string): void {
    this.#wanted.add(id);
    if (!this.#fetching.has(id)) void this.#fetch(id);
  }

  /** Sees to it that a chat that is shown has what it shows. */
  care(id: string): void {
    const { roster } = this.#ports;
    const entry = roster.find(id);
    if (!entry?.detailed && !roster.drops.has(id)) this.fetch(id);
    if (!entry || entry.shown === 0) return;
    const { history } = entry;
    if (history === 'none' || history === 'failing') void loadShown(entry, this.#history);
  }

  /** One older page of a chat. */
  older(entry: LogEntry): Promise<void> {
    return loadOlder(entry, this.#history);
  }

  /** As far back as a message. */
  reach(entry: LogEntry, seq: number): Promise<boolean> {
    return loadBackTo(entry, seq, this.#history);
  }

  /** To be called when the link is open (again): tries again what failed. */
  opened(): void {
    this.#failures = 0;
    this.#again();
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  async #loadPages(): Promise<boolean> {
    const { api, roster } = this.#ports;
    const { news } = roster;
    const drops = roster.drops.count;
    const chats: Chat[] = [];
    let asOf: number | undefined;
    let after: string | undefined;
    do {
      const page = await api.request<Page>('GET', `/chats${query({ limit: PAGE_MAX, after })}`);
      if (!page.ok || this.#closed) return false;
      chats.push(...page.value.items);
      asOf ??= page.value.asOf;
      after = page.value.next;
    } while (after !== undefined);
    const first = this.#list !== 'ready';
    this.#list = 'ready';
    roster.takeList(
      chats.filter(({ id }) => !roster.drops.since(id, drops)),
      news,
    );
    if (first) this.#ports.listed(asOf);
    this.#ports.changed(undefined);
    return true;
  }

  async #fetch(id: string): Promise<void> {
    const { api, roster } = this.#ports;
    this.#fetching.add(id);
    this.#wanted.delete(id);
    const { news } = roster;
    const drops = roster.drops.count;
    const answer = await api.request<Chat>('GET', `/chats/${encodeURIComponent(id)}`);
    this.#fetching.delete(id);
    if (this.#closed) return;
    if (answer.ok) {
      this.#failing.delete(id);
      if (!roster.drops.since(id, drops)) roster.take(answer.value, { news, whole: true });
    } else if ('refused' in answer && answer.refused.rejected === 'notFound') {
      this.#failing.delete(id);
      roster.drop(id);
    } else {
      this.#failing.add(id);
      this.#wanted.add(id);
      this.#later();
      this.#ports.changed(id);
      return;
    }
    if (this.#wanted.has(id)) void this.#fetch(id);
    else this.care(id);
  }

  #later(): void {
    const { clock, random } = this.#ports.platform;
    if (this.#closed) return;
    this.#timer ??= clock.after(backoffMs(this.#failures++, BACKOFF, random), () => this.#again());
  }

  #again(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#listAgain && !this.#listing) {
      this.#listAgain = false;
      void this.loadList();
    }
    for (const id of [...this.#wanted]) if (!this.#fetching.has(id)) void this.#fetch(id);
    for (const [id, { shown }] of this.#ports.roster.entries) if (shown > 0) this.care(id);
  }
}
