// What every part of the app may reach: the signed-in client, the place, and how to change who is signed in.
import { createContext, use } from 'react';
import type { Client, Outcome } from '#client/model.ts';
import type { Place } from '#protocol/route.ts';

/** One signed-in account on screen. */
export interface Kith {
  readonly client: Client;
  readonly place: Place;
  /** Shows another account of this browser, or the door for a further one. */
  switchTo(account: string | 'another'): void;
  /** Ends the session, forgets what is stored here, and shows the door (or another account). Offline nothing is done. */
  signOut(): Promise<Outcome>;
  /** Ends the account itself; afterwards as when signing out. */
  deleteAccount(password: string, messages: 'keep' | 'erase'): Promise<Outcome>;
}

/** Holds what `useKith` gives. */
export const KithContext = createContext<Kith | undefined>(undefined);

/** The signed-in account on screen; only inside the app. */
export function useKith(): Kith {
  const kith = use(KithContext);
  if (!kith) throw new Error('useKith outside of a signed-in app');
  return kith;
}
