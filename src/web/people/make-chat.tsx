// Making a group or a room: its name, and who is in it from the first.
import { X } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import type { Client, Outcome, PersonView } from '#client/model.ts';
import { CHAT_NAME_CHARS_MAX, FIRST_MEMBERS_MAX } from '#protocol/limits.ts';
import { SwitchRow } from '#web/account/controls/switch-row.tsx';
import { useKith } from '#web/app/kith.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { firstName } from '#web/faces/name.ts';
import { Button } from '#web/parts/button.tsx';
import { Field } from '#web/parts/field.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { detailsWords } from '#web/words/details.ts';
import { more } from '#web/words/more.ts';
import styles from './make-chat.module.css';
import { PeopleFinder } from './people-finder.tsx';

const { rules } = detailsWords;

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
  const [room, setRoom] = useState({ listed: true, readOnly: false });
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
    const wanted = { kind, name: name.trim(), members: [...ids], ...room };
    void run(make(client, wanted), onMade);
  };
  return (
    <>
      <form id="make-chat" className={styles.form} onSubmit={submit}>
        <Field
          label={kind === 'group' ? more.newChat.groupName : more.newChat.roomName}
          value={name}
          maxLength={CHAT_NAME_CHARS_MAX}
          autoComplete="off"
          autoFocus
          error={wrong}
          onChange={({ target }) => setName(target.value)}
        />
        {kind === 'room' && (
          <RoomRules {...room} onChange={(change) => setRoom({ ...room, ...change })} />
        )}
      </form>
      <PeopleFinder
        later
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

interface Rules {
  readonly listed: boolean;
  readonly readOnly: boolean;
}

/** What may be said of a room from the beginning. */
function RoomRules(room: Rules & { onChange: (change: Partial<Rules>) => void }) {
  const { listed, readOnly, onChange } = room;
  return (
    <>
      <SwitchRow
        label={rules.listed}
        hint={rules.listedHint}
        on={listed}
        onChange={(on) => onChange({ listed: on })}
      />
      <SwitchRow
        label={rules.readOnly}
        hint={rules.readOnlyHint}
        on={readOnly}
        onChange={(on) => onChange({ readOnly: on })}
      />
    </>
  );
}

interface NewChat {
  readonly kind: 'group' | 'room';
  readonly name: string;
  readonly members: readonly string[];
  readonly listed: boolean;
  readonly readOnly: boolean;
}

/** A room in which only some write is made first and then ruled so: it is there even when the rule is refused. */
async function make(client: Client, wanted: NewChat): Promise<Outcome<string>> {
  const { kind, name, members, listed, readOnly } = wanted;
  const room = kind === 'room';
  const made = await client.createChat(kind, name, members, room ? listed : undefined);
  if (made.ok && room && readOnly) await client.chat(made.value).change({ readOnly });
  return made;
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
