// A part of the account page: a title, and what belongs to it.
import { type ReactNode, useId } from 'react';
import styles from './section.module.css';

/** `hint` stands below the title. */
export function Section({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {children}
    </section>
  );
}

/** What came of a form: wrong in red, else done. */
export function Said({ wrong, done }: { wrong: string | undefined; done: string | undefined }) {
  return (
    <span role="status" className={wrong === undefined ? styles.done : styles.wrong}>
      {wrong ?? done}
    </span>
  );
}
