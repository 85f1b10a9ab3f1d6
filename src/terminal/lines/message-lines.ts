// What stands in a timeline, drawn as lines: messages with who and when, quotes, files, reactions and ticks; days; notices.
import type {
  FileView,
  MessageItem,
  Notice,
  PersonView,
  Tick,
  TimelineItem,
} from '#client/model.ts';
import { markupLines } from '../text/markup-lines.ts';
import { safeLine } from '../text/safe.ts';
import { type Line, type Look, type Span, span, widthOf, wrap } from '../text/spans.ts';
import { dayOf, noticeWords, sizeOf, timeOf, words } from '../words.ts';

/** What drawing needs besides the item. */
export interface Drawing {
  readonly columns: number;
  readonly now: number;
  /** Scheme, host and port, for links to files. */
  readonly origin: string;
  isPerson(name: string): boolean;
  /** A picture as lines of our own, once it is here. */
  pictureLines(file: FileView, columns: number): readonly Line[] | undefined;
}

const HUES = ['green', 'blue', 'magenta', 'yellow', 'red', 'cyan'] as const;
const NOTICES_SHOWN = 4;
const QUOTE: Look = { dim: true };

const TICKS: Readonly<Record<Tick, Span>> = {
  waiting: span('◷', { color: 'yellow' }),
  stored: span('✓', { dim: true }),
  delivered: span('✓✓', { dim: true }),
  read: span('✓✓', { color: 'cyan' }),
  failed: span('!', { color: 'red', bold: true }),
};

/** Somebody's name, fit for a terminal. */
export function nameOf(person: PersonView): string {
  return person.deleted ? words.deletedAccount : safeLine(person.displayName);
}

/** The lines of one item, none wider than the drawing's columns. */
export function itemLines(item: TimelineItem, drawing: Drawing): readonly Line[] {
  switch (item.type) {
    case 'message':
      return messageLines(item, drawing);
    case 'day':
      return [[], middle(dayOf(item.at, drawing.now), drawing.columns, { dim: true })];
    case 'new':
      return [middle(`── ${words.new} ──`, drawing.columns, { color: 'red' })];
    default:
      return noticeLines(item.notices, drawing);
  }
}

function middle(text: string, columns: number, look: Look): Line {
  const space = Math.max(0, Math.floor((columns - widthOf([span(text)])) / 2));
  return [span(' '.repeat(space)), span(text, look)];
}

