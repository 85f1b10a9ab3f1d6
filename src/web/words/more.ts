// The second part of the catalogue in the language in use; imported only by screens that are loaded on demand.
import { enMore } from './en/more.ts';

/** Words of dialogs, details, account page, switcher and keys. */
export const more = enMore;
