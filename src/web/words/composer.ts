// Words about writing in the language in use.
import { enComposer } from './en/composer.ts';

/** Words of the place where one writes. */
export const composerWords = enComposer;
