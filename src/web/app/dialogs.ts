// Which dialog is open. One at a time; each is an entry of the history, so that going back closes it.
import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { Client, Conversation, FileView } from '#client/model.ts';
import { go } from './places.ts';

/** A conversation by what it is: a chat, or somebody's wall. */
export type Where = { readonly chat: string } | { readonly wall: string };

/** The dialogs, by name; some are about a chat or a message. */
export type OpenDialog =
  | { readonly name: 'switcher' | 'keys' | 'newChat' | 'people' | 'invite' }
  | { readonly name: 'addPeople' | 'invites' | 'bans'; readonly chat: string }
  | { readonly name: 'forward' | 'history' | 'seen'; readonly where: Where; readonly seq: number }
  | { readonly name: 'pins'; readonly where: Where }
  | { readonly name: 'person'; readonly user: string }
  | { readonly name: 'pictures'; readonly pictures: readonly FileView[]; readonly at: number };

/** The conversation of a place. */
export function conversationAt(client: Client, where: Where): Conversation {
  return 'chat' in where ? client.chat(where.chat) : client.wall(where.wall);
}

/** Opens and closes dialogs. */
export interface Dialogs {
  open(dialog: OpenDialog): void;
  /** Opens a dialog, or closes it when it is the one that is open. */
  toggle(name: 'switcher' | 'keys'): void;
  close(): void;
  /** Closes the dialog and goes to an address; going back does not come by the dialog again. */
  leaveTo(path: string): void;
}

/** How a dialog ends: closed, or gone on to an address. */
export interface DialogEnds {
  readonly onClose: () => void;
  readonly onGo: (path: string) => void;
}

/** Holds what `useDialogs` gives. */
export const DialogsContext = createContext<Dialogs | undefined>(undefined);

/** Opens and closes dialogs; only inside the app. */
export function useDialogs(): Dialogs {
  const dialogs = use(DialogsContext);
  if (!dialogs) throw new Error('useDialogs outside of a signed-in app');
  return dialogs;
}

/** The dialog that is open, and how to change that; for whoever shows it. */
export function useOpenDialog(): readonly [OpenDialog | undefined, Dialogs] {
  const [open, setOpen] = useState<OpenDialog>();
  const dialogs = useMemo(() => dialogsOver(setOpen), []);
  useEffect(() => {
    const back = (): void => setOpen(undefined);
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, []);
  return [open, dialogs];
}

function dialogsOver(set: (open: OpenDialog | undefined) => void): Dialogs {
  const close = (): void => {
    if (isDialogEntry()) history.back();
    else set(undefined);
  };
  let last: string | undefined;
  const open = (dialog: OpenDialog): void => {
    if (!isDialogEntry()) history.pushState({ inside: true, dialog: true }, '');
    last = dialog.name;
    set(dialog);
  };
  return {
    open,
    close,
    toggle: (name) => (isDialogEntry() && last === name ? close() : open({ name })),
    leaveTo(path) {
      set(undefined);
      go(path, { replace: isDialogEntry(), inside: true });
    },
  };
}

function isDialogEntry(): boolean {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'dialog' in state;
}
