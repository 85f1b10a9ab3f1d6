// What others call one, and what one may tell of oneself.
import { type FormEvent, useState } from 'react';
import { DISPLAY_NAME_CHARS_MAX, EMAIL_CHARS_MAX, PERSONAL_CHARS_MAX } from '#protocol/limits.ts';
import type { Account, AccountChange } from '#protocol/person.ts';
import { useKith } from '#web/app/kith.ts';
import { Button } from '#web/parts/button.tsx';
import { Field } from '#web/parts/field.tsx';
import { useEntrance } from '#web/signin/use-entrance.ts';
import { more } from '#web/words/more.ts';
import styles from './form.module.css';
import { Said, Section } from './section.tsx';

const FIELDS = [
  ['displayName', more.account.displayName, 'name', DISPLAY_NAME_CHARS_MAX],
  ['email', more.account.email, 'email', EMAIL_CHARS_MAX],
  ['firstName', more.account.firstName, 'given-name', PERSONAL_CHARS_MAX],
  ['familyName', more.account.familyName, 'family-name', PERSONAL_CHARS_MAX],
  ['gender', more.account.gender, 'sex', PERSONAL_CHARS_MAX],
  ['city', more.account.city, 'address-level2', PERSONAL_CHARS_MAX],
  ['country', more.account.country, 'country-name', PERSONAL_CHARS_MAX],
] as const;

/** Saves only what was changed. */
export function Names({ account }: { account: Account }) {
  const { client } = useKith();
  const [saved, setSaved] = useState(false);
  const names = FIELDS.map(([name]) => name);
  const { busy, wrong, errorOf, attempt } = useEntrance(names, () => setSaved(true));
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const change = changeIn(new FormData(event.currentTarget), account);
    setSaved(false);
    if (Object.keys(change).length === 0) setSaved(true);
    else void attempt(client.changeAccount(change));
  };
  const general = wrong?.field === undefined ? wrong?.message : undefined;
  return (
    <Section title={more.account.you}>
      <form className={styles.form} onSubmit={submit} onChange={() => setSaved(false)} noValidate>
        <div className={styles.pairs}>
          {FIELDS.map(([name, label, complete, max]) => (
            <Field
              key={name}
              name={name}
              label={label}
              type={name === 'email' ? 'email' : 'text'}
              autoComplete={complete}
              maxLength={max}
              defaultValue={account[name] ?? ''}
              hint={name === 'email' ? more.account.emailHint : undefined}
              error={errorOf(name)}
            />
          ))}
        </div>
        <div className={styles.end}>
          <Said wrong={general} done={saved ? more.dialog.saved : undefined} />
          <Button type="submit" busy={busy}>
            {more.dialog.save}
          </Button>
        </div>
      </form>
    </Section>
  );
}

/** An empty text takes a field away; the name that others see cannot be empty, which the server says. */
function changeIn(form: FormData, account: Account): AccountChange {
  const changed = FIELDS.flatMap(([name]) => {
    const value = String(form.get(name) ?? '').trim();
    return value === (account[name] ?? '') ? [] : [[name, value] as const];
  });
  return Object.fromEntries(changed);
}
