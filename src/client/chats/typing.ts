// Who is typing where: tells others that one types, no more often than needed, and forgets others who have stopped.
import type { Clock, Timer } from '#base/clock.ts';
import { chatLog, chatOf } from '#core/log-name.ts';
import type { Link } from '../link.ts';

/** While one types, this is said again so often. */
const AGAIN_MS = 3_000;
/** So long after the last key one no longer types. */
const PAUSE_MS = 5_000;
/** So long after the last word of it others no longer type. */
const EXPIRY_MS = 6_000;

interface Own {
  saidAt: number;
  timer: Timer;
}

/** Typing in all chats of one client. */
export class Typing {
  readonly #link: Link;
  readonly #clock: Clock;
  readonly #changed: (chat: string) => void;
  readonly #own = new Map<string, Own>();
  readonly #others = new Map<string, Map<string, Timer>>();

  /** `changed` is called with the chat in which somebody began or stopped. */
  constructor(link: Link, clock: Clock, changed: (chat: string) => void) {
    this.#link = link;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Who types in a chat, longest first. */
  in(chat: string): readonly string[] {
    return [...(this.#others.get(chat)?.keys() ?? [])];
  }

  /** A key was pressed in a chat. */
  typed(chat: string): void {
    const own = this.#own.get(chat);
    own?.timer.cancel();
    const timer = this.#clock.after(PAUSE_MS, () => this.stopped(chat));
    const now = this.#clock.elapsed();
    const due = !own || now - own.saidAt >= AGAIN_MS;
    this.#own.set(chat, { saidAt: due ? now : own.saidAt, timer });
    if (due) this.#say(chat, true);
  }

  /** What was being typed is sent, or given up. */
  stopped(chat: string): void {
    const own = this.#own.get(chat);
    if (!own) return;
    own.timer.cancel();
    this.#own.delete(chat);
    this.#say(chat, false);
  }

  /** The server says that somebody types, or stopped. */
  received(log: string, user: string, on: boolean): void {
    const chat = chatOf(log);
    if (chat === undefined) return;
    if (on) this.#types(chat, user);
    else this.said(chat, user);
  }

  #types(chat: string, user: string): void {
    const typing = this.#others.get(chat) ?? new Map<string, Timer>();
    this.#others.set(chat, typing);
    const before = typing.get(user);
    before?.cancel();
    typing.set(
      user,
      this.#clock.after(EXPIRY_MS, () => this.said(chat, user)),
    );
    if (!before) this.#changed(chat);
  }

  /** Somebody's message has come: what they typed is there. */
  said(chat: string, user: string): void {
    const typing = this.#others.get(chat);
    const timer = typing?.get(user);
    if (!timer) return;
    timer.cancel();
    typing?.delete(user);
    this.#changed(chat);
  }

  close(): void {
    for (const { timer } of this.#own.values()) timer.cancel();
    for (const typing of this.#others.values()) for (const timer of typing.values()) timer.cancel();
  }

  #say(chat: string, on: boolean): void {
    this.#link.tell('signal', { kind: 'typing', log: chatLog(chat), on });
  }
}
