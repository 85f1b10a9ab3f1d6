// What the mouse does: the wheel scrolls what is under it, a click opens a chat, chooses from a list, or chooses a message.
import type { Face } from '../face/face.ts';
import type { Cell, Press } from '../face/press.ts';
import { firstInList } from '../lines/list-lines.ts';
import { type Spot, spotAt } from './spots.ts';

/** Lines for a notch of the wheel. */
const NOTCH = 3;

/** Takes what the mouse did. */
export function mousePressed(face: Face, { key }: Press, at: Cell): void {
  const spot = spotAt(face, at);
  face.stirred();
  if (face.help) face.help = false;
  else if (key === 'click') clicked(face, spot);
  else turned(face, spot, key === 'wheelup' ? NOTCH : -NOTCH);
  face.changed();
}

function clicked(face: Face, spot: Spot): void {
  const { picker, talk } = face;
  if (spot.kind === 'chat') {
    face.open({ kind: 'chat', id: spot.id });
  } else if (spot.kind === 'choice' && picker) {
    face.picker = { ...picker, index: spot.index };
    face.press({ key: 'enter' });
  } else if (spot.kind === 'message' && talk) {
    // Once more on the same one: what can be done with it.
    if (talk.selected === spot.key) face.press({ key: 'o' });
    else talk.selected = spot.key;
  } else if (spot.kind === 'box' && talk) {
    talk.selected = undefined;
  }
}

/** `by` lines up, down when negative. */
function turned(face: Face, spot: Spot, by: number): void {
  if (spot.kind === 'chat' || spot.kind === 'list') scrollList(face, -by);
  else if (face.picker) for (let step = 0; step < NOTCH; step += 1) pick(face, by);
  else face.scroll(by);
}

function pick(face: Face, by: number): void {
  face.press({ key: by > 0 ? 'up' : 'down' });
}

/** No further than its ends. */
function scrollList(face: Face, by: number): void {
  const { list, talk, rows } = face;
  const first = (scrolled: number): number => firstInList(list, talk?.place.id, rows - 2, scrolled);
  face.listBy = first(face.listBy + by) - first(0);
}
