// How one wants to be met: what others see of one's comings and goings, who has to ask, and the wall. Each takes effect at
// once; when the server says no, it is as before, and words say why.
import { useState } from 'react';
import type { Account, AccountSettings } from '#protocol/person.ts';
import { useKith } from '#web/app/kith.ts';
import { useAct } from '#web/parts/use-act.ts';
import { peopleWords } from '#web/words/people.ts';
import { AudienceSelect } from './controls/audience-select.tsx';
import { SwitchRow } from './controls/switch-row.tsx';
import { Said, Section } from './section.tsx';

const { account: said } = peopleWords;

const SWITCHES = [
  ['presence', said.presence, said.presenceHint],
  ['receipts', said.receipts, said.receiptsHint],
  ['contactRequests', said.requests, said.requestsHint],
] as const;
const WALL = [
  ['wallPosts', said.wallPosts],
  ['wallReaders', said.wallReaders],
] as const;

/** Two sections. */
export function Meeting({ account: { settings } }: { account: Account }) {
  const { client } = useKith();
  const [wanted, setWanted] = useState<Partial<AccountSettings>>({});
  const { wrong, run } = useAct();
  const shown = { ...settings, ...wanted };
  const set = async (change: Partial<AccountSettings>): Promise<void> => {
    setWanted((before) => ({ ...before, ...change }));
    await run(client.changeAccount({ settings: change }));
    setWanted((before) => without(before, change));
  };
  return (
    <>
      <Section title={said.meet}>
        {SWITCHES.map(([name, label, hint]) => (
          <SwitchRow
            key={name}
            label={label}
            hint={hint}
            on={shown[name]}
            onChange={(on) => void set({ [name]: on })}
          />
        ))}
        <Said wrong={wrong} done={undefined} />
      </Section>
      <Section title={said.wall}>
        {WALL.map(([name, label]) => (
          <AudienceSelect
            key={name}
            label={label}
            labelled
            value={shown[name]}
            onChange={(audience) => void set({ [name]: audience })}
          />
        ))}
      </Section>
    </>
  );
}

/** What was answered is no longer only wanted; what was wanted anew meanwhile still is. */
function without(
  wanted: Partial<AccountSettings>,
  answered: Partial<AccountSettings>,
): Partial<AccountSettings> {
  const rest = Object.entries(wanted).filter(([name, value]) => {
    return answered[name as keyof AccountSettings] !== value;
  });
  return Object.fromEntries(rest);
}
