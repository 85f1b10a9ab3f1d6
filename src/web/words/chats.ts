// Words of the chat list in the language in use.
import { enChats } from './en/chats.ts';

/** Words of the rows of the chat list. */
export const chatWords = enChats;
