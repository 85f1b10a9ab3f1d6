// The accounts of this browser: going to another one, adding one, and the way out of this one.
import { useState } from 'react';
import { useKith } from '#web/app/kith.ts';
import { knownAccounts } from '#web/app/known-accounts.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { atName } from '#web/faces/name.ts';
import { Button } from '#web/parts/button.tsx';
import { Ask } from '#web/sheets/ask.tsx';
import { useView } from '#web/tab/use-view.ts';
import { more } from '#web/words/more.ts';
import { plural } from '#web/words/words.ts';
import styles from './rows.module.css';
import { Section } from './section.tsx';

/** `me`: the account of this tab. */
export function Accounts({ me }: { me: string }) {
  const { client, switchTo, signOut } = useKith();
  const { queued } = useView(client.connection);
  const [asking, setAsking] = useState(false);
  const { signOutHint, signOutQueued } = more.account;
  return (
    <Section title={more.account.accounts}>
      <ul className={styles.rows}>
        {knownAccounts().map(({ id, displayName, username }) => (
          <li key={id}>
            <PersonFace name={displayName} size="bar" />
            <div>
              <p className="clip" dir="auto">
                {displayName}
              </p>
              <p className={styles.second}>
                {id === me ? more.account.current : <bdi>{atName({ username })}</bdi>}
              </p>
            </div>
            {id !== me && (
              <Button
                small
                aria-label={more.account.switchTo(displayName)}
                onClick={() => switchTo(id)}
              >
                {more.account.switch}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className={styles.acts}>
        <Button onClick={() => switchTo('another')}>{more.account.addAccount}</Button>
        <Button look="danger" onClick={() => setAsking(true)}>
          {more.account.signOut}
        </Button>
      </div>
      {asking && (
        <Ask
          title={more.account.signOutTitle}
          hint={queued > 0 ? signOutQueued(queued, plural) : signOutHint}
          act={more.account.signOut}
          keep={more.details.stay}
          onAct={signOut}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
