// Which dialog is open. One at a time; each is loaded when it is opened first.
import { createContext, use } from 'react';

/** The dialogs, by name; some are about a chat. */
export type OpenDialog =
  | { readonly name: 'switcher' | 'keys' | 'newChat' | 'people' | 'invite' }
  | { readonly name: 'addPeople'; readonly chat: string };

/** Opens and closes dialogs. */
export interface Dialogs {
  open(dialog: OpenDialog): void;
  /** Opens a dialog, or closes it when it is the one that is open. */
  toggle(name: 'switcher' | 'keys'): void;
  close(): void;
}

/** Holds what `useDialogs` gives. */
export const DialogsContext = createContext<Dialogs | undefined>(undefined);

/** Opens and closes dialogs; only inside the app. */
export function useDialogs(): Dialogs {
  const dialogs = use(DialogsContext);
  if (!dialogs) throw new Error('useDialogs outside of a signed-in app');
  return dialogs;
}
