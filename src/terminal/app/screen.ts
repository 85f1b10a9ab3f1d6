// The whole screen of the terminal, from taking it over to giving it back. Draws what is shown at most once per turn of the
// event loop, so keys that come together are drawn together, and writes only the lines that have changed, each at its own
// place, in one synchronized update. Nothing wraps: where a terminal takes a character for wider than it is here, one
// line suffers and not the screen.
import type { Clock } from '#base/clock.ts';
import { clock as systemClock } from '../platform/clock.ts';
import { type Line, paint } from '../text/spans.ts';

/** Between the beginnings of two frames: a flood of events leaves most of the time to keys. */
const FRAME_MS = 8;
const ESC = '\u001b';
const ENTER = `${ESC}[?1049h${ESC}[?25l${ESC}[?7l`;
const LEAVE = `${ESC}[?7h${ESC}[?25h${ESC}[?1049l`;
const BEGIN = `${ESC}[?2026h${ESC}[?25l`;
const END = `${ESC}[?2026l`;
const CLEAR = `${ESC}[2J`;
const CLEAR_LINE = `${ESC}[2K`;
const SHOW_CURSOR = `${ESC}[?25h`;

/** What can be drawn: tells when it may look different, and gives its lines. */
export interface Drawn {
  subscribe(listener: () => void): () => void;
  frame(): {
    readonly lines: readonly Line[];
    readonly cursor: { readonly x: number; readonly y: number } | undefined;
  };
  /** It is on screen now. */
  drawn?(): void;
}

/** Where it is written to. */
export interface Output {
  write(text: string): unknown;
}

/** The screen, taken over; shows one thing at a time. */
export class Screen {
  readonly #output: Output;
  readonly #colors: boolean;
  readonly #clock: Clock;
  #drawn: Drawn | undefined;
  #stop: () => void = () => undefined;
  /** The lines as they stand in the terminal; undefined when nobody knows. */
  #rows: readonly Row[] | undefined;
  #cursor = '';
  #isDue = false;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(output: Output, colors: boolean, clock: Clock = systemClock) {
    this.#output = output;
    this.#colors = colors;
    this.#clock = clock;
    output.write(ENTER);
  }

  show(drawn: Drawn): void {
    this.#stop();
    this.#drawn = drawn;
    this.#stop = drawn.subscribe(() => this.#soon());
    this.redraw();
  }

  /** Draws everything anew: its size is another, or something else has written to it. */
  redraw(): void {
    this.#rows = undefined;
    this.#soon();
  }

  /** Gives the terminal back as it was. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop();
    this.#output.write(LEAVE);
  }

  #soon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const rest = FRAME_MS - (this.#clock.elapsed() - this.#drawnAt);
    if (rest > 0) this.#clock.after(rest, () => this.#draw());
    else setImmediate(() => this.#draw());
  }

  #draw(): void {
    this.#isDue = false;
    if (this.#closed || !this.#drawn) return;
    this.#drawnAt = this.#clock.elapsed();
    const { lines, cursor } = this.#drawn.frame();
    const rows = lines.map((line, at) => this.#painted(line, this.#rows?.[at]));
    const changes = changesOf(this.#rows, rows);
    const place = cursor ? at(cursor.y, cursor.x) + SHOW_CURSOR : '';
    if (changes !== '' || place !== this.#cursor) {
      this.#output.write(BEGIN + changes + place + END);
    }
    this.#rows = rows;
    this.#cursor = place;
    this.#drawn.drawn?.();
  }

  /** Lines that have not changed are the same objects, and painted already. */
  #painted(line: Line, before: Row | undefined): Row {
    return before?.line === line ? before : { line, bytes: paint(line, this.#colors) };
  }
}

interface Row {
  readonly line: Line;
  readonly bytes: string;
}

/** What makes the rows before to those after. */
function changesOf(before: readonly Row[] | undefined, after: readonly Row[]): string {
  let changes = before ? '' : CLEAR;
  for (let row = 0; row < Math.max(before?.length ?? 0, after.length); row += 1) {
    const bytes = after[row]?.bytes ?? '';
    if (bytes !== (before?.[row]?.bytes ?? '')) changes += at(row, 0) + CLEAR_LINE + bytes;
  }
  return changes;
}

function at(row: number, column: number): string {
  return `${ESC}[${row + 1};${column + 1}H`;
}
