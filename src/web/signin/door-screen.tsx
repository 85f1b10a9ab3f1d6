// The door: making an account or signing in, one form at a time, and what is said below both.
import { House } from 'lucide-react';
import { useState } from 'react';
import type { Door } from '#client/model.ts';
import type { Account } from '#protocol/person.ts';
import type { Place } from '#protocol/route.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { words } from '#web/words/words.ts';
import styles from './door-screen.module.css';
import { SignInForm } from './sign-in-form.tsx';
import { SignUpForm } from './sign-up-form.tsx';

/** `note` says why one stands here; `onBack` leads back to an account that is still signed in. */
export interface DoorScreenProps {
  readonly door: Door;
  readonly place: Place;
  readonly note?: string;
  readonly onBack?: (() => void) | undefined;
  readonly onEntered: (account: Account) => void;
}

/** Shows sign-up on a fresh server, else sign-in; one leads to the other. */
export function DoorScreen({ door, place, note, onBack, onEntered }: DoorScreenProps) {
  const [form, setForm] = useState<'signUp' | 'signIn'>(place.fresh ? 'signUp' : 'signIn');
  const props = { door, place, note, onEntered };
  return (
    <div className={styles.first}>
      <main className={styles.main}>
        {form === 'signUp' ? <SignUpForm {...props} /> : <SignInForm {...props} />}
        {!place.fresh && <Other form={form} open={place.signUp === 'open'} onChoose={setForm} />}
        {onBack && (
          <p className={styles.other}>
            <Button look="word" onClick={onBack}>
              {words.door.back}
            </Button>
          </p>
        )}
      </main>
      <footer className={styles.footer}>
        <Icon of={House} size={16} />
        <span>{words.door.stays}</span>
      </footer>
    </div>
  );
}

function Other({
  form,
  open,
  onChoose,
}: {
  form: 'signUp' | 'signIn';
  open: boolean;
  onChoose: (form: 'signUp' | 'signIn') => void;
}) {
  if (form === 'signIn' && !open) return <p className={styles.other}>{words.door.closed}</p>;
  const [question, act, next] =
    form === 'signIn'
      ? ([words.door.newHere, words.door.makeAccount, 'signUp'] as const)
      : ([words.door.haveOne, words.door.signIn, 'signIn'] as const);
  return (
    <p className={styles.other}>
      {question}{' '}
      <Button look="word" onClick={() => onChoose(next)}>
        {act}
      </Button>
    </p>
  );
}
