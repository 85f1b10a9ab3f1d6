// Whom one blocks, and taking that back.
import type { ContactsView, PersonView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { atName } from '#web/faces/name.ts';
import { Button } from '#web/parts/button.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { peopleWords } from '#web/words/people.ts';
import styles from './people-dialog.module.css';
import { PersonRow } from './person-row.tsx';

const { people, contact } = peopleWords;

/** `onShow` gets a user id. */
export function Blocked({
  view: { state, blocked },
  onShow,
}: {
  view: ContactsView;
  onShow: (user: string) => void;
}) {
  if (blocked.length === 0) {
    if (state === 'loading') return null;
    return <p className={styles.none}>{state === 'failing' ? people.failing : people.noBlocked}</p>;
  }
  return (
    <ul className={styles.rows} aria-label={people.blocked}>
      {blocked.map((person) => (
        <BlockedRow key={person.id} person={person} onShow={onShow} />
      ))}
    </ul>
  );
}

function BlockedRow({ person, onShow }: { person: PersonView; onShow: (user: string) => void }) {
  const { client } = useKith();
  const { busy, wrong, run } = useAct();
  return (
    <PersonRow person={person} below={atName(person)} wrong={wrong} onShow={onShow}>
      <Button
        small
        busy={busy}
        aria-label={contact.named(contact.unblock, person.displayName)}
        onClick={() => void run(client.block(person.id, false))}
      >
        {contact.unblock}
      </Button>
    </PersonRow>
  );
}
