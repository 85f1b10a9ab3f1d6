// A place with nothing in it: what it is for, and the one act that fills it.
import type { ReactNode } from 'react';
import styles from './empty.module.css';

/** `children` stand below the words: faces, then the act. `whole`: it is all that the page has, so its title is the page's. */
export function Empty({
  title,
  hint,
  above,
  whole = false,
  children,
}: {
  title: string;
  hint: string;
  above?: ReactNode;
  whole?: boolean;
  children?: ReactNode;
}) {
  const Title = whole ? 'h1' : 'h2';
  return (
    <div className={styles.empty}>
      {above}
      <Title dir="auto">{title}</Title>
      <p>{hint}</p>
      {children}
    </div>
  );
}
