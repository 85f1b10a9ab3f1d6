// Where one is signed in; each but the one in use here can be ended.
import { useCallback, useEffect, useState } from 'react';
import type { Session } from '#protocol/person.ts';
import { useKith } from '#web/app/kith.ts';
import { Bone } from '#web/parts/bones.tsx';
import { Button } from '#web/parts/button.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { useNow } from '#web/tab/use-now.ts';
import { agoOf } from '#web/words/dates.ts';
import { more } from '#web/words/more.ts';
import { words } from '#web/words/words.ts';
import styles from './rows.module.css';
import { Said, Section } from './section.tsx';

/** The sessions of this account. */
export function Sessions() {
  const { client } = useKith();
  const [sessions, setSessions] = useState<readonly Session[]>();
  const [failing, setFailing] = useState(false);
  const { busy, wrong, run } = useAct();
  const load = useCallback(async () => {
    const outcome = await client.sessions();
    setFailing(!outcome.ok);
    if (outcome.ok) setSessions(outcome.value);
  }, [client]);
  useEffect(() => void load(), [load]);
  const end = (id: string): void => {
    if (!busy) void run(client.endSession(id), () => void load());
  };
  return (
    <Section title={more.account.sessions}>
      {!sessions && !failing && <Bone width={240} height={40} />}
      {failing && (
        <p className={styles.failing}>
          {words.failed.list}{' '}
          <Button look="word" onClick={() => void load()}>
            {words.failed.tryAgain}
          </Button>
        </p>
      )}
      <ul className={styles.rows}>
        {sessions?.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={end} />
        ))}
      </ul>
      <Said wrong={wrong} done={undefined} />
    </Section>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: (id: string) => void }) {
  const now = useNow();
  const { id, device, seenAt, current } = session;
  return (
    <li>
      <div>
        <p className="clip" dir="auto">
          {device}
        </p>
        <p className={styles.second}>
          {current ? more.account.thisOne : more.account.lastUsed(agoOf(seenAt, now))}
        </p>
      </div>
      {!current && (
        <Button small aria-label={more.account.endNamed(device)} onClick={() => onEnd(id)}>
          {more.account.end}
        </Button>
      )}
    </li>
  );
}
