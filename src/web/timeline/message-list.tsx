// The list of what was said: only what is near the screen exists. Where it stands and when it moves, use-place.ts decides.
import { useMemo, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { ChatHandle, ChatHeadView, TimelineItem, TimelineView } from '#client/model.ts';
import { words } from '#web/words/words.ts';
import { DayLabel } from './day-label.tsx';
import { DownPill } from './down-pill.tsx';
import styles from './message-list.module.css';
import { News } from './news.tsx';
import { TimelineRow } from './timeline-row.tsx';
import { usePlace } from './use-place.ts';
import { useStaged } from './use-staged.ts';

/** Lines are measured so far outside of the screen, before a quick scroll brings them in. */
const MEASURED_AHEAD_PX = 1_200;

/** A scrolling list that never moves by itself, except with its end when one is there. */
export function MessageList({
  handle,
  head,
  timeline,
}: {
  handle: ChatHandle;
  head: ChatHeadView;
  timeline: TimelineView;
}) {
  const list = useRef<VirtualizerHandle>(null);
  const box = useRef<HTMLElement>(null);
  const { items, shift } = useStaged(timeline.items);
  const { place, toEnd, onScroll, onResize } = usePlace({ handle, timeline, items, list });
  const acts = useMemo(() => actsOf(handle), [handle]);
  return (
    <div className={styles.around}>
      <DayLabel at={place.day} loading={timeline.loadingOlder && place.top} />
      <section
        ref={box}
        className={styles.past}
        aria-label={words.chat.messages}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        tabIndex={0}
        data-timeline
      >
        <div className={styles.push} />
        <Virtualizer
          ref={list}
          scrollRef={box}
          as="ol"
          item="li"
          data={items}
          shift={shift}
          bufferSize={MEASURED_AHEAD_PX}
          onScroll={onScroll}
          onResize={onResize}
        >
          {(item: TimelineItem) => (
            <TimelineRow
              key={item.key}
              item={item}
              direct={head.kind === 'direct'}
              onRetry={acts.retry}
              onRemove={acts.remove}
            />
          )}
        </Virtualizer>
      </section>
      {place.away && <DownPill count={place.below} onPress={toEnd} />}
      <News items={timeline.items} />
    </div>
  );
}

function actsOf(handle: ChatHandle) {
  return {
    retry: (command: string) => handle.retry(command),
    remove: (command: string) => handle.remove(command),
  };
}
