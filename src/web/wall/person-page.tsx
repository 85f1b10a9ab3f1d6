// Somebody's page, by user name: who they are, and their wall. Finds out first whose name it is.
import { useEffect, useRef, useState } from 'react';
import { useKith } from '#web/app/kith.ts';
import { Button } from '#web/parts/button.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { useEntryFocus } from '#web/tab/use-entry-focus.ts';
import { peopleWords } from '#web/words/people.ts';
import { words } from '#web/words/words.ts';
import { Missing } from './missing.tsx';
import { PageBones } from './page-bones.tsx';
import styles from './person-page.module.css';
import { useIdOf } from './use-id-of.ts';
import { Wall } from './wall.tsx';

/** In place of a conversation. `first`: a post to go to. */
export function PersonPage({ username, first }: { username: string; first: number | undefined }) {
  const screen = useRef<HTMLElement>(null);
  const [tries, setTries] = useState(0);
  const found = useIdOf(username, tries);
  useEntryFocus(screen);
  return (
    <main
      ref={screen}
      tabIndex={-1}
      className={styles.page}
      aria-label={peopleWords.wall.page(username)}
    >
      {found.state === 'loading' && <PageBones title={peopleWords.wall.page(username)} />}
      {found.state === 'missing' && <Missing />}
      {found.state === 'failing' && <Failing onRetry={() => setTries(tries + 1)} />}
      {found.state === 'found' && <Wall user={found.id} name={username} first={first} />}
    </main>
  );
}

function Failing({ onRetry }: { onRetry: () => void }) {
  const { client } = useKith();
  // Tried again by itself when there is a connection.
  useEffect(
    () =>
      client.connection.subscribe(() => {
        if (client.connection.get().state === 'open') onRetry();
      }),
    [client, onRetry],
  );
  return (
    <Empty whole title={peopleWords.wall.failing} hint={words.failed.hint}>
      <Button onClick={onRetry}>{words.failed.tryAgain}</Button>
    </Empty>
  );
}
