// Deleting the account: what happens, what becomes of the messages, the password; then a last question.
import { type FormEvent, useState } from 'react';
import type { Outcome } from '#client/model.ts';
import { PASSWORD_CHARS_MAX } from '#protocol/limits.ts';
import { useKith } from '#web/app/kith.ts';
import { Button } from '#web/parts/button.tsx';
import { Field } from '#web/parts/field.tsx';
import { Ask } from '#web/sheets/ask.tsx';
import { Sheet } from '#web/sheets/sheet.tsx';
import { wrongOf } from '#web/signin/use-entrance.ts';
import { peopleWords } from '#web/words/people.ts';
import styles from './data.module.css';
import { type Keeping, WhatIsKept } from './what-is-kept.tsx';

const { account: said } = peopleWords;

/** Nothing is done before the second yes. */
export function DeleteAccount({ onClose }: { onClose: () => void }) {
  const { deleteAccount } = useKith();
  const [messages, setMessages] = useState<Keeping>('keep');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [asking, setAsking] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = password === '';
    setWrong(missing ? said.passwordNeeded : undefined);
    setAsking(!missing);
  };
  const act = async (): Promise<Outcome> => {
    const outcome = await deleteAccount(password, messages);
    if (outcome.ok) return outcome;
    setWrong(wrongOf(outcome, []).message);
    setAsking(false);
    return outcome;
  };
  return (
    <Sheet title={said.deleteTitle} onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <p className={styles.what}>
          {said.deleteWhat} {said.deleteHint}
        </p>
        <WhatIsKept value={messages} onChange={setMessages} />
        <Field
          type="password"
          name="password"
          label={said.password}
          autoComplete="current-password"
          dir="ltr"
          maxLength={PASSWORD_CHARS_MAX}
          value={password}
          error={wrong}
          onChange={({ target }) => setPassword(target.value)}
        />
        <div className={styles.end}>
          <Button onClick={onClose}>{said.stay}</Button>
          <Button look="danger" type="submit">
            {said.goOn}
          </Button>
        </div>
      </form>
      {asking && (
        <Ask
          title={said.sure}
          hint={messages === 'keep' ? said.sureKeep : said.sureErase}
          act={said.sureDo}
          keep={said.stay}
          onAct={act}
          onClose={() => setAsking(false)}
        />
      )}
    </Sheet>
  );
}
