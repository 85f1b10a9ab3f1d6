// A button with words. One of a screen is the main one.
import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classes } from './classes.ts';

/** `main`: the one act of the screen; `danger`: something is lost by it; `word`: words alone, in a line. */
export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'main' | 'plain' | 'danger' | 'word';
  readonly small?: boolean;
  /** The act is under way: it cannot be pressed twice, and keeps the focus. */
  readonly busy?: boolean;
}

/** A button of `--control` height, 32 when small. */
export function Button({
  look = 'plain',
  small = false,
  busy = false,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(styles.button, styles[look], small && styles.small, className)}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    />
  );
}
