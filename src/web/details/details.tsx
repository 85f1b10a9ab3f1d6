// The panel beside a conversation: what it is about, who is in it, what one may do with it. On narrow screens it lies over
// the conversation, on phones it is a screen.
import { ChevronLeft, X } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useKith } from '#web/app/kith.ts';
import { chatPath, go, goBack } from '#web/app/places.ts';
import { Tool } from '#web/parts/tool.tsx';
import { usePhone } from '#web/tab/media.ts';
import { useEntryFocus } from '#web/tab/use-entry-focus.ts';
import { useView } from '#web/tab/use-view.ts';
import { more } from '#web/words/more.ts';
import { About } from './about.tsx';
import styles from './details.module.css';
import { Leave } from './leave.tsx';
import { Members } from './members.tsx';

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
      {head.state !== 'forbidden' && (
        <div className={styles.scroll}>
          <About handle={handle} head={head} />
          {head.kind !== 'direct' && <Members handle={handle} head={head} />}
          {head.may.leave && <Leave handle={handle} head={head} />}
        </div>
      )}
    </Panel>
  );
}
