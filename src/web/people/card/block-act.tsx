// Blocking somebody, after a question; and taking it back, without one.
import { Ban } from 'lucide-react';
import { useState } from 'react';
import type { PersonView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { Ask } from '#web/sheets/ask.tsx';
import { peopleWords } from '#web/words/people.ts';
import styles from './person-acts.module.css';

const { contact } = peopleWords;

/** One button. */
export function BlockAct({ person: { id, blocked, displayName } }: { person: PersonView }) {
  const { client } = useKith();
  const [asking, setAsking] = useState(false);
  const { busy, wrong, run } = useAct();
  const press = (): void => {
    if (blocked) void run(client.block(id, false));
    else setAsking(true);
  };
  return (
    <>
      <Button small busy={busy} onClick={press}>
        <Icon of={Ban} size={16} />
        {blocked ? contact.unblock : contact.block}
      </Button>
      {wrong !== undefined && (
        <p role="alert" className={styles.wrong}>
          {wrong}
        </p>
      )}
      {asking && (
        <Ask
          title={contact.blockTitle(displayName)}
          hint={contact.blockHint}
          act={contact.block}
          keep={contact.keep}
          onAct={() => client.block(id, true)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