function noticeLines(notices: readonly Notice[], { columns }: Drawing): Line[] {
  const shown = notices.slice(-NOTICES_SHOWN).map((notice) => {
    const who = notice.person ? nameOf(notice.person) : '';
    const text = safeLine(notice.text ?? '');
    const actor = notice.what === 'joined' && notice.person ? notice.person : notice.by;
    return `${nameOf(actor)} ${noticeWords(notice, who, text)}`;
  });
  const more = notices.length - shown.length;
  const all = `${shown.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
  return wrap([span(all, { dim: true })], columns - 2).map((line) => {
    const space = Math.max(0, Math.floor((columns - widthOf(line)) / 2));
    return [span(' '.repeat(space)), ...line];
  });
}

function messageLines(item: MessageItem, drawing: Drawing): Line[] {
  const lines = bodyLines(item, drawing);
  if (!item.first) return lines;
  return [[], headLine(item), ...lines];
}

function headLine({ author, mine, at }: MessageItem): Line {
  const name = mine ? words.you : nameOf(author);
  const color = mine ? 'cyan' : hueOf(author.id);
  return [span(name, { bold: true, color }), span(`  ${timeOf(at)}`, { dim: true })];
}

/** The same colour for the same person, wherever they speak. */
export function hueOf(id: string): (typeof HUES)[number] {
  let sum = 0;
  for (let at = 0; at < id.length; at += 1) sum = (sum * 31 + id.charCodeAt(at)) % 10_007;
  return HUES[sum % HUES.length] ?? 'green';
}

function bodyLines(item: MessageItem, drawing: Drawing): Line[] {
  const { columns } = drawing;
  if (item.deleted) {
    const by = item.deletedBy;
    const text =
      !by || (item.mine && by.id === item.author.id)
        ? words.deletedMine
        : words.deleted(nameOf(by));
    const undo = item.undoable ? ` · ${words.undo}` : '';
    return wrap([span(text + undo, { dim: true, italic: true })], columns);
  }
  if (item.undoable) return [[span(`${words.deletedMine} · ${words.undo}`, { dim: true })]];
  if (item.folded) return [[span(words.folded, { dim: true })]];
  const lines: Line[] = [];
  if (item.forwarded) lines.push([span(words.forwarded(nameOf(item.forwarded)), QUOTE)]);
  if (item.reply) lines.push(quoteLine(item.reply, columns));
  if (item.text !== '') lines.push(...markupLines(item.text, columns, drawing.isPerson));
  for (const file of item.files) lines.push(...fileLines(file, drawing));
  for (const { local, state, progress } of item.attachments) {
    const done = state === 'ready' ? '' : ` · ${Math.round(progress * 100)} %`;
    lines.push(...wrap([span(`▪ ${safeLine(local.name)}${done}`, { dim: true })], columns));
  }
  return [...withMarks(item, lines, columns), ...below(item, columns)];
}

function quoteLine(quote: NonNullable<MessageItem['reply']>, columns: number): Line {
  const author = quote.author ? `${nameOf(quote.author)}: ` : '';
  const text = quote.gone ? words.quoteGone : `${author}${safeLine(quote.text) || '▪'}`;
  const [first = []] = wrap([span(text, QUOTE)], columns - 3);
  return [
    span('▏ ', QUOTE),
    ...first,
    ...(widthOf([span(text)]) > columns - 3 ? [span('…', QUOTE)] : []),
  ];
}

function fileLines(file: FileView, drawing: Drawing): Line[] {
  const name = safeLine(file.name);
  const link = new URL(file.full, drawing.origin).href;
  const label: Line = [
    span(`▪ ${name}`, { underline: true, link }),
    span(`  ${sizeOf(file.bytes)}`, { dim: true }),
  ];
  const caption = file.caption ? wrap([span(safeLine(file.caption))], drawing.columns) : [];
  const picture = file.kind === 'image' ? drawing.pictureLines(file, drawing.columns) : undefined;
  return [...(picture ?? []), ...wrap(label, drawing.columns), ...caption];
}

/** "edited", "pinned" and the tick stand behind the last word, or below it where there is no room. */
function withMarks(item: MessageItem, lines: Line[], columns: number): Line[] {
  const marks: Span[] = [];
  if (item.edited !== undefined) marks.push(span(` ${words.edited}`, { dim: true }));
  if (item.pinned) marks.push(span(` ${words.pinned}`, { dim: true }));
  if (item.tick) marks.push(span(' '), TICKS[item.tick]);
  if (marks.length === 0) return lines;
  const last = lines.at(-1) ?? [];
  if (widthOf(last) + widthOf(marks) <= columns)
    return [...lines.slice(0, -1), [...last, ...marks]];
  return [...lines, marks];
}

function below(item: MessageItem, columns: number): Line[] {
  const lines: Line[] = [];
  if (item.reactions.length > 0) {
    const all = item.reactions.flatMap(({ emoji, count, mine }) => [
      span(`${safeLine(emoji)} ${count}`, mine ? { color: 'cyan' } : { dim: true }),
      span('  '),
    ]);
    lines.push(...wrap(all, columns));
  }
  if (item.failure) {
    const text = `${words.notSent} ${safeLine(item.failure.message)} ${words.again}`;
    lines.push(...wrap([span(text, { color: 'red' })], columns));
  }
  return lines;
}
