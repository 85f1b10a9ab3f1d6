// Something that is on or off, in words, with a switch at the end of the line.
import { useId } from 'react';
import { Switch } from 'react-aria-components';
import styles from './switch-row.module.css';

/** `hint`: what it means. */
export function SwitchRow({
  label,
  hint,
  on,
  onChange,
}: {
  label: string;
  hint: string;
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <div className={styles.row}>
      <Switch
        className={styles.switch ?? ''}
        isSelected={on}
        onChange={onChange}
        aria-describedby={id}
      >
        <span>{label}</span>
        <i className={styles.track} aria-hidden />
      </Switch>
      <p id={id} className={styles.hint}>
        {hint}
      </p>
    </div>
  );
}
