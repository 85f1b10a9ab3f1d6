// Going to a message that may not be loaded yet, and back to where one came from.
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Conversation, TimelineItem } from '#client/model.ts';
import { isStill } from '#web/tab/media.ts';

const FLASH_MS = 1_200;

interface Sources {
  readonly conversation: Conversation;
  readonly items: readonly TimelineItem[];
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly box: RefObject<HTMLElement | null>;
}

/** `goTo` shows a message; `back` returns to the one from which it was reached; `missing`: it could not be reached. */
export function useJump({ conversation, items, list, box }: Sources) {
  const wanted = useRef<number>(undefined);
  const [from, setFrom] = useState<number>();
  const [missing, setMissing] = useState(false);
  const now = useRef(items);
  now.current = items;
  const tryShow = useCallback(() => {
    const seq = wanted.current;
    const index = now.current.findIndex((item) => item.type === 'message' && item.seq === seq);
    if (seq === undefined || index < 0 || !list.current) return;
    wanted.current = undefined;
    list.current.scrollToIndex(index, { align: 'center' });
    // The list measures what comes on screen, and may have to correct itself once.
    requestAnimationFrame(() => {
      list.current?.scrollToIndex(index, { align: 'center' });
      requestAnimationFrame(() => flash(box.current, seq));
    });
  }, [list, box]);
  const goTo = useCallback(
    (seq: number, origin?: number) => {
      setFrom(origin);
      setMissing(false);
      wanted.current = seq;
      void reach(conversation, seq).then((reached) => {
        if (reached) tryShow();
        else if (wanted.current === seq) {
          wanted.current = undefined;
          setMissing(true);
        }
      });
    },
    [conversation, tryShow],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is wanted may be among items that have just come.
  useEffect(tryShow, [items, tryShow]);
  const back = from === undefined ? undefined : () => goTo(from);
  return { goTo, back, missing, seen: () => setMissing(false) };
}

/** A page that is on its way is waited for: whoever opens a link cold asks before anything is there. */
async function reach(conversation: Conversation, seq: number): Promise<boolean> {
  await new Promise<void>((resolve) => {
    const look = (): void => {
      const { state, loadingOlder } = conversation.timeline.get();
      if (state === 'loading' || loadingOlder) return;
      stop();
      resolve();
    };
    const stop = conversation.timeline.subscribe(look);
    look();
  });
  return conversation.reach(seq);
}

/** Where one has arrived: the focus is there, and for a moment the light. */
function flash(box: HTMLElement | null, seq: number): void {
  const message = box?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
  if (!message) return;
  message.focus({ preventScroll: true });
  if (isStill()) return;
  const light = getComputedStyle(message).getPropertyValue('--accent-well');
  message.animate([{ backgroundColor: light }, { backgroundColor: 'transparent' }], {
    duration: FLASH_MS,
    easing: 'ease-in',
  });
}
