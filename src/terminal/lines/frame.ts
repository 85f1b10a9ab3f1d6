// The whole screen as lines: chat list, what is open, the place to write, what is going on. Asks the conversation only for
// the lines that are seen.
import type { PersonView, TimelineItem } from '#client/model.ts';
import type { Face } from '../face/face.ts';
import { matches } from '../face/picker.ts';
import { type Source, windowOf } from '../face/scroll.ts';
import type { Talk } from '../face/talk.ts';
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

/** Draws the face. Keeps the lines of items between drawings. */
export class Frames {
  readonly #pictures: Pick<Drawing, 'pictureLines'>;
  #cache = new WeakMap<TimelineItem, { columns: number; lines: readonly Line[] }>();

  #names: { readonly people: readonly PersonView[]; readonly all: ReadonlySet<string> } = {
    people: [],
    all: new Set(),
  };

  constructor(pictures: Pick<Drawing, 'pictureLines'>) {
    this.#pictures = pictures;
  }

  /** What was drawn may look different now. */
  forget(): void {
    this.#cache = new WeakMap();
  }

  frame(face: Face): Frame {
    const { columns, rows } = face;
    if (columns < COLUMNS_MIN || rows < ROWS_MIN) {
      return { lines: [fit([span(words.small)], columns)], cursor: undefined };
    }
    const listColumns =
      columns >= LIST_FROM ? Math.min(36, Math.max(24, Math.floor(columns * 0.28))) : 0;
    const gap = listColumns > 0 ? 2 : 0;
    const main = this.#main(face, columns - listColumns - gap, rows - 1);
    const list = listLines(face.list, face.talk?.place.id, Math.max(3, listColumns), rows - 2);
    const title: Line = [span(` ${safeLine(face.outside.placeName)}`, { bold: true })];
    const left = listColumns > 0 ? [title, ...list] : [];
    const lines = Array.from({ length: rows - 1 }, (_, at): Line => {
      const right = main.lines[at] ?? [];
      if (listColumns === 0) return fit(right, columns);
      return [
        ...fit(left[at] ?? [], listColumns),
        span('  '),
        ...fit(right, columns - listColumns - gap),
      ];
    });
    const { x, y } = main.cursor;
    return {
      lines: [...lines, fit(bottomLine(face), columns)],
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
    const head = headLines(talk, columns);
    const above = aboveBox(face, talk);
    const box = boxLines(face, talk, columns);
    const room = Math.max(1, height - head.length - above.length - box.lines.length - 1);
    const timeline = this.#timeline(face, talk, columns, room);
    const filled = [...Array.from({ length: room - timeline.length }, (): Line => []), ...timeline];
    const lines = [...head, ...filled, [], ...above, ...box.lines];
    return {
      lines,
      cursor: { x: box.cursor.x, y: lines.length - box.lines.length + box.cursor.y },
    };
  }

  #timeline(face: Face, talk: Talk, columns: number, height: number): Line[] {
    const view = talk.conversation.timeline.get();
    const instead = insteadOf(view.state, view.items.length);
    if (instead !== undefined) return [[span(instead, { dim: true })]];
    const source = this.#source(face, talk, columns);
    const shown = place(source, talk, face.scrollBy, height, view.newAt);
    face.scrollBy = 0;
    talk.anchor = shown.anchor;
    talk.seen = shown;
    if (shown.top && !view.start) {
      return [[span(words.older, { dim: true })], ...shown.lines.slice(1).map(({ line }) => line)];
    }
    return shown.lines.map(({ line }) => line);
  }

  #source(face: Face, talk: Talk, columns: number): Source<TimelineItem, Placed> {
    const known = this.#namesOf(face.client.people.get());
    const drawing: Drawing = {
      columns: columns - 2,
      now: Date.now(),
      origin: face.outside.origin,
      isPerson: (name) => name === 'all' || known.has(name.toLowerCase()),
      ...this.#pictures,
    };
    return {
      items: talk.conversation.timeline.get().items,
      keyOf: ({ key }) => key,
      linesOf: (item) => {
        const chosen = item.key === talk.selected;
        const gutterOf = (line: Line): Line[number] =>
          span(chosen && line.length > 0 ? '▌ ' : '  ', { color: 'cyan' });
        return this.#linesOf(item, drawing).map((line) => ({
          key: item.key,
          line: [gutterOf(line), ...line],
        }));
      },
    };
  }

  #namesOf(people: readonly PersonView[]): ReadonlySet<string> {
    if (this.#names.people !== people) {
      const all = new Set(people.map(({ username }) => username.toLowerCase()));
      this.#names = { people, all };
    }
    return this.#names.all;
  }

  #linesOf(item: TimelineItem, drawing: Drawing): readonly Line[] {
    const kept = this.#cache.get(item);
    if (kept?.columns === drawing.columns) return kept.lines;
    const lines = itemLines(item, drawing);
    // What is on its way up, and the days, change without another item.
    const changes = item.type === 'day' || (item.type === 'message' && item.seq === undefined);
    if (!changes) this.#cache.set(item, { columns: drawing.columns, lines });
    return lines;
  }
}

/** A line and whose it is. */
interface Placed {
  readonly key: string;
  readonly line: Line;
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
  const head = talk.chat?.head.get();
  const mayPost = head
    ? head.may.post || head.state !== 'ready'
    : (talk.wall?.head.get().mayPost ?? true);
  const hint = mayPost ? words.message : words.readOnly;
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
