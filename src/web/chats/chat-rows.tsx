// The rows of the chat list: only those near the screen exist. Arrow keys go from row to row, Tab leaves the list.
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { ChatRow } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { onDemand } from '#web/app/on-demand.tsx';
import { useNow } from '#web/tab/use-now.ts';
import { ChatRowLink } from './chat-row.tsx';
import styles from './chat-rows.module.css';

const RowMenu = onDemand(async () => (await import('./row-menu.tsx')).RowMenu);
const WATCH_MARGIN = 5;

/** A list of links, one per chat. */
export function ChatRows({
  rows,
  current,
}: {
  rows: readonly ChatRow[];
  current: string | undefined;
}) {
  const list = useRef<VirtualizerHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const now = useNow();
  const [focused, setFocused] = useState<string>();
  const watch = useWatchRows(rows, list);
  // Tab comes to the row one was at, else to the open chat, else to the first.
  const stop = useMemo(() => {
    const ids = [focused, current].filter((id) => rows.some((row) => row.id === id));
    return ids[0] ?? rows[0]?.id;
  }, [rows, focused, current]);
  const keep = rows.findIndex((row) => row.id === stop);
  const press = (event: KeyboardEvent): void => {
    const next = rows[nextIndex(event, keep, rows.length)];
    if (!next) return;
    event.preventDefault();
    setFocused(next.id);
    list.current?.scrollToIndex(rows.indexOf(next), { align: 'nearest' });
    requestAnimationFrame(() => focusRow(box.current, next.id));
  };
  const [opened, setOpened] = useState<{ row: ChatRow; beside: Element }>();
  const open = useCallback((row: ChatRow, beside: Element) => setOpened({ row, beside }), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the links inside, whose focus roves.
    <div ref={box} className={styles.rows} onKeyDown={press}>
      <Virtualizer
        ref={list}
        as="ul"
        item="li"
        data={rows}
        keepMounted={keep < 0 ? [] : [keep]}
        onScrollEnd={watch}
        onResize={watch}
      >
        {(row: ChatRow) => (
          <ChatRowLink
            key={row.id}
            row={row}
            current={row.id === current}
            stop={row.id === stop}
            now={now}
            onFocus={setFocused}
            onMenu={open}
          />
        )}
      </Virtualizer>
      {opened && <RowMenu {...opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

function nextIndex(event: KeyboardEvent, from: number, count: number): number {
  if (event.altKey || event.ctrlKey || event.metaKey) return -1;
  switch (event.key) {
    case 'ArrowDown':
      return Math.min(count - 1, from + 1);
    case 'ArrowUp':
      return Math.max(0, from - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}

function focusRow(box: HTMLElement | null, id: string): void {
  box?.querySelector<HTMLElement>(`a[data-chat="${CSS.escape(id)}"]`)?.focus();
}

/** Asks for the presence of the people whose rows are on screen. */
function useWatchRows(
  rows: readonly ChatRow[],
  list: { readonly current: VirtualizerHandle | null },
): () => void {
  const { client } = useKith();
  const watch = useCallback(() => {
    const shown = list.current;
    if (!shown) return;
    const first = shown.findItemIndex(shown.scrollOffset);
    const last = shown.findItemIndex(shown.scrollOffset + shown.viewportSize);
    const near = rows.slice(Math.max(0, first - WATCH_MARGIN), last + WATCH_MARGIN);
    const people = near.flatMap(({ person }) => (person ? [person.id] : []));
    client.watch('chats', people);
  }, [client, rows, list]);
  useEffect(watch, [watch]);
  useEffect(() => () => client.watch('chats', []), [client]);
  return watch;
}
