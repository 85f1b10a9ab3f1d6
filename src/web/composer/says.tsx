// Above the box: what was refused and why, else how much room is left when it gets scarce.
import { MESSAGE_CHARS_MAX } from '#protocol/limits.ts';
import { countOf } from '#web/words/dates.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './says.module.css';

const COUNT_FROM = 500;

/** Nothing most of the time. */
export function Says({ text, refusal }: { text: string; refusal: string | undefined }) {
  const left = MESSAGE_CHARS_MAX - text.trim().length;
  const count = left <= COUNT_FROM ? countSaid(left) : undefined;
  return (
    <div className={styles.says} data-wrong={refusal !== undefined || left < 0}>
      <p role="alert">{refusal}</p>
      {refusal === undefined && count !== undefined && <p>{count}</p>}
    </div>
  );
}

function countSaid(left: number): string {
  if (left >= 0) return words.composer.left(left, plural);
  return words.composer.over(countOf(MESSAGE_CHARS_MAX - left), countOf(MESSAGE_CHARS_MAX));
}
