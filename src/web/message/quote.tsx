// The message that another one answers, small: who said it, a line of it, and the way there.
import type { CSSProperties } from 'react';
import type { Quote as Quoted } from '#client/model.ts';
import { hueOf, nameSaid } from '#web/faces/name.ts';
import { Picture } from '#web/files/picture.tsx';
import { fileWords } from '#web/words/files.ts';
import { messageWords } from '#web/words/message.ts';
import { plural } from '#web/words/words.ts';
import styles from './quote.module.css';

/** `onGo` leads to the quoted message; without it, or when that is gone, there is nothing to press. */
export function Quote({ quote, onGo }: { quote: Quoted; onGo?: (() => void) | undefined }) {
  const name = quote.author ? nameSaid(quote.author) : '';
  const tint = { '--h': hueOf(quote.author?.displayName ?? '') } as CSSProperties;
  const inside = (
    <>
      <span className={styles.said}>
        {quote.author && (
          <b className={styles.name}>
            <bdi>{name}</bdi>
          </b>
        )}
        <span className={styles.text} dir="auto">
          {lineOf(quote)}
        </span>
      </span>
      {quote.picture && !quote.gone && (
        <span className={styles.picture}>
          <Picture src={quote.picture.small} name="" hash={quote.picture.hash} eager />
        </span>
      )}
    </>
  );
  if (quote.gone || !onGo) {
    return (
      <div className={styles.quote} style={tint}>
        {inside}
      </div>
    );
  }
  return (
    <button
      type="button"
      className={styles.quote}
      style={tint}
      title={messageWords.replyTo(name)}
      onClick={onGo}
    >
      {inside}
    </button>
  );
}

/** “3 pictures: Same table?” */
export function lineOf({ gone, files, picture, text }: Quoted): string {
  if (gone) return messageWords.quoteGone;
  if (files === 0) return text;
  const what = picture ? fileWords.pictures(files, plural) : fileWords.files(files, plural);
  return text ? `${what}: ${text}` : what;
}
