// Changing the password, which signs one out everywhere else.
import { type FormEvent, useState } from 'react';
import { PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN } from '#protocol/limits.ts';
import { useKith } from '#web/app/kith.ts';
import { Button } from '#web/parts/button.tsx';
import { Field } from '#web/parts/field.tsx';
import { type Wrong, wrongOf } from '#web/signin/use-entrance.ts';
import { useView } from '#web/tab/use-view.ts';
import { more } from '#web/words/more.ts';
import { words } from '#web/words/words.ts';
import styles from './form.module.css';
import { Said, Section } from './section.tsx';

const FIELDS = ['oldPassword', 'newPassword'];

/** A form of two fields, empty again when it is done. */
export function Password() {
  const { client } = useKith();
  const { username } = useView(client.account);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [wrong, setWrong] = useState<Wrong>();
  const errorOf = (field: string) => (wrong?.field === field ? wrong.message : undefined);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const [before, after] = FIELDS.map((name) => String(new FormData(form).get(name) ?? ''));
    const missing = missingIn(before ?? '', after ?? '');
    setDone(false);
    setWrong(missing);
    if (missing || busy) return;
    setBusy(true);
    const outcome = await client.changePassword(before ?? '', after ?? '');
    setBusy(false);
    if (!outcome.ok) return setWrong(wrongOf(outcome, FIELDS));
    form.reset();
    setDone(true);
  };
  return (
    <Section title={more.account.password} hint={more.account.passwordHint}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <input type="hidden" name="username" autoComplete="username" value={username} readOnly />
        <div className={styles.pairs}>
          <Field
            name="oldPassword"
            type="password"
            label={more.account.oldPassword}
            autoComplete="current-password"
            dir="ltr"
            maxLength={PASSWORD_CHARS_MAX}
            error={errorOf('oldPassword')}
          />
          <Field
            name="newPassword"
            type="password"
            label={more.account.newPassword}
            autoComplete="new-password"
            dir="ltr"
            maxLength={PASSWORD_CHARS_MAX}
            error={errorOf('newPassword')}
          />
        </div>
        <div className={styles.end}>
          <Said
            wrong={wrong && wrong.field === undefined ? wrong.message : undefined}
            done={done ? more.account.passwordChanged : undefined}
          />
          <Button type="submit" busy={busy}>
            {more.account.changePassword}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function missingIn(before: string, after: string): Wrong | undefined {
  if (before === '') return { field: 'oldPassword', message: more.account.passwordNeeded };
  if (after.length >= PASSWORD_CHARS_MIN) return undefined;
  return { field: 'newPassword', message: words.door.needed.tooShort(PASSWORD_CHARS_MIN) };
}
