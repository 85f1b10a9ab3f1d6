// What others call one, what one may tell of oneself, and who sees each of these fields.
import { type FormEvent, type ReactNode, useState } from 'react';
import { DISPLAY_NAME_CHARS_MAX, EMAIL_CHARS_MAX, PERSONAL_CHARS_MAX } from '#protocol/limits.ts';
import type {
  Account,
  AccountChange,
  Audience,
  ProfileField,
  Visibility,
} from '#protocol/person.ts';
import { useKith } from '#web/app/kith.ts';
import { Button } from '#web/parts/button.tsx';
import { Field } from '#web/parts/field.tsx';
import { useEntrance } from '#web/signin/use-entrance.ts';
import { more } from '#web/words/more.ts';
import { peopleWords } from '#web/words/people.ts';
import { AboutField } from './about-field.tsx';
import { AudienceSelect } from './controls/audience-select.tsx';
import styles from './form.module.css';
import { Said, Section } from './section.tsx';

const FIELDS = [
  ['email', more.account.email, 'email', EMAIL_CHARS_MAX],
  ['firstName', more.account.firstName, 'given-name', PERSONAL_CHARS_MAX],
  ['familyName', more.account.familyName, 'family-name', PERSONAL_CHARS_MAX],
  ['gender', more.account.gender, 'sex', PERSONAL_CHARS_MAX],
  ['city', more.account.city, 'address-level2', PERSONAL_CHARS_MAX],
  ['country', more.account.country, 'country-name', PERSONAL_CHARS_MAX],
] as const;
const SHOWN: readonly ProfileField[] = ['about', ...FIELDS.map(([name]) => name)];
const NAMES = ['displayName', ...SHOWN] as const;

/** Saves only what was changed. */
export function Names({ account }: { account: Account }) {
  const { client } = useKith();
  const [saved, setSaved] = useState(false);
  const [visibility, setVisibility] = useState(account.visibility);
  const { busy, wrong, errorOf, attempt } = useEntrance(NAMES, () => setSaved(true));
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const change = changeIn(new FormData(event.currentTarget), account, visibility);
    setSaved(false);
    if (Object.keys(change).length === 0) setSaved(true);
    else void attempt(client.changeAccount(change));
  };
  const show = (field: ProfileField) => (to: Audience) => {
    setVisibility({ ...visibility, [field]: to });
    setSaved(false);
  };
  const select = (field: ProfileField, label: string) => (
    <AudienceSelect
      label={peopleWords.account.shownTo(label)}
      value={visibility[field]}
      onChange={show(field)}
    />
  );
  const general = wrong?.field === undefined ? wrong?.message : undefined;
  return (
    <Section title={more.account.you} hint={peopleWords.account.fieldsHint}>
      <form className={styles.form} onSubmit={submit} onChange={() => setSaved(false)} noValidate>
        <Field
          name="displayName"
          label={more.account.displayName}
          autoComplete="name"
          maxLength={DISPLAY_NAME_CHARS_MAX}
          defaultValue={account.displayName}
          error={errorOf('displayName')}
        />
        <AboutField
          value={account.about ?? ''}
          error={errorOf('about')}
          beside={select('about', peopleWords.fields.about)}
        />
        <Rows account={account} errorOf={errorOf} select={select} />
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

/** One line for each field: what it says, and who sees it. */
function Rows({
  account,
  errorOf,
  select,
}: {
  account: Account;
  errorOf: (field: string) => string | undefined;
  select: (field: ProfileField, label: string) => ReactNode;
}) {
  return FIELDS.map(([name, label, complete, max]) => (
    <div key={name} className={styles.shown}>
      <Field
        name={name}
        label={label}
        type={name === 'email' ? 'email' : 'text'}
        autoComplete={complete}
        maxLength={max}
        defaultValue={account[name] ?? ''}
        hint={name === 'email' ? peopleWords.account.emailHint : undefined}
        error={errorOf(name)}
      />
      {select(name, label)}
    </div>
  ));
}

/** An empty text takes a field away; the name that others see cannot be empty, which the server says. */
function changeIn(form: FormData, account: Account, visibility: Visibility): AccountChange {
  const changed = NAMES.flatMap((name) => {
    const value = String(form.get(name) ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    return value === (account[name] ?? '') ? [] : [[name, value] as const];
  });
  const shown = SHOWN.filter((field) => visibility[field] !== account.visibility[field]);
  return {
    ...Object.fromEntries(changed),
    ...(shown.length === 0
      ? {}
      : { visibility: Object.fromEntries(shown.map((field) => [field, visibility[field]])) }),
  };
}
