// What is where on the screen: the chat in a row of the list, the row of a list to choose from, the message of a line.
import type { Face } from '../face/face.ts';
import { matches } from '../face/picker.ts';
import type { Cell } from '../face/press.ts';
import { CHOICES_FROM, firstChoice } from '../lines/box-lines.ts';
import { columnsOfList, LIST_GAP } from '../lines/frame.ts';
import { firstInList } from '../lines/list-lines.ts';

/** What is at a place. `list`, `main`: the part of the screen, and nothing in particular in it. */
export type Spot =
  | { readonly kind: 'list' | 'main' | 'box' }
  | { readonly kind: 'chat'; readonly id: string }
  | { readonly kind: 'choice'; readonly index: number }
  | { readonly kind: 'message'; readonly key: string };

/** What was drawn at a cell. */
export function spotAt(face: Face, { x, y }: Cell): Spot {
  const listColumns = columnsOfList(face.columns);
  if (x < listColumns) return inList(face, y);
  if (x < listColumns + LIST_GAP || y >= face.rows - 1) return { kind: 'main' };
  return face.picker ? inChoices(face, y) : inTalk(face, y);
}

/** Under its title; the last line of the screen is no row of it. */
function inList(face: Face, y: number): Spot {
  const { list, talk, rows, listBy } = face;
  const height = rows - 2;
  const row = list[firstInList(list, talk?.place.id, height, listBy) + y - 1];
  return row && y > 0 && y <= height ? { kind: 'chat', id: row.id } : { kind: 'list' };
}

function inChoices({ picker, rows }: Face, y: number): Spot {
  if (!picker || y < CHOICES_FROM) return { kind: 'main' };
  const { length } = matches(picker);
  const index = firstChoice(picker.index, length, rows - 1) + y - CHOICES_FROM;
  return index < length ? { kind: 'choice', index } : { kind: 'main' };
}

function inTalk({ talk }: Face, y: number): Spot {
  if (!talk) return { kind: 'main' };
  if (y >= talk.boxAt) return { kind: 'box' };
  const key = talk.seen?.lines[y - talk.linesAt]?.key;
  const isMessage =
    key !== undefined && talk.items.some((item) => item.type === 'message' && item.key === key);
  return isMessage ? { kind: 'message', key } : { kind: 'main' };
}
