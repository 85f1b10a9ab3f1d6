// Making a group or a room: its name, and who is in it from the first.
import { X } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import type { PersonView } from '#client/model.ts';
import { CHAT_NAME_CHARS_MAX, FIRST_MEMBERS_MAX } from '#protocol/limits.ts';
import { useKith } from '#web/app/kith.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { firstName } from '#web/faces/name.ts';
import { Button } from '#web/parts/button.tsx';
import { Field } from '#web/parts/field.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { more } from '#web/words/more.ts';
import styles from './make-chat.module.css';
import { PeopleFinder } from './people-finder.tsx';

/** `onMade` gets the id of the new chat. */
export function MakeChat({
  kind,
  onMade,
}: {
  kind: 'group' | 'room';
  onMade: (chat: string) => void;
}) {
  const { client } = useKith();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly PersonView[]>([]);
  const ids = useMemo(() => new Set(chosen.map(({ id }) => id)), [chosen]);
  const { busy, wrong, run, refuse } = useAct();
  const toggle = (person: PersonView) => {
    const without = chosen.filter(({ id }) => id !== person.id);
    if (without.length === FIRST_MEMBERS_MAX)
      return refuse(more.newChat.tooMany(FIRST_MEMBERS_MAX));
    setChosen(without.length < chosen.length ? without : [...chosen, person]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return refuse(more.newChat.nameNeeded);
    void run(client.createChat(kind, name.trim(), [...ids]), onMade);
  };
  return (
    <>
      <form id="make-chat" className={styles.form} onSubmit={submit}>
        <Field
          label={kind === 'group' ? more.newChat.groupName : more.newChat.roomName}
          value={name}
          maxLength={CHAT_NAME_CHARS_MAX}
          autoComplete="off"
          error={wrong}
          onChange={({ target }) => setName(target.value)}
        />
      </form>
      <PeopleFinder
        chosen={ids}
        onChoose={toggle}
        between={<Chosen people={chosen} onDrop={toggle} />}
      />
      <footer className={styles.end}>
        <Button look="main" type="submit" form="make-chat" busy={busy}>
          {kind === 'group' ? more.newChat.makeGroup : more.newChat.makeRoom}
        </Button>
      </footer>
    </>
  );
}

function Chosen({
  people,
  onDrop,
}: {
  people: readonly PersonView[];
  onDrop: (person: PersonView) => void;
}) {
  if (people.length === 0) return null;
  return (
    <ul className={styles.chosen}>
      {people.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            aria-label={more.newChat.without(person.displayName)}
            onClick={() => onDrop(person)}
          >
            <PersonFace name={person.displayName} picture={person.picture} />
            <bdi className="clip">{firstName(person.displayName)}</bdi>
            <Icon of={X} size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
