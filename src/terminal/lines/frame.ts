// The whole screen as lines: chat list, what is open, the place to write, what is going on. Asks the conversation only for
// the lines that are seen.
import type { PersonView, TimelineItem } from '#client/model.ts';
import type { Face } from '../face/face.ts';
import { matches } from '../face/picker.ts';
import { type Source, windowOf } from '../face/scroll.ts';
import type { SeenLine, Talk } from '../face/talk.ts';
import { safeLine } from '../text/safe.ts';
import { fit, type Line, span } from '../text/spans.ts';
import { KEYS, words } from '../words.ts';
import { choosingLines, editorLines, type WithCursor } from './box-lines.ts';
import { bottomLine, headLines } from './edge-lines.ts';
import { listLines } from './list-lines.ts';
import { type Drawing, itemLines, nameOf } from './message-lines.ts';

/** The screen; `cursor` is undefined where nothing is written. */
export interface Frame {
  readonly lines: readonly Line[];
  readonly cursor: { readonly x: number; readonly y: number } | undefined;
}

const COLUMNS_MIN = 40;
const ROWS_MIN = 10;
const LIST_FROM = 72;
const BOX_ROWS_MAX = 6;
/** Between the chat list and what is open. */
export const LIST_GAP = 2;

/** How wide the chat list is; 0 where there is no room for it. */
export function columnsOfList(columns: number): number {
  return columns < LIST_FROM ? 0 : Math.min(36, Math.max(24, Math.floor(columns * 0.28)));
}

/** Items whose lines are kept: a few screens of them. */
const KEPT_MAX = 400;
const EMPTY: Line = [];

