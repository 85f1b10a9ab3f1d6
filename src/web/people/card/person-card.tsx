// A person in short, over whatever one was at: face, names, presence, what they say of themselves, and what can be done.
import { X } from 'lucide-react';
import type { WallView } from '#client/model.ts';
import type { DialogEnds } from '#web/app/dialogs.ts';
import { ACCOUNT, personPath } from '#web/app/places.ts';
import { nameSaid } from '#web/faces/name.ts';
import { Button } from '#web/parts/button.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { Sheet } from '#web/sheets/sheet.tsx';
import { messageWords } from '#web/words/message.ts';
import { more } from '#web/words/more.ts';
import { peopleWords } from '#web/words/people.ts';
import { PersonActs } from './person-acts.tsx';
import styles from './person-card.module.css';
import { PersonHead } from './person-head.tsx';
import { usePerson } from './use-person.ts';

/** `user`: whom it is about. */
export function PersonCard({ user, onClose, onGo }: DialogEnds & { user: string }) {
  const view = usePerson(user, 'card');
  const { person, state } = view;
  const gone = state === 'missing' || person?.deleted === true;
  const title = person && !gone ? nameSaid(person) : messageWords.deletedAccount;
  return (
    <Sheet title={title} onClose={onClose} bare>
      <div className={styles.card}>
        <Tool className={styles.close} icon={X} label={more.dialog.close} onClick={onClose} />
        {gone || !person ? <Gone gone={gone} /> : <Known view={view} onGo={onGo} />}
      </div>
    </Sheet>
  );
}

function Gone({ gone }: { gone: boolean }) {
  if (!gone) return null;
  return (
    <>
      <p className={styles.title}>{messageWords.deletedAccount}</p>
      <p className={styles.gone}>{peopleWords.wall.missingHint}</p>
    </>
  );
}

function Known({ view, onGo }: { view: WallView; onGo: (path: string) => void }) {
  const { person, profile, own } = view;
  if (!person) return null;
  return (
    <>
      <PersonHead person={person} />
      {profile?.about !== undefined && (
        <p className={styles.about} dir="auto">
          {profile.about}
        </p>
      )}
      {person.blocked && <p className={styles.blocked}>{peopleWords.contact.blocked}</p>}
      {own ? (
        <Own username={person.username} onGo={onGo} />
      ) : (
        <PersonActs person={person} page onGo={onGo} />
      )}
    </>
  );
}

function Own({ username, onGo }: { username: string; onGo: (path: string) => void }) {
  return (
    <div className={styles.own}>
      <span>{peopleWords.you}</span>
      <Button small onClick={() => onGo(personPath(username))}>
        {peopleWords.account.toPage}
      </Button>
      <Button small onClick={() => onGo(ACCOUNT)}>
        {peopleWords.wall.edit}
      </Button>
    </div>
  );
}
