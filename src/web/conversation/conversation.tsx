// One chat on screen: bar, what was said, the typing lane, the composer. Tells the client that it is shown.
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { ChatHandle, ChatHeadView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { keepLastChat } from '#web/app/last-chat.ts';
import { chatPath, go, LOBBY, seqIn } from '#web/app/places.ts';
import { Strip } from '#web/app/strip.tsx';
import { Composer } from '#web/composer/composer.tsx';
import type { MessageAct } from '#web/message/around/message-menu.tsx';
import type { Place } from '#web/message/use-message-acts.tsx';
import { Button } from '#web/parts/button.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { useEntryFocus } from '#web/tab/use-entry-focus.ts';
import { useView } from '#web/tab/use-view.ts';
import { Timeline } from '#web/timeline/timeline.tsx';
import { words } from '#web/words/words.ts';
import { ChatBar } from './chat-bar.tsx';
import styles from './conversation.module.css';
import { PinBar } from './pin-bar.tsx';
import { TypingLane } from './typing-lane.tsx';
import { Welcome } from './welcome.tsx';

const ALL: readonly MessageAct[] = [
  ...(['react', 'reply', 'edit', 'forward', 'copy', 'copyLink'] as const),
  ...(['pin', 'markUnread', 'history', 'hide', 'erase'] as const),
];
const EVERYTHING: ReadonlySet<MessageAct> = new Set([...ALL, 'seen']);
const IN_ROOMS: ReadonlySet<MessageAct> = new Set(ALL);

/** `details`: whether they are open beside it. */
export function Conversation({ id, details }: { id: string; details: boolean }) {
  const { client } = useKith();
  const handle = useMemo(() => client.chat(id), [client, id]);
  const head = useView(handle.head);
  const shown = useShown(handle);
  const screen = useRef<HTMLElement>(null);
  const [path] = useLocation();
  const { kind } = head;
  const place = useMemo<Place>(() => {
    return {
      conversation: handle,
      where: { chat: id },
      has: kind === 'room' ? IN_ROOMS : EVERYTHING,
    };
  }, [handle, id, kind]);
  useEntryFocus(screen);
  if (head.state === 'forbidden') return <Forbidden />;
  return (
    <main ref={screen} tabIndex={-1} className={styles.talk} aria-label={head.name}>
      <ChatBar head={head} details={details} />
      <PinBar head={head} />
      <Strip />
      {shown && (
        <Timeline
          place={place}
          direct={kind === 'direct'}
          empty={<Welcome head={head} />}
          first={seqIn(path)}
        />
      )}
      <TypingLane names={head.typing} direct={head.kind === 'direct'} />
      <Foot handle={handle} head={head} />
    </main>
  );
}

/** The client is told before the first painting, so that the "New" line is there when the place is chosen. */
function useShown(handle: ChatHandle): boolean {
  const [shown, setShown] = useState(false);
  useLayoutEffect(() => {
    const hide = handle.show();
    setShown(true);
    return hide;
  }, [handle]);
  return shown;
}

function Foot({ handle, head }: { handle: ChatHandle; head: ChatHeadView }) {
  const { client } = useKith();
  if (head.may.post || head.state !== 'ready') {
    return (
      <Composer
        conversation={handle}
        name={head.name}
        mayPost={head.may.post}
        members={head.person ? [head.person] : head.members}
        others={head.kind === 'room'}
        mayMentionAll={head.may.mentionAll}
        memberCount={head.memberCount}
      />
    );
  }
  const stranger = head.kind === 'room' && head.role === undefined;
  return (
    <footer className={styles.instead}>
      {stranger ? (
        <Button look="main" onClick={() => void client.join(head.id)}>
          {words.composer.join}
        </Button>
      ) : (
        words.composer.readOnly
      )}
    </footer>
  );
}

function Forbidden() {
  const { client } = useKith();
  useLayoutEffect(() => keepLastChat(client.account.get().id, undefined), [client]);
  return (
    <main className={styles.talk}>
      <Empty whole title={words.empty.forbidden} hint={words.empty.forbiddenHint}>
        <Button onClick={() => go(chatPath(LOBBY), { replace: true })}>
          {words.empty.toLobby}
        </Button>
      </Empty>
    </main>
  );
}
