// What is asked of messages and not in their log yet, by message: a view lays it over what stands, so that an edit shows at
// once. Made anew only where the lines are others.
import type { Event } from '#protocol/event.ts';
import { type Line, targetOf } from './outbox-line.ts';

/** Lines about messages of one log, by seq, in the order written. */
export type Overlay = ReadonlyMap<number, readonly Line[]>;

const NOTHING: Overlay = new Map();
const NONE: readonly Line[] = [];

/** Makes the function that gives the overlay of a chat (or of a wall, which has no `chat`). */
export function overlayOf(chat: string | undefined) {
  let before: { lines: readonly Line[]; own: readonly Line[]; overlay: Overlay } | undefined;
  /** `lines` of the log itself, `own` of the account's own log. */
  return (lines: readonly Line[], own: readonly Line[]): Overlay => {
    if (before?.lines === lines && before.own === own) return before.overlay;
    const overlay = overlaid([...lines, ...own.filter((line) => hidesIn(line, chat))]);
    before = { lines, own, overlay };
    return overlay;
  };
}

/** The messages over which other lines lie than before. */
export function changedIn(before: Overlay, after: Overlay): readonly number[] {
  if (before === after) return [];
  const seqs = new Set([...before.keys(), ...after.keys()]);
  return [...seqs].filter((seq) => !sameLines(before.get(seq), after.get(seq)));
}

function sameLines(one: readonly Line[] = NONE, other: readonly Line[] = NONE): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}

function overlaid(lines: readonly Line[]): Overlay {
  let overlay: Map<number, readonly Line[]> | undefined;
  for (const line of lines) {
    const target = targetOf(line.outgoing);
    if (target === undefined) continue;
    overlay ??= new Map();
    overlay.set(target, [...(overlay.get(target) ?? []), line]);
  }
  return overlay ?? NOTHING;
}

function hidesIn({ outgoing: { ask } }: Line, chat: string | undefined): boolean {
  return ask.kind === 'hideMessage' && ask.chat === chat;
}

/** The event that a line will be; undefined for those that change nothing for others. */
export function eventOf({ outgoing }: Line, me: string): Event | undefined {
  const { ask, at } = outgoing;
  const place = { seq: 0, at, by: me, class: 'change' } as const;
  switch (ask.kind) {
    case 'editMessage':
      return { ...place, kind: 'message.edited', target: ask.target, body: ask.body };
    case 'deleteMessage':
      return { ...place, kind: 'message.deleted', target: ask.target };
    case 'reactToMessage':
      return { ...place, kind: 'message.reacted', ...reaction(ask) };
    case 'pinMessage':
      return { ...place, kind: 'message.pinned', target: ask.target, on: ask.on };
    default:
      return undefined;
  }
}

function reaction({ target, emoji, on }: { target: number; emoji: string; on: boolean }) {
  return { target, emoji, on };
}
