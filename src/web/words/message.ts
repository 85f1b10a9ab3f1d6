// Words around a message in the language in use.
import { enMessage } from './en/message.ts';

/** Words of what can be done with a message. */
export const messageWords = enMessage;
