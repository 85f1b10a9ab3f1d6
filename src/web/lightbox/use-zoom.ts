// Zooming and moving a picture with wheel, fingers and double press; a swipe that is no zoom goes on or closes.
import { type RefObject, useEffect, useState } from 'react';

const MOST = 8;
const SWIPE_PX = 60;
const STILL_PX = 8;

interface Place {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const WHOLE: Place = { scale: 1, x: 0, y: 0 };

/** What a swipe comes to. */
export interface Swipes {
  swiped(by: number): void;
  closed(): void;
}

/** `transform` for the picture; `by` multiplies the scale, within 1 and 8. */
export function useZoom(stage: RefObject<HTMLElement | null>, swipes: Swipes) {
  const [place, setPlace] = useState(WHOLE);
  const by = (factor: number): void => setPlace((now) => scaled(now, factor));
  const { swiped, closed } = swipes;
  useEffect(() => {
    const area = stage.current;
    if (!area) return undefined;
    return listen(area, setPlace, { swiped, closed });
  }, [stage, swiped, closed]);
  const { scale, x, y } = place;
  return { scale, by, transform: `translate(${x}px, ${y}px) scale(${scale})` };
}

function scaled(place: Place, factor: number): Place {
  const scale = Math.min(MOST, Math.max(1, place.scale * factor));
  if (scale === 1) return WHOLE;
  const ratio = scale / place.scale;
  return { scale, x: place.x * ratio, y: place.y * ratio };
}

type Change = (change: (place: Place) => Place) => void;

function listen(area: HTMLElement, change: Change, swipes: Swipes): () => void {
  const fingers = new Map<number, { x: number; y: number }>();
  let start: { x: number; y: number } | undefined;
  let scaleNow = 1;
  let beside = false;
  const update: Change = (next) =>
    change((place) => {
      const after = next(place);
      scaleNow = after.scale;
      return after;
    });
  const moved = (event: PointerEvent): void => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    if (other) update((place) => scaled(place, apart(now, other) / apart(before, other)));
    else if (scaleNow > 1) {
      update(({ scale, x, y }) => ({ scale, x: x + now.x - before.x, y: y + now.y - before.y }));
    }
  };
  const ended = (event: PointerEvent): void => {
    const alone = fingers.size === 1;
    fingers.delete(event.pointerId);
    if (!alone || !start || scaleNow > 1) return;
    const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
    if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > Math.abs(dy)) swipes.swiped(dx < 0 ? 1 : -1);
    else if (dy > 2 * SWIPE_PX) swipes.closed();
    else if (beside && Math.hypot(dx, dy) < STILL_PX) swipes.closed();
  };
  const listeners: readonly [string, (event: never) => void][] = [
    [
      'pointerdown',
      (event: PointerEvent) => {
        start = { x: event.clientX, y: event.clientY };
        beside = event.target === area && fingers.size === 0;
        fingers.set(event.pointerId, start);
        area.setPointerCapture(event.pointerId);
      },
    ],
    ['pointermove', moved],
    ['pointerup', ended],
    ['pointercancel', (event: PointerEvent) => void fingers.delete(event.pointerId)],
    ['dblclick', () => update((place) => (place.scale > 1 ? WHOLE : scaled(place, 2.5)))],
  ];
  for (const [name, listener] of listeners) area.addEventListener(name, listener as EventListener);
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    update((place) => scaled(place, Math.exp(-event.deltaY / 300)));
  };
  area.addEventListener('wheel', wheel, { passive: false });
  return () => {
    for (const [name, heard] of listeners) area.removeEventListener(name, heard as EventListener);
    area.removeEventListener('wheel', wheel);
  };
}

function apart(one: { x: number; y: number }, other: { x: number; y: number }): number {
  return Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
}
