// A field of a form: label, input, and below it a hint or what is wrong.
import { type ComponentProps, useId } from 'react';
import { classes } from './classes.ts';
import styles from './field.module.css';

/** `error` replaces the hint, and the field says that it is invalid. */
export interface FieldProps extends ComponentProps<'input'> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** A labelled input of `--control` height. */
export function Field({ label, hint, error, className, ...rest }: FieldProps) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id}>{label}</label>
      <input
        type="text"
        {...rest}
        id={id}
        dir={rest.dir ?? 'auto'}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={below === undefined ? undefined : `${id}-below`}
      />
      {below !== undefined && (
        <small id={`${id}-below`} className={error === undefined ? undefined : styles.wrong}>
          {below}
        </small>
      )}
    </div>
  );
}
