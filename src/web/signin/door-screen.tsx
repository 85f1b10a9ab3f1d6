// The door: making an account or signing in, one form at a time, and what is said below both.
import { House } from 'lucide-react';
import { useState } from 'react';
import type { Door } from '#client/model.ts';
import type { Account } from '#protocol/person.ts';
import type { Place } from '#protocol/route.ts';
import { knownAccounts } from '#web/app/known-accounts.ts';
import { inviteIn } from '#web/app/places.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { comesThroughDoor } from '#web/people/join/through-door.ts';
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

/** Shows sign-up on a fresh server and to whoever comes by an invite link, else sign-in; one leads to the other. */
export function DoorScreen({ door, place, note, onBack, onEntered }: DoorScreenProps) {
  const invite = inviteIn(location.pathname);
  const open = place.signUp === 'open' || (place.signUp === 'invite' && invite !== undefined);
  const [form, setForm] = useState(() => firstForm(place, open && invite !== undefined));
  const enter = (account: Account): void => {
    if (invite !== undefined) comesThroughDoor();
    onEntered(account);
  };
  const invited = invite === undefined ? undefined : words.door.invited;
  const props = { door, place, note: note ?? invited, invite, onEntered: enter };
  return (
    <div className={styles.first}>
      <main className={styles.main}>
        {form === 'signUp' ? <SignUpForm {...props} /> : <SignInForm {...props} />}
        {!place.fresh && (
          <Other form={form} closed={open ? undefined : closedWords(place)} onChoose={setForm} />
        )}
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

type Form = 'signUp' | 'signIn';

/** Whoever has signed in here before has an account. */
function firstForm({ fresh }: Place, invited: boolean): Form {
  return fresh || (invited && knownAccounts().length === 0) ? 'signUp' : 'signIn';
}

function closedWords({ signUp }: Place): string {
  return signUp === 'invite' ? words.door.byInvite : words.door.closed;
}

function Other({
  form,
  closed,
  onChoose,
}: {
  form: Form;
  /** Why no account can be made, if so. */
  closed: string | undefined;
  onChoose: (form: Form) => void;
}) {
  if (form === 'signIn' && closed !== undefined) return <p className={styles.other}>{closed}</p>;
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
