// What was said, in each of its states: not there yet, failing, nothing, or a list. The same for chats and walls.
import type { ReactNode } from 'react';
import { useKith } from '#web/app/kith.ts';
import { TalkBones } from '#web/conversation/talk-bones.tsx';
import type { Place } from '#web/message/use-message-acts.tsx';
import { Button } from '#web/parts/button.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { useView } from '#web/tab/use-view.ts';
import { words } from '#web/words/words.ts';
import { MessageList } from './message-list.tsx';
import styles from './timeline.module.css';

/** `empty` stands where nothing was said yet; `first`: a message to go to. */
export interface TimelineProps {
  readonly place: Place;
  readonly direct: boolean;
  readonly empty: ReactNode;
  readonly first?: number | undefined;
}

/** Fills what bar and composer leave. */
export function Timeline({ place, direct, empty, first }: TimelineProps) {
  const { client } = useKith();
  const timeline = useView(place.conversation.timeline);
  const { state, items } = timeline;
  if (state === 'failing' && items.length === 0) {
    return (
      <div className={styles.past}>
        <Empty title={words.failed.chat} hint={words.failed.hint}>
          <Button onClick={() => client.reconnect()}>{words.failed.tryAgain}</Button>
        </Empty>
      </div>
    );
  }
  if (state === 'loading' && items.length === 0) {
    return (
      <div className={styles.past}>
        <TalkBones bare={direct} />
      </div>
    );
  }
  const said = items.some(({ type }) => type === 'message');
  if (!said && timeline.start) return <div className={styles.past}>{empty}</div>;
  return <MessageList place={place} direct={direct} timeline={timeline} first={first} />;
}
