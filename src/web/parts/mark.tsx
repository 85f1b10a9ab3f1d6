// The mark of Kith in the colours of the theme. It is never turned, outlined or animated.
import styles from './mark.module.css';

/** The two leaves; `size` in px. Decoration, unless it has a `label`. */
export function Mark({ size, label }: { size: number; label?: string }) {
  return (
    <svg
      className={styles.mark}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      role="img"
      aria-label={label ?? ''}
      aria-hidden={label === undefined}
    >
      <path
        className={styles.front}
        d="M3 29.4C5 25.6 2.4 21.8 2.4 16.2 2.4 8.4 8.8 2.4 17.2 2.4 19.6 13.4 13.6 23.4 3 29.4Z"
      />
      <path
        className={styles.back}
        d="M7.2 29.2C17.2 23 22.2 13.6 20.2 2.8 26 4.2 29.6 9 29.6 14.9 29.6 23.4 21.4 29.7 7.2 29.2Z"
      />
    </svg>
  );
}
