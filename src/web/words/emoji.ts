// The words of emoji and completion in the language in use.
import { enEmoji } from './en/emoji.ts';

/** Words of the emoji picker, of quick reactions and of completion. */
export const emojiWords = enEmoji;
