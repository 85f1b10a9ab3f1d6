// One's own account and this browser: picture, names, who sees what, password, where one is signed in, looks, other
// accounts, one's data, the ways out.
import { ChevronLeft } from 'lucide-react';
import { useRef } from 'react';
import { useKith } from '#web/app/kith.ts';
import { goBack } from '#web/app/places.ts';
import { Strip } from '#web/app/strip.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { usePhone } from '#web/tab/media.ts';
import { useEntryFocus } from '#web/tab/use-entry-focus.ts';
import { useView } from '#web/tab/use-view.ts';
import { more } from '#web/words/more.ts';
import styles from './account-screen.module.css';
import { Accounts } from './accounts.tsx';
import { Data } from './leaving/data.tsx';
import { Looks } from './looks.tsx';
import { Meeting } from './meeting.tsx';
import { Names } from './names.tsx';
import { Password } from './password.tsx';
import { Sessions } from './sessions.tsx';
import { Who } from './who.tsx';

/** In place of a conversation. */
export function AccountScreen() {
  const { client } = useKith();
  const phone = usePhone();
  const account = useView(client.account);
  const screen = useRef<HTMLElement>(null);
  useEntryFocus(screen);
  return (
    <main ref={screen} tabIndex={-1} className={styles.account} aria-label={more.account.title}>
      <header className={styles.bar}>
        {phone && (
          <Tool
            icon={ChevronLeft}
            iconSize={24}
            label={more.dialog.back}
            onClick={() => goBack()}
          />
        )}
        <h1>{more.account.title}</h1>
      </header>
      <Strip />
      <div className={styles.scroll}>
        <div className={styles.column}>
          <Who account={account} />
          <Names account={account} />
          <Meeting account={account} />
          <Looks />
          <Password />
          <Sessions />
          <Accounts me={account.id} />
          <Data />
        </div>
      </div>
    </main>
  );
}
