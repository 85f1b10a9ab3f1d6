// Making an account: a name, a user name, a password; the code of a fresh server when it asks for one.
import { useState } from 'react';
import type { Door } from '#client/model.ts';
import {
  DISPLAY_NAME_CHARS_MAX,
  PASSWORD_CHARS_MAX,
  PASSWORD_CHARS_MIN,
  USERNAME_CHARS_MAX,
} from '#protocol/limits.ts';
import type { Account, SignUp } from '#protocol/person.ts';
import type { Place } from '#protocol/route.ts';
import { Field } from '#web/parts/field.tsx';
import { deviceName } from '#web/tab/device-name.ts';
import { words } from '#web/words/words.ts';
import { EntranceForm } from './form.tsx';
import { useEntrance, type Wrong } from './use-entrance.ts';

/** What both forms of the door get. */
export interface EntranceProps {
  readonly door: Door;
  readonly place: Place;
  readonly note?: string | undefined;
  /** Code of the invite link by which one came. */
  readonly invite?: string | undefined;
  readonly onEntered: (account: Account) => void;
}

const FIELDS = ['displayName', 'username', 'password', 'code'];

/** Signs up, and is in. */
export function SignUpForm({ door, place, invite, onEntered }: EntranceProps) {
  const { busy, wrong, errorOf, refuse, attempt } = useEntrance(FIELDS, onEntered);
  const [codeNeeded, setCodeNeeded] = useState(place.codeNeeded);
  // The server may want it where the page, loaded earlier, did not know.
  if (wrong?.field === 'code' && !codeNeeded) setCodeNeeded(true);
  const submit = (fields: Record<string, string>): void => {
    const missing = missingIn(fields, codeNeeded);
    if (missing) refuse(missing);
    else void attempt(door.signUp(requestOf(fields, invite)));
  };
  return (
    <EntranceForm
      title={words.door.welcome(place.name)}
      hint={hintOf(place, invite)}
      act={invite === undefined ? words.door.open : words.door.openInvited}
      busy={busy}
      wrong={wrong}
      onSubmit={submit}
    >
      <Names errorOf={errorOf} />
      <Field
        name="password"
        type="password"
        label={words.door.password}
        autoComplete="new-password"
        dir="ltr"
        required
        maxLength={PASSWORD_CHARS_MAX}
        error={errorOf('password')}
      />
      {codeNeeded && (
        <Field
          name="code"
          label={words.door.code}
          hint={words.door.codeHint}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          required
          error={errorOf('code')}
        />
      )}
    </EntranceForm>
  );
}

function Names({ errorOf }: { errorOf: (field: string) => string | undefined }) {
  return (
    <>
      <Field
        name="displayName"
        label={words.door.yourName}
        autoComplete="name"
        maxLength={DISPLAY_NAME_CHARS_MAX}
        error={errorOf('displayName')}
      />
      <Field
        name="username"
        label={words.door.userName}
        hint={words.door.userNameHint}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={USERNAME_CHARS_MAX}
        error={errorOf('username')}
      />
    </>
  );
}

function hintOf({ fresh }: Place, invite: string | undefined): string {
  if (fresh) return words.door.first;
  return invite === undefined ? words.door.join : words.door.invitedHint;
}

function requestOf(fields: Record<string, string>, invite: string | undefined): SignUp {
  const { username = '', password = '', displayName = '', code = '' } = fields;
  return {
    username: username.trim(),
    password,
    device: deviceName(),
    ...(displayName.trim() === '' ? {} : { displayName: displayName.trim() }),
    ...(code.trim() === '' ? {} : { code: code.trim() }),
    ...(invite === undefined ? {} : { invite }),
  };
}

function missingIn(fields: Record<string, string>, codeNeeded: boolean): Wrong | undefined {
  const { needed } = words.door;
  const { username = '', password = '', code = '' } = fields;
  if (username.trim() === '') return { field: 'username', message: needed.username };
  if (password.length < PASSWORD_CHARS_MIN) {
    return { field: 'password', message: needed.tooShort(PASSWORD_CHARS_MIN) };
  }
  if (codeNeeded && code.trim() === '') return { field: 'code', message: needed.code };
  return undefined;
}
