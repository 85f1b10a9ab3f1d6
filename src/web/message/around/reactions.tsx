// The emoji under a message: how many people each, one's own tinted; a press sets one or takes it away.
import type { MessageItem, ReactionView } from '#client/model.ts';
import { nameSaid } from '#web/faces/name.ts';
import { joinNames } from '#web/words/lists.ts';
import { messageWords } from '#web/words/message.ts';
import { plural } from '#web/words/words.ts';
import type { MessageActs } from '../acts.ts';
import styles from './reactions.module.css';

/** Nothing when there are none. */
export function Reactions({ item, acts }: { item: MessageItem; acts: MessageActs }) {
  if (item.reactions.length === 0) return null;
  return (
    <ul className={styles.reactions}>
      {item.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <button
            type="button"
            aria-pressed={reaction.mine}
            aria-label={messageWords.reaction(reaction.emoji, reaction.count, plural)}
            title={whoSaid(reaction)}
            disabled={!item.may.react}
            onClick={() => acts.react(item, reaction.emoji)}
          >
            <span>{reaction.emoji}</span>
            {reaction.count}
          </button>
        </li>
      ))}
    </ul>
  );
}

function whoSaid({ people, count, emoji }: ReactionView): string {
  const names = joinNames(people.map(nameSaid));
  const rest = count - people.length;
  const all = rest > 0 ? messageWords.andMore(names, rest, plural) : names;
  return messageWords.reactedBy(all, emoji);
}
