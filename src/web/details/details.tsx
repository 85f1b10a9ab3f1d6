// The panel beside a conversation: what it is about, what one may do with it, who is in it. On narrow screens it lies over
// the conversation, on phones it is a screen.
import { ChevronLeft, X } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { ChatHandle, ChatHeadView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { chatPath, go, goBack } from '#web/app/places.ts';
import { Button } from '#web/parts/button.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { usePhone } from '#web/tab/media.ts';
import { useEntryFocus } from '#web/tab/use-entry-focus.ts';
import { useView } from '#web/tab/use-view.ts';
import { more } from '#web/words/more.ts';
import { words } from '#web/words/words.ts';
import { About } from './about/about.tsx';
import styles from './details.module.css';
import { Leave } from './leave.tsx';
import { Members } from './members/members.tsx';
import { OwnActs } from './own-acts.tsx';
import { Rules } from './rules.tsx';
import { Ways } from './ways.tsx';

/** Of the chat `id`. */
export function Details({ id }: { id: string }) {
  const { client } = useKith();
  const phone = usePhone();
  const handle = useMemo(() => client.chat(id), [client, id]);
  const head = useView(handle.head);
  const panel = useRef<HTMLElement>(null);
  useEntryFocus(panel);
  const close = (): void => {
    if (phone) goBack(chatPath(id));
    else go(chatPath(id), { replace: true });
  };
  // On a phone it is the only thing on screen.
  const [Panel, Title] = phone ? (['main', 'h1'] as const) : (['aside', 'h2'] as const);
  return (
    <Panel ref={panel} tabIndex={-1} className={styles.details} aria-label={more.details.title}>
      <header className={styles.bar}>
        {phone && (
          <Tool icon={ChevronLeft} iconSize={24} label={more.dialog.back} onClick={close} />
        )}
        <Title className={styles.title}>{more.details.title}</Title>
        {!phone && <Tool icon={X} label={more.details.close} onClick={close} />}
      </header>
      {head.state !== 'forbidden' && <Parts handle={handle} head={head} />}
    </Panel>
  );
}

function Parts({ handle, head }: { handle: ChatHandle; head: ChatHeadView }) {
  const { client } = useKith();
  const scroll = useRef<HTMLDivElement>(null);
  const shared = head.kind !== 'direct';
  return (
    <div ref={scroll} className={styles.scroll}>
      <div>
        <About handle={handle} head={head} />
        {head.state === 'failing' && (
          <p className={styles.failing} role="alert">
            <span>{words.failed.chat}</span>
            <Button look="word" onClick={() => client.reconnect()}>
              {words.failed.tryAgain}
            </Button>
          </p>
        )}
        {head.state === 'ready' && (
          <>
            <OwnActs handle={handle} head={head} />
            <Ways head={head} />
          </>
        )}
        {shared && <Members handle={handle} head={head} scroll={scroll} />}
        {head.may.change && <Rules handle={handle} head={head} />}
        {head.may.leave && <Leave handle={handle} head={head} />}
      </div>
    </div>
  );
}
