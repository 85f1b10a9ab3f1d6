// Makes this tab one of an account that has signed in before, beside another account of the same browser.
import { takeAccount } from '#web/app/known-accounts.ts';
import { ACCOUNT, PEOPLE } from './fake-people.ts';

/** Afterwards the app finds two known accounts, and Nora's is the one of this tab. */
export function enterAs(): void {
  takeAccount(PEOPLE.ewa);
  takeAccount(ACCOUNT);
}
