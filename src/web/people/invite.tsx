// How to bring people here: the address of this place, to be given to them.
import { useRef, useState } from 'react';
import { Button } from '#web/parts/button.tsx';
import { Field } from '#web/parts/field.tsx';
import { Sheet } from '#web/sheets/sheet.tsx';
import { more } from '#web/words/more.ts';
import styles from './invite.module.css';

const LOCAL = /^(localhost|127\.|\[::1\])/;

/** The address, and a button that copies it. */
export function Invite({ onClose }: { onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  return (
    <Sheet title={more.invite.title} onClose={onClose}>
      <div ref={box} className={styles.invite}>
        <p>{more.invite.hint}</p>
        <div className={styles.address}>
          <Field
            label={more.invite.address}
            value={location.origin}
            readOnly
            dir="ltr"
            onFocus={({ target }) => target.select()}
          />
          <Button
            look="main"
            onClick={() => {
              const field = box.current?.querySelector('input');
              if (field) setCopied(copyFrom(field));
            }}
          >
            {copied ? more.invite.copied : more.invite.copy}
          </Button>
        </div>
        {LOCAL.test(location.host) && <p>{more.invite.local}</p>}
      </div>
    </Sheet>
  );
}

/** Over plain http there is no clipboard to write to, but what is selected can be copied. */
function copyFrom(field: HTMLInputElement): boolean {
  field.focus();
  field.select();
  return document.execCommand('copy');
}
