// The way in on a full screen: sign in, or make an account. The password is never shown.
import type { Door, Outcome } from '#client/model.ts';
import type { Account } from '#protocol/person.ts';
import type { Place } from '#protocol/route.ts';
import { type Editor, EMPTY, pressed } from '../face/editor.ts';
import type { Press } from '../face/press.ts';
import { safeLine } from '../text/safe.ts';
import { fit, type Line, span } from '../text/spans.ts';
import type { Drawn } from './screen.ts';

interface Field {
  readonly name: 'username' | 'password' | 'code' | 'invite';
  readonly label: string;
  readonly hidden?: boolean;
}

const NAME: Field = { name: 'username', label: 'User name' };
const PASSWORD: Field = { name: 'password', label: 'Password', hidden: true };

/** The form. `entered` is called once, with the account. */
export class DoorForm implements Drawn {
  columns = 80;
  rows = 24;
  #register: boolean;
  #at = 0;
  #texts: Record<string, Editor> = {};
  #said = '';
  #busy = false;
  readonly #listeners = new Set<() => void>();
  readonly #door: Door;
  readonly #place: Place;
  readonly #device: string;
  readonly #entered: (account: Account) => void;

  constructor(door: Door, place: Place, device: string, entered: (account: Account) => void) {
    this.#door = door;
    this.#place = place;
    this.#device = device;
    this.#entered = entered;
    this.#register = place.fresh;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.#changed();
  }

  press(press: Press): void {
    if (this.#busy) return;
    const { key } = press;
    const { length } = this.#fields;
    if (key === 'tab' || key === 'down') this.#at = (this.#at + 1) % length;
    else if (key === 'backtab' || key === 'up') this.#at = (this.#at + length - 1) % length;
    else if (key === 'C-r') this.#turn();
    else if (key === 'enter') this.#enter();
    else this.#write(press);
    this.#changed();
  }

  frame(): ReturnType<Drawn['frame']> {
    const { name, fresh } = this.#place;
    const place = safeLine(name);
    const title = this.#register ? `Welcome to ${place}` : `Sign in to ${place}`;
    const first = 'You are the first one here, so this place will be yours to look after.';
    const other = this.#register ? 'You have an account? Ctrl+R' : 'New here? Ctrl+R';
    const fields = this.#fields.map((field, at) => this.#fieldLine(field, at));
    const head: Line[] = [
      [],
      [span(`  ${title}`, { bold: true })],
      [span(`  ${fresh ? first : ''}`)],
      [],
    ];
    const lines: Line[] = [
      ...head,
      ...fields,
      [],
      [span(`  ${this.#said}`, { color: 'red' })],
      [],
      [span(`  Enter goes on, Tab to the next.   ${other}   Ctrl+C leaves`, { dim: true })],
    ];
    const shown = Array.from({ length: this.rows }, (_, at) => fit(lines[at] ?? [], this.columns));
    const field = this.#fields[this.#at] ?? NAME;
    const x = field.hidden ? 16 : 16 + this.#text(field).length;
    return {
      lines: shown,
      cursor: { x: Math.min(x, this.columns - 1), y: head.length + this.#at },
    };
  }

  get #fields(): readonly Field[] {
    if (!this.#register) return [{ ...NAME, label: 'User name' }, PASSWORD];
    const { codeNeeded, signUp, fresh } = this.#place;
    const code: Field[] = codeNeeded ? [{ name: 'code', label: 'Code' }] : [];
    const byInvite = signUp === 'invite' && !fresh;
    return [
      NAME,
      PASSWORD,
      ...code,
      ...(byInvite ? [{ name: 'invite', label: 'Invite' } as const] : []),
    ];
  }

  #fieldLine(field: Field, at: number): Line {
    const text = this.#text(field);
    const shown = field.hidden ? (text === '' ? '' : '(not shown)') : safeLine(text);
    const mark = at === this.#at ? '› ' : '  ';
    return [
      span(mark, { color: 'cyan', bold: true }),
      span(field.label.padEnd(14), { dim: at !== this.#at }),
      span(shown, { dim: field.hidden ?? false }),
    ];
  }

  #text({ name }: Field): string {
    return this.#texts[name]?.text ?? '';
  }

  #write(press: Press): void {
    const field = this.#fields[this.#at];
    if (!field || press.key === 'newline') return;
    const editor = this.#texts[field.name] ?? EMPTY;
    this.#texts = { ...this.#texts, [field.name]: pressed(editor, press) ?? editor };
  }

  #turn(): void {
    this.#register = !this.#register;
    this.#at = 0;
    this.#said = '';
  }

  #enter(): void {
    const empty = this.#fields.findIndex((field) => this.#text(field) === '');
    if (empty >= 0) {
      this.#at = empty;
      return;
    }
    this.#busy = true;
    this.#said = '';
    void this.#ask().then((outcome) => this.#answered(outcome));
  }

  #ask(): Promise<Outcome<Account>> {
    const said = Object.fromEntries(this.#fields.map((field) => [field.name, this.#text(field)]));
    const { username = '', password = '', ...more } = said;
    const device = this.#device;
    if (this.#register) return this.#door.signUp({ username, password, device, ...more });
    return this.#door.signIn({ login: username, password, device });
  }

  #answered(outcome: Outcome<Account>): void {
    this.#busy = false;
    if (outcome.ok) {
      this.#entered(outcome.value);
      return;
    }
    const offline = 'The server could not be reached. Try again in a moment.';
    this.#said = 'offline' in outcome ? offline : safeLine(outcome.refused.message);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
