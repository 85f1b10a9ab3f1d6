// A `Door` without a server, in every state that the door has.
import type { Door, Outcome } from '#client/model.ts';
import type { Account } from '#protocol/person.ts';
import type { Place } from '#protocol/route.ts';
import { fakeClient } from './fake-client.ts';
import { ACCOUNT } from './fake-people.ts';
import type { State } from './states.ts';

/** The door of the fake server. Every password is wrong, so that one sees what that looks like. */
export function fakeDoor(state: State): Door {
  const fresh = state === 'fresh';
  const place = {
    name: 'Rosehill',
    fresh,
    codeNeeded: fresh,
    signUp: signUpIn(state),
    blobBytesMax: 100_000_000,
    version: '0.1.0',
  } as const;
  const gone = { ok: false, offline: true } as const;
  return {
    place: async () => (state === 'unreachable' ? gone : { ok: true, value: place }),
    signUp: async () => refusal('usernameTaken', 'This user name is taken.', 'username'),
    signIn: async () => refusal('wrongCredentials', 'User name or password is wrong.'),
    resume: async (id) =>
      id === ACCOUNT.id && state !== 'unreachable' ? { ok: true, value: ACCOUNT } : gone,
    open: (account) => fakeClient(account, state),
  };
}

function signUpIn(state: State): Place['signUp'] {
  if (state === 'closed') return 'closed';
  return state === 'invited' ? 'invite' : 'open';
}

function refusal(rejected: string, message: string, field?: string): Outcome<Account> {
  return { ok: false, refused: { rejected, message, field } };
}
