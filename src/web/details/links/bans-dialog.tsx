// Who is kept out of a chat, and the way to let them in again.
import { useMemo } from 'react';
import type { ChatHandle } from '#client/model.ts';
import type { User } from '#protocol/person.ts';
import { useKith } from '#web/app/kith.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { Line } from '#web/faces/line.tsx';
import { atName, nameSaid } from '#web/faces/name.ts';
import { Bone } from '#web/parts/bones.tsx';
import { Button } from '#web/parts/button.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { Sheet } from '#web/sheets/sheet.tsx';
import { detailsWords } from '#web/words/details.ts';
import { words } from '#web/words/words.ts';
import styles from './links.module.css';
import { useList } from './use-list.ts';

/** `chat`: out of which they are kept. */
export function BansDialog({ chat, onClose }: { chat: string; onClose: () => void }) {
  const { client } = useKith();
  const handle = useMemo(() => client.chat(chat), [client, chat]);
  const { bans } = detailsWords;
  const list = useList<User>((after) => handle.bans(after));
  return (
    <Sheet title={bans.title} onClose={onClose}>
      <div className={styles.body}>
        {list.state === 'ready' && list.items.length === 0 && (
          <p className={styles.empty}>{bans.none}</p>
        )}
        <ul>
          {list.items.map((person) => (
            <Banned
              key={person.id}
              person={person}
              handle={handle}
              onIn={() => list.change((people) => people.filter(({ id }) => id !== person.id))}
            />
          ))}
        </ul>
        {list.state === 'loading' && <Bone width={240} height={16} />}
        {list.state === 'failed' && (
          <p className={styles.empty} role="alert">
            {list.why}
            <Button look="word" onClick={list.retry}>
              {words.failed.tryAgain}
            </Button>
          </p>
        )}
        {list.more && <Button onClick={list.more}>{bans.more}</Button>}
      </div>
    </Sheet>
  );
}

interface BannedProps {
  readonly person: User;
  readonly handle: ChatHandle;
  readonly onIn: () => void;
}

function Banned({ person, handle, onIn }: BannedProps) {
  const { bans } = detailsWords;
  const { busy, wrong, run } = useAct();
  const { id, displayName } = person;
  return (
    <li>
      <div className={styles.person}>
        <Line
          face={<PersonFace name={displayName} />}
          name={nameSaid(person)}
          below={atName(person)}
        />
        <Button
          small
          busy={busy}
          aria-label={bans.letInNamed(nameSaid(person))}
          onClick={() => void run(handle.ban(id, false), onIn)}
        >
          {bans.letIn}
        </Button>
      </div>
      <p role="alert" className={styles.wrong}>
        {wrong}
      </p>
    </li>
  );
}
