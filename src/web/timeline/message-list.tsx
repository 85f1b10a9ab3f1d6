// The list of what was said: only what is near the screen exists. Where it stands and when it moves, use-place.ts decides;
// what its messages can be asked for, use-message-acts.tsx.
import { useEffect, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { TimelineItem, TimelineView } from '#client/model.ts';
import { type Place, useMessageActs } from '#web/message/use-message-acts.tsx';
import { words } from '#web/words/words.ts';
import styles from './message-list.module.css';
import { News } from './news.tsx';
import { DayLabel } from './over/day-label.tsx';
import { DownPill } from './over/down-pill.tsx';
import { UndoToast } from './over/undo-toast.tsx';
import { TimelineRow } from './timeline-row.tsx';
import { BackPill } from './travel/back-pill.tsx';
import { rowsByKey } from './travel/rows-by-key.ts';
import { useJump } from './travel/use-jump.ts';
import { useAnchor } from './use-anchor.ts';
import { usePlace } from './use-place.ts';
import { useStaged } from './use-staged.ts';

/** Lines are measured so far outside of the screen, before a quick scroll brings them in. */
const MEASURED_AHEAD_PX = 1_200;

/** `direct`: between two people. `first`: the seq of a message to go to, for whoever comes by its address. */
export interface MessageListProps {
  readonly place: Place;
  readonly direct: boolean;
  readonly timeline: TimelineView;
  readonly first?: number | undefined;
}

/** A scrolling list that never moves by itself, except with its end when one is there. */
export function MessageList({ place: here, direct, timeline, first }: MessageListProps) {
  const { conversation } = here;
  const list = useRef<VirtualizerHandle>(null);
  const box = useRef<HTMLElement>(null);
  const { items, shift } = useStaged(timeline.items);
  const noteAnchor = useAnchor(items, shift, list);
  const { place, toEnd, onScroll, onResize } = usePlace({
    conversation,
    timeline,
    items,
    list,
    noteAnchor,
  });
  const { goTo, back, missing, seen } = useJump({ conversation, items, list, box });
  const { acts, open, at } = useMessageActs(here, goTo);
  useEffect(() => {
    if (first !== undefined) goTo(first);
  }, [first, goTo]);
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
        onKeyDown={rowsByKey}
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
            <TimelineRow key={item.key} open={item.key === at} {...{ item, direct, acts }} />
          )}
        </Virtualizer>
      </section>
      <BackPill back={back} missing={missing} onSeen={seen} />
      {place.away && <DownPill count={place.below} onPress={toEnd} />}
      <UndoToast conversation={conversation} items={timeline.items} />
      <News items={timeline.items} />
      {open}
    </div>
  );
}