/** Draws the face. Keeps the lines of items between drawings, and what has not changed keeps its identity. */
export class Frames {
  readonly #pictures: Pick<Drawing, 'pictureLines'>;
  /** Those drawn first come first. */
  readonly #cache = new Map<TimelineItem, Kept>();
  /** The rows of the last frame. */
  #rows: readonly Joined[] = [];
  #names: { readonly people: readonly PersonView[]; readonly all: ReadonlySet<string> } = {
    people: [],
    all: new Set(),
  };

  constructor(pictures: Pick<Drawing, 'pictureLines'>) {
    this.#pictures = pictures;
  }

  /** What was drawn may look different now. */
  forget(): void {
    this.#cache.clear();
  }

  frame(face: Face): Frame {
    const { columns, rows } = face;
    if (columns < COLUMNS_MIN || rows < ROWS_MIN) {
      return { lines: [fit([span(words.small)], columns)], cursor: undefined };
    }
    const listColumns = columnsOfList(columns);
    const gap = listColumns > 0 ? LIST_GAP : 0;
    const main = this.#main(face, columns - listColumns - gap, rows - 1);
    const open = face.talk?.place.id;
    const list = listLines(face.list, open, Math.max(3, listColumns), rows - 2, face.listBy);
    const title: Line = [span(` ${safeLine(face.outside.placeName)}`, { bold: true })];
    const left = listColumns > 0 ? [title, ...list] : [];
    this.#rows = Array.from({ length: rows - 1 }, (_, at) =>
      joined(left[at] ?? EMPTY, main.lines[at] ?? EMPTY, listColumns, columns, this.#rows[at]),
    );
    const { x, y } = main.cursor;
    return {
      lines: [...this.#rows.map(({ line }) => line), fit(bottomLine(face), columns)],
      cursor: face.help ? undefined : { x: x + listColumns + gap, y },
    };
  }

  #main(face: Face, columns: number, height: number): WithCursor {
    if (face.help) return { lines: helpLines(), cursor: { x: 0, y: 0 } };
    if (face.picker) {
      const rows = matches(face.picker);
      return choosingLines({ ...face.picker, rows }, columns, height);
    }
    const { talk } = face;
    if (!talk) return { lines: [[span(words.loading, { dim: true })]], cursor: { x: 0, y: 0 } };
    return this.#talk(face, talk, columns, height);
  }

  #talk(face: Face, talk: Talk, columns: number, height: number): WithCursor {
    const box = boxLines(face, talk, columns);
    // However much there is to say above and below it, what was said has room, and so has what is written.
    const most = Math.max(2, Math.floor((height - box.lines.length) / 3));
    const head = shortened(headLines(talk, columns), most);
    const above = aboveBox(face, talk).slice(-most);
    const room = Math.max(1, height - head.length - above.length - box.lines.length - 1);
    const timeline = this.#timeline(face, talk, columns, room);
    const filled = [...Array<Line>(room - timeline.length).fill(EMPTY), ...timeline];
    const lines = [...head, ...filled, EMPTY, ...above, ...box.lines];
    talk.linesAt = head.length + room - timeline.length;
    talk.boxAt = lines.length - box.lines.length;
    return { lines, cursor: { x: box.cursor.x, y: talk.boxAt + box.cursor.y } };
  }

  #timeline(face: Face, talk: Talk, columns: number, height: number): Line[] {
    const view = talk.conversation.timeline.get();
    const instead = insteadOf(view.state, view.items.length);
    const by = face.scrollBy;
    face.scrollBy = 0;
    if (instead !== undefined) return [[span(instead, { dim: true })]];
    const source = this.#source(face, talk, columns);
    const shown = place(source, talk, by, height, view.newAt);
    talk.anchor = shown.anchor;
    talk.seen = shown;
    if (shown.top && !view.start) {
      return [[span(words.older, { dim: true })], ...shown.lines.slice(1).map(({ line }) => line)];
    }
    return shown.lines.map(({ line }) => line);
  }

  #source(face: Face, talk: Talk, columns: number): Source<TimelineItem, Placed> {
    const known = (): ReadonlySet<string> => this.#namesOf(face.client.people.get());
    const drawing: Drawing = {
      columns: columns - 2,
      now: Date.now(),
      origin: face.outside.origin,
      isPerson: (name) => name === 'all' || known().has(name.toLowerCase()),
      ...this.#pictures,
    };
    return {
      items: talk.conversation.timeline.get().items,
      keyOf: ({ key }) => key,
      linesOf: (item) => this.#linesOf(item, drawing, item.key === talk.selected),
    };
  }

  #namesOf(people: readonly PersonView[]): ReadonlySet<string> {
    if (this.#names.people !== people) {
      const all = new Set(people.map(({ username }) => username.toLowerCase()));
      this.#names = { people, all };
    }
    return this.#names.all;
  }

  #linesOf(item: TimelineItem, drawing: Drawing, chosen: boolean): readonly Placed[] {
    const { columns } = drawing;
    const kept = this.#cache.get(item);
    if (kept?.columns === columns && kept.chosen === chosen) return kept.lines;
    const lines = itemLines(item, drawing).map((line) => placed(item, line, chosen));
    // What is on its way up, and the days, change without another item.
    const changes = item.type === 'day' || (item.type === 'message' && item.seq === undefined);
    if (!changes) this.#keep(item, { columns, chosen, lines });
    return lines;
  }

  #keep(item: TimelineItem, kept: Kept): void {
    this.#cache.delete(item);
    this.#cache.set(item, kept);
    for (const old of this.#cache.keys()) {
      if (this.#cache.size <= KEPT_MAX) break;
      this.#cache.delete(old);
    }
  }
}

/** A line and whose it is. */
interface Placed extends SeenLine {
  readonly line: Line;
}

interface Kept {
  readonly columns: number;
  readonly chosen: boolean;
  readonly lines: readonly Placed[];
}

/** A line of the timeline, behind the mark of the chosen message. */
function placed(item: TimelineItem, line: Line, chosen: boolean): Placed {
  const gutter = span(chosen && line.length > 0 ? '▌ ' : '  ', { color: 'cyan' });
  const { key } = item;
  return { key, seq: item.type === 'message' ? item.seq : undefined, line: [gutter, ...line] };
}

