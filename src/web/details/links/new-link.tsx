// Makes an invite link: how long it works, and for how many people.
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import type { ChatHandle } from '#client/model.ts';
import type { Invite } from '#protocol/chat.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { detailsWords } from '#web/words/details.ts';
import styles from './links.module.css';

const HOUR_MS = 3_600_000;
const EXPIRIES = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  never: undefined,
} as const;
type Expiry = keyof typeof EXPIRIES;
const USES = [1, 10, 100, undefined] as const;

/** Two choices and a button. */
export function NewLink({
  handle,
  onMade,
}: {
  handle: ChatHandle;
  onMade: (link: Invite) => void;
}) {
  const { invites } = detailsWords;
  const [expiry, setExpiry] = useState<Expiry>('week');
  const [uses, setUses] = useState<number>();
  const { busy, wrong, run } = useAct();
  const make = (): void => {
    const expiresInMs = EXPIRIES[expiry];
    const wanted = {
      ...(expiresInMs === undefined ? {} : { expiresInMs }),
      ...(uses === undefined ? {} : { uses }),
    };
    void run(handle.createInvite(wanted), onMade);
  };
  return (
    <>
      <div className={styles.make}>
        <Choice
          label={invites.expiry}
          value={expiry}
          options={Object.entries(invites.expiries)}
          onChoose={(wanted) => setExpiry(wanted as Expiry)}
        />
        <Choice
          label={invites.uses}
          value={String(uses ?? '')}
          options={USES.map((count) => [String(count ?? ''), count ?? invites.unlimited])}
          onChoose={(wanted) => setUses(wanted === '' ? undefined : Number(wanted))}
        />
        <Button look="main" busy={busy} onClick={make}>
          {invites.make}
        </Button>
      </div>
      <p role="alert" className={styles.wrong}>
        {wrong}
      </p>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, said: string | number])[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{label}</label>
      <span>
        <select id={id} value={value} onChange={({ target }) => onChoose(target.value)}>
          {options.map(([option, said]) => (
            <option key={option} value={option}>
              {said}
            </option>
          ))}
        </select>
        <Icon of={ChevronDown} size={16} />
      </span>
    </div>
  );
}
