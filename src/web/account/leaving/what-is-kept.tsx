// What becomes of one's messages when the account goes: one of two, with what each means.
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { peopleWords } from '#web/words/people.ts';
import styles from './data.module.css';

/** The two ways. */
export type Keeping = 'keep' | 'erase';

const { account: said } = peopleWords;
const WAYS = [
  ['keep', said.keep, said.keepHint],
  ['erase', said.erase, said.eraseHint],
] as const;

/** Radio buttons one below the other. */
export function WhatIsKept({
  value,
  onChange,
}: {
  value: Keeping;
  onChange: (value: Keeping) => void;
}) {
  return (
    <RadioGroup
      className={styles.ways ?? ''}
      value={value}
      onChange={(way) => onChange(way === 'erase' ? 'erase' : 'keep')}
    >
      <Label className={styles.label ?? ''}>{said.messages}</Label>
      {WAYS.map(([way, name, hint]) => (
        <Radio key={way} value={way} className={styles.way ?? ''}>
          <i className={styles.dot} aria-hidden />
          <span>
            <span className={styles.name}>{name}</span>
            <span className={styles.hint}>{hint}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
