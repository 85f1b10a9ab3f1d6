// The frame that both forms of the door have: mark, title, a line, fields, what went wrong, one main button.
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '#web/parts/button.tsx';
import { Mark } from '#web/parts/mark.tsx';
import styles from './form.module.css';
import type { Wrong } from './use-entrance.ts';

/** What a form of the door shows; `onSubmit` gets what is in its fields by name. */
export interface EntranceFormProps {
  readonly title: string;
  readonly hint: string;
  readonly act: string;
  readonly note?: string | undefined;
  readonly busy: boolean;
  readonly wrong: Wrong | undefined;
  readonly onSubmit: (fields: Record<string, string>) => void;
  readonly children: ReactNode;
}

/** The field at fault gets the focus. */
export function EntranceForm(props: EntranceFormProps) {
  const { title, hint, act, note, busy, wrong, onSubmit, children } = props;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const field = wrong?.field;
    if (field === undefined) return;
    const input = form.current?.elements.namedItem(field);
    if (input instanceof HTMLInputElement) input.focus();
  }, [wrong]);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget)];
    if (!busy) onSubmit(Object.fromEntries(entries.map(([name, value]) => [name, String(value)])));
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <Mark size={48} label="Kith" />
      <h1 dir="auto">{title}</h1>
      <p className={styles.hint}>{hint}</p>
      {note !== undefined && <p className={styles.note}>{note}</p>}
      {children}
      <div className={styles.end}>
        <div role="alert" className={styles.wrong}>
          {wrong !== undefined && wrong.field === undefined && wrong.message}
        </div>
        <Button look="main" type="submit" busy={busy}>
          {act}
        </Button>
      </div>
    </form>
  );
}
