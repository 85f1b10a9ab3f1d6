// Requests that wait: those of others to accept or refuse, one's own to withdraw.
import type { ContactsView, RequestView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { Button } from '#web/parts/button.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { peopleWords } from '#web/words/people.ts';
import styles from './people-dialog.module.css';
import { PersonRow } from './person-row.tsx';

const { people, contact } = peopleWords;

/** Newest first, others' before one's own. */
export function Requests({
  view: { state, requests },
  onShow,
}: {
  view: ContactsView;
  onShow: (user: string) => void;
}) {
  if (requests.length === 0) {
    if (state === 'loading') return null;
    return (
      <p className={styles.none}>{state === 'failing' ? people.failing : people.noRequests}</p>
    );
  }
  const to = (wanted: 'in' | 'out') => requests.filter(({ direction }) => direction === wanted);
  return (
    <ul className={styles.rows} aria-label={people.requests}>
      {[...to('in'), ...to('out')].map((request) => (
        <Request
          key={`${request.direction} ${request.person.id}`}
          request={request}
          onShow={onShow}
        />
      ))}
    </ul>
  );
}

function Request({
  request: { person, direction },
  onShow,
}: {
  request: RequestView;
  onShow: (user: string) => void;
}) {
  const { client } = useKith();
  const { busy, wrong, run } = useAct();
  const incoming = direction === 'in';
  const remove = (): void => void run(client.removeContact(person.id));
  const named = (act: string): string => contact.named(act, person.displayName);
  return (
    <PersonRow
      person={person}
      below={incoming ? people.incoming : people.outgoing}
      wrong={wrong}
      onShow={onShow}
    >
      {incoming && (
        <Button
          small
          look="main"
          busy={busy}
          aria-label={named(contact.accept)}
          onClick={() => void run(client.addContact(person.id))}
        >
          {contact.accept}
        </Button>
      )}
      <Button
        small
        busy={busy}
        aria-label={named(incoming ? contact.refuse : contact.withdraw)}
        onClick={remove}
      >
        {incoming ? contact.refuse : contact.withdraw}
      </Button>
    </PersonRow>
  );
}
