// Which messages of a log are pinned: asked for when it is shown, and kept by the events that come.
import type { Message } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import type { Api } from '../api.ts';
import type { LogEntry } from './log-entry.ts';

/** What pins need from their surroundings. */
export interface PinsPorts {
  readonly api: Api;
  /** The pins of this log are others. Called synchronously. */
  changed(log: string): void;
}

/** The pins of all logs that are shown. */
export class Pins {
  readonly #ports: PinsPorts;
  /** Asked for, or not to be asked for until the link is open again. */
  readonly #asked = new Set<LogEntry>();
  readonly #outdated = new Set<LogEntry>();

  constructor(ports: PinsPorts) {
    this.#ports = ports;
  }

  /** Sees to it that the pins of a log that is shown are known. */
  care(entry: LogEntry): void {
    if (entry.pins === undefined && entry.shown > 0 && !this.#asked.has(entry)) {
      void this.load(entry);
    }
  }

  /** The pinned messages as the server has them, last pinned first. */
  async load(entry: LogEntry) {
    this.#asked.add(entry);
    this.#outdated.delete(entry);
    const { api, changed } = this.#ports;
    const answer = await api.request<{ items: Message[] }>('GET', `${entry.path}/pins`);
    if ('offline' in answer) return answer;
    this.#asked.delete(entry);
    const messages = answer.ok ? answer.value.items : [];
    if (this.#outdated.has(entry)) {
      void this.load(entry);
    } else {
      entry.sources.learn(messages);
      entry.pins = messages.map(({ seq }) => seq);
      changed(entry.log);
    }
    return answer;
  }

  /** Events of a log. */
  events(entry: LogEntry, events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind !== 'message.pinned' && event.kind !== 'message.deleted') continue;
      if (this.#asked.has(entry)) this.#outdated.add(entry);
      if (!entry.pins) continue;
      const others = entry.pins.filter((seq) => seq !== event.target);
      const on = event.kind === 'message.pinned' && event.on;
      entry.pins = on ? [event.target, ...others] : others;
    }
  }

  /** To be called when the link is open (again): what failed is asked for again. */
  opened(): void {
    this.#asked.clear();
  }
}
