// A place with nothing in it: what it is for, and the one act that fills it.
import type { ReactNode } from 'react';
import styles from './empty.module.css';

/** `children` stand below the words: faces, then the act. */
export function Empty({
  title,
  hint,
  above,
  children,
}: {
  title: string;
  hint: string;
  above?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      {above}
      <h2 dir="auto">{title}</h2>
      <p>{hint}</p>
      {children}
    </div>
  );
}
