// How one stands with somebody, and what can be done about it: add, withdraw, accept, refuse, remove.
import { Check, UserMinus, UserPlus, X } from 'lucide-react';
import type { Outcome, PersonView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { peopleWords } from '#web/words/people.ts';
import styles from './person-acts.module.css';

const { contact } = peopleWords;

/** Buttons and, where it is not plain from them, words. */
export function ContactAct({ person }: { person: PersonView }) {
  const { client } = useKith();
  const { busy, wrong, run } = useAct();
  const press = (act: (user: string) => Promise<Outcome>) => () => void run(act(person.id));
  const add = press((user) => client.addContact(user));
  const remove = press((user) => client.removeContact(user));
  return (
    <>
      {buttonsFor(person, { add, remove, busy })}
      {wrong !== undefined && (
        <p role="alert" className={styles.wrong}>
          {wrong}
        </p>
      )}
    </>
  );
}

interface Acts {
  readonly add: () => void;
  readonly remove: () => void;
  readonly busy: boolean;
}

function buttonsFor({ contact: mine, theirs, displayName }: PersonView, acts: Acts) {
  const { add, remove, busy } = acts;
  if (mine === 'contact') {
    return (
      <Button small busy={busy} onClick={remove}>
        <Icon of={UserMinus} size={16} />
        {contact.remove}
      </Button>
    );
  }
  if (mine === 'asked') {
    return (
      <span className={styles.asked}>
        {contact.asked}
        <Button look="word" busy={busy} onClick={remove}>
          {contact.withdraw}
        </Button>
      </span>
    );
  }
  if (theirs === 'asked') {
    return (
      <div className={styles.wants}>
        <p dir="auto">{contact.wants(displayName)}</p>
        <Button small look="main" busy={busy} onClick={add}>
          <Icon of={Check} size={16} />
          {contact.accept}
        </Button>
        <Button small busy={busy} onClick={remove}>
          <Icon of={X} size={16} />
          {contact.refuse}
        </Button>
      </div>
    );
  }
  return (
    <Button small busy={busy} onClick={add}>
      <Icon of={UserPlus} size={16} />
      {contact.add}
    </Button>
  );
}
