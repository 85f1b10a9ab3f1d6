// What can be done about a person: write to them, see their page, contact, block.
import { MessageSquare, StickyNote } from 'lucide-react';
import type { PersonView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { chatPath, personPath } from '#web/app/places.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { peopleWords } from '#web/words/people.ts';
import { BlockAct } from './block-act.tsx';
import { ContactAct } from './contact-act.tsx';
import styles from './person-acts.module.css';

/** `onGo` gets addresses; `page`: whether the way to their page is among the acts. */
export function PersonActs({
  person,
  page = false,
  onGo,
}: {
  person: PersonView;
  page?: boolean;
  onGo: (path: string) => void;
}) {
  const { client } = useKith();
  // A request that waits has a line of its own, below.
  const asks = !person.blocked && person.contact === 'none' && person.theirs === 'asked';
  return (
    <div className={styles.acts}>
      <Button small look="main" onClick={() => onGo(chatPath(client.directWith(person.id)))}>
        <Icon of={MessageSquare} size={16} />
        {peopleWords.write}
      </Button>
      {page && (
        <Button small onClick={() => onGo(personPath(person.username))}>
          <Icon of={StickyNote} size={16} />
          {peopleWords.page}
        </Button>
      )}
      {!asks && !person.blocked && <ContactAct person={person} />}
      <BlockAct person={person} />
      {asks && <ContactAct person={person} />}
    </div>
  );
}
