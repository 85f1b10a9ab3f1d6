// The full-screen client without its screen: what is open, what is chosen, what a key does. Draws nothing; tells when
// something may look different.
import type { ChatRow, Client, Outcome } from '#client/model.ts';
import { clock } from '../platform/clock.ts';
import { safeLine } from '../text/safe.ts';
import { words } from '../words.ts';
import { watchBell } from './bell.ts';
import { watchComings, watchFailures, watchNews } from './comings.ts';
import { type Completion, complete, completionOf } from './completion.ts';
import type { Desk, Outside } from './desk.ts';
import { insert, pressed } from './editor.ts';
import { knownEmoji, loadEmoji } from './emoji.ts';
import { menuOf, switcherOf } from './menus.ts';
import { type Picker, pickerPressed } from './picker.ts';
import { escapeAndLetter, type Press } from './press.ts';
import { rowBeside } from './rows.ts';
import { chosenPressed } from './select.ts';
import { type Place, Talk } from './talk.ts';

/** Without a connection for so long, one is told. */
const LOST_MS = 2_000;
const SAID_MS = 6_000;
const IDLE_MS = 5 * 60_000;

/** Keys that do in a list what they do elsewhere. */
const ANYWHERE = new Set(['C-k', 'C-o', 'C-l']);

/** The client on screen. */
export class Face implements Desk {
  readonly client: Client;
  readonly outside: Outside;
  talk: Talk | undefined;
  picker: Picker | undefined;
  help = false;
  /** A short sentence for the line at the bottom. */
  said = '';
  columns = 80;
  rows = 24;
  /** Lines to scroll at the next drawing, up when positive. */
  scrollBy = 0;
  /** Rows that the chat list is scrolled away from the open one. */
  listBy = 0;
  focused = true;
  /** There is no connection, and was none for a while. */
  isLost = false;
  #listeners = new Set<() => void>();
  #saidTimer: { cancel(): void } | undefined;
  #idleTimer: { cancel(): void } | undefined;
  #lostTimer: { cancel(): void } | undefined;
  #list: { readonly of: readonly ChatRow[]; readonly shown: readonly ChatRow[] } = {
    of: [],
    shown: [],
  };
  readonly #stops: (() => void)[];

  constructor(client: Client, outside: Outside) {
    this.client = client;
    this.outside = outside;
    const changed = (): void => this.changed();
    this.#stops = [
      client.chats.subscribe(() => this.#listChanged()),
      client.connection.subscribe(() => this.#connectionChanged()),
      client.account.subscribe(changed),
      watchFailures(client, (text) => this.say(text)),
      watchBell(client, (text) => outside.ring(text)),
      watchComings(client, (text) => this.say(text)),
      watchNews(client, (text) => this.say(text)),
      client.contacts.subscribe(changed),
    ];
    this.#connectionChanged();
    this.stirred();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.changed();
  }

  close(): void {
    this.#saidTimer?.cancel();
    this.#idleTimer?.cancel();
    this.#lostTimer?.cancel();
    for (const stop of this.#stops) stop();
    this.talk?.close();
  }

  /** It is on screen now: what was seen is read, and what is missing above is loaded. */
  drawn(): void {
    const { talk, focused } = this;
    if (!talk || this.picker || this.help) return;
    if (focused) talk.tellSeen();
    const { state, start, loadingOlder } = talk.conversation.timeline.get();
    if (talk.atTop && state === 'ready' && !start && !loadingOlder) {
      void talk.conversation.loadOlder();
    }
  }

  /** Chats in the order of the list, without the archived ones. */
  get list(): readonly ChatRow[] {
    const { rows } = this.client.chats.get();
    if (this.#list.of !== rows) {
      this.#list = { of: rows, shown: rows.filter(({ archived }) => !archived) };
    }
    return this.#list.shown;
  }

  open(place: Place): void {
    this.picker = undefined;
    if (this.talk?.place.kind === place.kind && this.talk.place.id === place.id) {
      this.changed();
      return;
    }
    this.talk?.close();
    this.listBy = 0;
    this.scrollBy = 0;
    this.talk = new Talk(this.client, place, () => this.changed());
    if (place.kind === 'chat') this.outside.remember(place);
    this.changed();
  }

  /** Says something for a few seconds. */
  say(text: string): void {
    this.said = safeLine(text);
    this.#saidTimer?.cancel();
    this.#saidTimer = clock.after(SAID_MS, () => {
      this.said = '';
      this.changed();
    });
    this.changed();
  }

  /** Waits for an act and says what went wrong with it; whether it went well. */
  async tried<T>(act: Promise<Outcome<T>>): Promise<T | undefined> {
    const outcome = await act;
    if (outcome.ok) return outcome.value;
    this.say('offline' in outcome ? words.lost : outcome.refused.message);
    return undefined;
  }

  show(picker: Picker | undefined): void {
    this.picker = picker;
    this.changed();
  }

  get completion(): Completion | undefined {
    if (!this.talk) return undefined;
    if (/:\w*$/.test(this.talk.editor.text.slice(0, this.talk.editor.at))) this.#readEmoji();
    return completionOf(this.talk.editor, () => this.client.people.get(), knownEmoji());
  }

  /** Takes a key. */
  press(press: Press): void {
    const two = this.#isWriting ? undefined : escapeAndLetter(press);
    if (press.key === 'focus' || press.key === 'blur') this.focused = press.key === 'focus';
    else if (press.key === 'C-c') this.outside.leave();
    else for (const one of two ?? [press]) this.#take(one);
    if (press.key !== 'blur') this.stirred();
    this.changed();
  }

  /** Whether there is a text in which keys move and cut. */
  get #isWriting(): boolean {
    const { picker, talk } = this;
    if (picker) return picker.query.text !== '';
    return talk !== undefined && talk.selected === undefined && talk.editor.text !== '';
  }

  #take(press: Press): void {
    if (this.help) {
      this.help = false;
    } else if (press.key === 'help') {
      this.help = true;
    } else if (this.picker && !ANYWHERE.has(press.key)) {
      this.#pick(this.picker, press);
    } else if (this.#go(press.key)) {
      return;
    } else if (this.talk?.selected !== undefined) {
      chosenPressed(this, this.talk, press);
    } else if (this.talk) {
      this.#write(this.talk, press);
    }
  }

  #pick(picker: Picker, press: Press): void {
    const picked = pickerPressed(picker, press);
    this.picker = picked.kind === 'open' ? picked.picker : undefined;
    if (picked.kind === 'chosen') picked.act();
  }

  /** Keys that mean the same everywhere; whether it was one. */
  #go(key: string): boolean {
    const page = Math.max(1, this.rows - 8);
    const acts: Readonly<Record<string, () => void>> = {
      'C-k': () => this.show(switcherOf(this)),
      'C-o': () => this.show(menuOf(this)),
      'C-l': () => this.outside.redraw(),
      'M-up': () => this.#step(-1, false),
      'M-down': () => this.#step(1, false),
      'M-S-up': () => this.#step(-1, true),
      'M-S-down': () => this.#step(1, true),
      pageup: () => this.scroll(page),
      pagedown: () => this.scroll(-page),
      'S-up': () => this.scroll(1),
      'S-down': () => this.scroll(-1),
    };
    const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
    act?.();
    return act !== undefined;
  }

  /** Lines up, down when negative. */
  scroll(by: number): void {
    if (this.talk && !this.talk.anchor) {
      this.talk.leftAt = this.talk.conversation.timeline.get().newest;
    }
    this.scrollBy += by;
  }

  #step(by: -1 | 1, unread: boolean): void {
    const row = rowBeside(this.list, this.talk?.place.id, by, unread);
    if (row) this.open({ kind: 'chat', id: row.id });
  }

  #write(talk: Talk, press: Press): void {
    const { key } = press;
    const { editor } = talk;
    const isEmpty = editor.text === '';
    const { denied } = talk;
    const adds = press.text !== undefined || key === 'enter' || key === 'newline';
    if (denied !== undefined && adds) this.say(denied);
    else if (key === 'enter') this.#send(talk);
    else if (key === 'newline') talk.write(insert(editor, '\n'));
    else if (key === 'tab') this.#complete(talk);
    else if (key === 'escape') talk.escape();
    else if (key === 'end' && isEmpty) talk.anchor = undefined;
    else if (key !== 'up' || !isEmpty || !talk.editLast()) {
      talk.write(pressed(editor, press) ?? editor);
    }
  }

  #send(talk: Talk): void {
    if (!talk.send() && talk.conversation.writing.get().editing) {
      this.say('Nothing is left of this message. To take it away, delete it.');
    }
  }

  #complete(talk: Talk): void {
    const { completion } = this;
    if (completion) talk.write(complete(talk.editor, completion, 0));
  }

  #readEmoji(): void {
    if (knownEmoji().length === 0) void loadEmoji().then(() => this.changed());
  }

  #listChanged(): void {
    const people = this.list.slice(0, 200).flatMap(({ person }) => (person ? [person.id] : []));
    this.client.watch('list', people);
    if (!this.talk && this.list[0]) this.open({ kind: 'chat', id: this.list[0].id });
    this.changed();
  }

  /** That there is no connection is said after a while, also when nothing else happens. */
  #connectionChanged(): void {
    if (this.client.connection.get().state === 'open') {
      this.#lostTimer?.cancel();
      this.#lostTimer = undefined;
      this.isLost = false;
    } else {
      this.#lostTimer ??= clock.after(LOST_MS, () => {
        this.isLost = true;
        this.changed();
      });
    }
    this.changed();
  }

  /** Somebody is here: others see that for five minutes. */
  stirred(): void {
    this.client.active(this.focused);
    this.#idleTimer?.cancel();
    this.#idleTimer = clock.after(IDLE_MS, () => this.client.active(false));
  }
}
