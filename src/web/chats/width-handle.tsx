// The edge of the chat list, by which it is made wider or narrower: by hand, or with the arrow keys.
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { changeSettings, LIST_WIDTH_MAX, LIST_WIDTH_MIN, settings } from '#web/tab/settings.ts';
import { useView } from '#web/tab/use-view.ts';
import { words } from '#web/words/words.ts';
import styles from './width-handle.module.css';

const STEP_PX = 10;

function setWidth(width: number): void {
  const listWidth = Math.round(Math.min(LIST_WIDTH_MAX, Math.max(LIST_WIDTH_MIN, width)));
  if (listWidth !== settings.get().listWidth) changeSettings({ listWidth });
}

/** A separator between list and conversation. */
export function WidthHandle() {
  const { listWidth } = useView(settings);
  const from = useRef<{ x: number; width: number }>(undefined);
  const grab = (event: PointerEvent<HTMLElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width: listWidth };
  };
  const drag = ({ clientX }: PointerEvent): void => {
    if (from.current) setWidth(from.current.width + (clientX - from.current.x) * forward());
  };
  const press = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || event.altKey) return;
    event.preventDefault();
    setWidth(listWidth + step * forward() * STEP_PX);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <hr> cannot be moved; this is the pattern of a window splitter.
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={words.nav.width}
      aria-valuemin={LIST_WIDTH_MIN}
      aria-valuemax={LIST_WIDTH_MAX}
      aria-valuenow={listWidth}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={grab}
      onPointerMove={drag}
      onPointerUp={() => {
        from.current = undefined;
      }}
      onKeyDown={press}
    />
  );
}

function forward(): number {
  return document.documentElement.dir === 'rtl' ? -1 : 1;
}