/** A row of the screen, and what it was made of. */
interface Joined {
  readonly left: Line;
  readonly right: Line;
  readonly columns: number;
  readonly line: Line;
}

/** The list's line and the line beside it; the row before where both are the same. */
function joined(
  left: Line,
  right: Line,
  listColumns: number,
  columns: number,
  before: Joined | undefined,
): Joined {
  if (before?.left === left && before.right === right && before.columns === columns) return before;
  const line =
    listColumns === 0
      ? fit(right, columns)
      : [
          ...fit(left, listColumns),
          span(' '.repeat(LIST_GAP)),
          ...fit(right, columns - listColumns - LIST_GAP),
        ];
  return { left, right, columns, line };
}

/** The window; it follows the chosen message, and opens at the "New" line. */
function place(
  source: Source<TimelineItem, Placed>,
  talk: Talk,
  by: number,
  height: number,
  newAt: number | undefined,
): ReturnType<typeof windowOf<TimelineItem, Placed>> {
  const fresh = talk.settled || newAt === undefined ? undefined : source.items[newAt];
  talk.settled = true;
  if (fresh) return windowOf(source, height, { key: fresh.key, below: 0 }, 2 - height);
  const shown = windowOf(source, height, talk.anchor, by);
  const { selected } = talk;
  if (selected === undefined || by !== 0) return shown;
  const onScreen = shown.lines.filter(({ key }) => key === selected).length;
  const item = source.items.find(({ key }) => key === selected);
  if (!item) return shown;
  const all = source.linesOf(item).length;
  if (onScreen >= Math.min(all, height)) return shown;
  const isBelow = source.items.indexOf(item) >= indexOfLast(source, shown.lines);
  const at = { key: selected, below: 0 };
  return isBelow ? windowOf(source, height, at) : windowOf(source, height, at, all - height);
}

function indexOfLast(source: Source<TimelineItem, Placed>, lines: readonly Placed[]): number {
  const last = lines.at(-1)?.key;
  return source.items.findIndex(({ key }) => key === last);
}

/** The first lines and the last one, which is empty. */
function shortened(lines: readonly Line[], most: number): readonly Line[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), EMPTY];
}

function insteadOf(state: string, count: number): string | undefined {
  if (state === 'forbidden') return words.forbidden;
  if (count > 0) return undefined;
  if (state === 'loading') return words.loading;
  return state === 'failing' ? words.failing : words.nothing;
}

/** What stands above the place to write: completion, files, whom one answers, that one edits. */
function aboveBox(face: Face, talk: Talk): Line[] {
  const lines: Line[] = [];
  const { reply, editing } = talk.conversation.writing.get();
  const { completion } = face;
  if (completion) {
    const all = completion.choices.map(({ label }, at) =>
      span(`${safeLine(label)}  `, at === 0 ? { bold: true, color: 'cyan' } : { dim: true }),
    );
    lines.push([span('  '), ...all]);
  }
  for (const { local, state } of talk.conversation.tray.attachments.get()) {
    const color = state === 'failed' ? ('red' as const) : undefined;
    lines.push([span(`  ▪ ${safeLine(local.name)}`, { dim: state !== 'failed', color })]);
  }
  if (reply) {
    const who = reply.author ? nameOf(reply.author) : '';
    lines.push([span(`  ${words.replying(who)}: ${safeLine(reply.text)}`, { dim: true })]);
  }
  if (editing) lines.push([span(`  ${words.editing}`, { color: 'yellow' })]);
  return lines;
}

function boxLines(face: Face, talk: Talk, columns: number): WithCursor {
  const hint = talk.denied ?? words.message;
  const most = Math.max(1, Math.min(BOX_ROWS_MAX, Math.floor(face.rows / 4)));
  return editorLines(talk.editor, columns, most, hint);
}

function helpLines(): Line[] {
  return KEYS.map(([keys, what]): Line => {
    return what === ''
      ? [span(keys, { bold: true })]
      : [span(keys.padEnd(28)), span(what, { dim: true })];
  });
}
