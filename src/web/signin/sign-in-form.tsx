// Signing in by user name or e-mail address.
import { EMAIL_CHARS_MAX, PASSWORD_CHARS_MAX } from '#protocol/limits.ts';
import { Field } from '#web/parts/field.tsx';
import { deviceName } from '#web/tab/device-name.ts';
import { words } from '#web/words/words.ts';
import { EntranceForm } from './form.tsx';
import type { EntranceProps } from './sign-up-form.tsx';
import { useEntrance } from './use-entrance.ts';

const FIELDS = ['login', 'password'];

/** Signs in. `note` says why it has to be done again. */
export function SignInForm({ door, place, note, onEntered }: EntranceProps) {
  const { busy, wrong, errorOf, refuse, attempt } = useEntrance(FIELDS, onEntered);
  const submit = ({ login = '', password = '' }: Record<string, string>) => {
    const { needed } = words.door;
    if (login.trim() === '') return refuse({ field: 'login', message: needed.login });
    if (password === '') return refuse({ field: 'password', message: needed.password });
    void attempt(door.signIn({ login: login.trim(), password, device: deviceName() }));
  };
  return (
    <EntranceForm
      title={words.door.signInTo(place.name)}
      hint={words.door.signInHint}
      act={words.door.signIn}
      note={note}
      busy={busy}
      wrong={wrong}
      onSubmit={submit}
    >
      <Field
        name="login"
        label={words.door.login}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={EMAIL_CHARS_MAX}
        error={errorOf('login')}
      />
      <Field
        name="password"
        type="password"
        label={words.door.password}
        autoComplete="current-password"
        dir="ltr"
        required
        maxLength={PASSWORD_CHARS_MAX}
        error={errorOf('password')}
      />
    </EntranceForm>
  );
}
