// Words of the details panel in the language in use.
import { enDetails } from './en/details.ts';

/** Words of the details panel and its dialogs. */
export const detailsWords = enDetails;
