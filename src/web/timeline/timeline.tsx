// What was said, in each of its states: not there yet, failing, nothing, or a list.
import type { ChatHandle, ChatHeadView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { TalkBones } from '#web/conversation/talk-bones.tsx';
import { Welcome } from '#web/conversation/welcome.tsx';
import { Button } from '#web/parts/button.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { useView } from '#web/tab/use-view.ts';
import { words } from '#web/words/words.ts';
import { MessageList } from './message-list.tsx';
import styles from './timeline.module.css';

/** Fills what bar and composer leave. */
export function Timeline({ handle, head }: { handle: ChatHandle; head: ChatHeadView }) {
  const { client } = useKith();
  const timeline = useView(handle.timeline);
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
        <TalkBones bare={head.kind === 'direct'} />
      </div>
    );
  }
  const said = items.some(({ type }) => type === 'message');
  if (!said && timeline.start) {
    return (
      <div className={styles.past}>
        <Welcome head={head} />
      </div>
    );
  }
  return <MessageList handle={handle} head={head} timeline={timeline} />;
}
