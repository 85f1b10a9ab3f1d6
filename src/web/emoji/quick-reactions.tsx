// Six emoji to react with at once, and a way to all others.
import { SmilePlus } from 'lucide-react';
import { useState } from 'react';
import { Icon } from '#web/parts/icon.tsx';
import { emojiWords } from '#web/words/emoji.ts';
import styles from './quick-reactions.module.css';
import { emojiHabits, noteEmoji, quickOnes } from './recent.ts';

/** `picked`: those one has set already. */
export interface QuickReactionsProps {
  readonly picked: ReadonlySet<string>;
  readonly onPick: (emoji: string) => void;
  readonly onMore: () => void;
}

/** They do not change places while they are on screen. */
export function QuickReactions({ picked, onPick, onMore }: QuickReactionsProps) {
  const [six] = useState(() => quickOnes(emojiHabits.get().recents));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a box and wants a legend.
    <div role="group" aria-label={emojiWords.react} className={styles.row}>
      {six.map((emoji) => (
        <button
          key={emoji}
          type="button"
          className={styles.quick}
          aria-label={emojiWords.reactWith(emoji)}
          aria-pressed={picked.has(emoji)}
          onClick={() => {
            // Taking one away is no use of it.
            if (!picked.has(emoji)) noteEmoji(emoji);
            onPick(emoji);
          }}
        >
          {emoji}
        </button>
      ))}
      <button
        type="button"
        className={styles.more}
        aria-label={emojiWords.moreReactions}
        title={emojiWords.moreReactions}
        onClick={onMore}
      >
        <Icon of={SmilePlus} />
      </button>
    </div>
  );
}
