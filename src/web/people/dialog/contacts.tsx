// One's contacts, online first, and a field that adds somebody by user name.
import { MessageSquare } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Client, ContactsView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { chatPath } from '#web/app/places.ts';
import { presenceOf } from '#web/conversation/use-who-is-here.ts';
import { atName } from '#web/faces/name.ts';
import { Button } from '#web/parts/button.tsx';
import { Field } from '#web/parts/field.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { useNow } from '#web/tab/use-now.ts';
import { peopleWords } from '#web/words/people.ts';
import { words } from '#web/words/words.ts';
import { useWatch } from '../use-people.ts';
import styles from './people-dialog.module.css';
import { PersonRow } from './person-row.tsx';

const { people, write, contact } = peopleWords;

/** `onShow` gets a user id, `onGo` an address. */
export function Contacts({
  view: { state, contacts },
  onShow,
  onGo,
}: {
  view: ContactsView;
  onShow: (user: string) => void;
  onGo: (path: string) => void;
}) {
  const { client } = useKith();
  const now = useNow();
  useWatch(contacts);
  return (
    <>
      <AddByName />
      {contacts.length === 0 && state !== 'loading' && (
        <p className={styles.none}>{state === 'failing' ? people.failing : people.noContacts}</p>
      )}
      <ul className={styles.rows} aria-label={people.contacts}>
        {contacts.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            below={presenceOf(person, now) || atName(person)}
            onShow={onShow}
          >
            <Tool
              icon={MessageSquare}
              label={contact.named(write, person.displayName)}
              onClick={() => onGo(chatPath(client.directWith(person.id)))}
            />
          </PersonRow>
        ))}
      </ul>
    </>
  );
}

function AddByName() {
  const { client } = useKith();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ wrong?: string; done?: string }>({});
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wanted = name.trim().replace(/^@/, '');
    if (wanted === '') return setSaid({ wrong: people.addNeeded });
    if (busy) return;
    setBusy(true);
    const outcome = await add(client, wanted);
    setBusy(false);
    setSaid(outcome);
    if (outcome.wrong === undefined) setName('');
  };
  return (
    <form className={styles.add} onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={people.addLabel}
        value={name}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={said.wrong}
        onChange={({ target }) => {
          setName(target.value);
          setSaid({});
        }}
      />
      <Button type="submit" busy={busy}>
        {people.add}
      </Button>
      <p role="status">{said.done}</p>
    </form>
  );
}

async function add(client: Client, username: string): Promise<{ wrong?: string; done?: string }> {
  const found = await client.profile(username);
  if (!found.ok) {
    if ('offline' in found) return { wrong: words.failed.offline };
    const { rejected, message } = found.refused;
    const missing = rejected === 'notFound' || rejected === 'invalid';
    return { wrong: missing ? people.addMissing(username) : message };
  }
  const { id, displayName } = found.value;
  if (id === client.account.get().id) return { wrong: people.self };
  const added = await client.addContact(id);
  if (!added.ok) {
    return { wrong: 'offline' in added ? words.failed.offline : added.refused.message };
  }
  const now = await client.profile(username);
  const asked = now.ok && now.value.relation.mine === 'asked';
  return { done: asked ? people.asked(displayName) : people.added(displayName) };
}
