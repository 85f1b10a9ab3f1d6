// What somebody says about themselves: one paragraph, and how much of it still fits when it comes to an end.
import { type ReactNode, useId, useState } from 'react';
import { ABOUT_CHARS_MAX } from '#protocol/limits.ts';
import { peopleWords } from '#web/words/people.ts';
import { plural } from '#web/words/words.ts';
import styles from './form.module.css';

const TELL_FROM = 60;

/** `beside`: who sees it. The form's field is called `about`. */
export function AboutField({
  value,
  error,
  beside,
}: {
  value: string;
  error: string | undefined;
  beside: ReactNode;
}) {
  const id = useId();
  const [left, setLeft] = useState(ABOUT_CHARS_MAX - value.length);
  const hint = left <= TELL_FROM ? peopleWords.account.aboutHint(left, plural) : undefined;
  const below = error ?? hint;
  return (
    <div className={styles.shown}>
      <div className={styles.about}>
        <label htmlFor={id}>{peopleWords.fields.about}</label>
        <textarea
          id={id}
          name="about"
          rows={3}
          dir="auto"
          defaultValue={value}
          maxLength={ABOUT_CHARS_MAX}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={below === undefined ? undefined : `${id}-below`}
          onChange={({ target }) => setLeft(ABOUT_CHARS_MAX - target.value.length)}
        />
        {below !== undefined && (
          <small id={`${id}-below`} className={error === undefined ? undefined : styles.wrong}>
            {below}
          </small>
        )}
      </div>
      {beside}
    </div>
  );
}
