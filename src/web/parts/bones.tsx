// What stands where something will be: shapes of the true size, seen only when it takes longer than 150 ms.
import type { CSSProperties, ReactNode } from 'react';
import styles from './bones.module.css';

/** One shape; sizes in px. */
export function Bone({
  width,
  height,
  radius,
}: {
  width: number;
  height: number;
  radius?: string;
}) {
  const style: CSSProperties = { width, height };
  if (radius !== undefined) style.borderRadius = radius;
  return <span className={styles.bone} style={style} />;
}

/** Shows its children after 150 ms; tells screen readers only that something loads. */
export function AfterAMoment({ children }: { children: ReactNode }) {
  return (
    <div className={styles.after} aria-hidden>
      {children}
    </div>
  );
}
