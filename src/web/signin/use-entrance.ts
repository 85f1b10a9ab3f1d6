// Sends a form of the door, and keeps what went wrong until the next try.
import { useState } from 'react';
import type { Outcome } from '#client/model.ts';
import type { Account } from '#protocol/person.ts';
import { words } from '#web/words/words.ts';

/** What went wrong; `field` names the input at fault. */
export interface Wrong {
  readonly message: string;
  readonly field?: string | undefined;
}

/** How getting in goes. */
export interface Entrance {
  readonly busy: boolean;
  readonly wrong: Wrong | undefined;
  readonly errorOf: (field: string) => string | undefined;
  readonly refuse: (wrong: Wrong) => void;
  readonly attempt: (act: Promise<Outcome<Account>>) => Promise<void>;
}

/** `fields` are those that the form shows: an error at any other is said above the button. */
export function useEntrance(
  fields: readonly string[],
  onEntered: (account: Account) => void,
): Entrance {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong>();
  return {
    busy,
    wrong,
    errorOf: (field) => (wrong?.field === field ? wrong.message : undefined),
    refuse: setWrong,
    async attempt(act) {
      setBusy(true);
      setWrong(undefined);
      const outcome = await act;
      setBusy(false);
      if (outcome.ok) onEntered(outcome.value);
      else setWrong(wrongOf(outcome, fields));
    },
  };
}

/** What to say of an outcome that is not the hoped-for one. */
export function wrongOf(
  outcome: Exclude<Outcome<unknown>, { ok: true }>,
  fields: readonly string[],
): Wrong {
  if ('offline' in outcome) return { message: words.failed.offline };
  const { message, field } = outcome.refused;
  return { message, field: field !== undefined && fields.includes(field) ? field : undefined };
}
