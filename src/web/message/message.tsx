// One message: its bubble with name, words, time and tick; its face; and what stands under it when it was not sent.
import { Ban } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { MessageItem } from '#client/model.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { firstName, hueOf } from '#web/faces/name.ts';
import { classes } from '#web/parts/classes.ts';
import { Icon } from '#web/parts/icon.tsx';
import { exactTimeOf } from '#web/words/dates.ts';
import { words } from '#web/words/words.ts';
import { Failed } from './failed.tsx';
import styles from './message.module.css';
import { Meta } from './meta.tsx';
import { Words } from './words-of-message.tsx';

/** `direct`: between two people there are no faces and no names. */
export interface MessageProps {
  readonly item: MessageItem;
  readonly direct: boolean;
  readonly onRetry: (command: string) => void;
  readonly onRemove: (command: string) => void;
}

/** A message of a group stands 2 under the one before, the first of a group 12. */
export function Message({ item, direct, onRetry, onRemove }: MessageProps) {
  const { author, mine, first, last, failure, command } = item;
  const others = !mine && !direct;
  const tint = others ? ({ '--h': hueOf(author.displayName) } as CSSProperties) : undefined;
  return (
    <article
      className={classes(
        styles.message,
        mine ? styles.mine : styles.others,
        others && styles.faced,
      )}
      data-first={first}
      data-last={last}
      data-seq={item.seq}
      style={tint}
    >
      <div className={classes(styles.bubble, lookOf(item))} title={exactTimeOf(item.at)}>
        <Author item={item} shown={others && first} />
        <Content item={item} />
        {others && last && (
          <span className={styles.face}>
            <PersonFace name={author.displayName} size="talk" />
          </span>
        )}
      </div>
      {(item.tick === 'failed' || failure) && command !== undefined && (
        <Failed
          failure={failure}
          onRetry={() => onRetry(command)}
          onRemove={() => onRemove(command)}
        />
      )}
    </article>
  );
}

function lookOf({ deleted, large }: MessageItem): string | undefined {
  if (deleted) return styles.tombstone;
  return large ? styles.plain : undefined;
}

/** Where the name is not to be seen, it is there to be heard. */
function Author({ item: { author, mine }, shown }: { item: MessageItem; shown: boolean }) {
  if (shown) {
    return (
      <b className={styles.author}>
        <bdi>{author.displayName}</bdi>
      </b>
    );
  }
  return <span className="unseen">{mine ? words.chat.you : author.displayName}: </span>;
}

function Content({ item }: { item: MessageItem }) {
  if (item.deleted) {
    const { mine, author } = item;
    const said = mine ? words.chat.deletedMine : words.chat.deleted(firstName(author.displayName));
    return (
      <>
        <Icon of={Ban} size={14} />
        <span>{said}</span>
        {item.last && <Meta item={item} />}
      </>
    );
  }
  if (item.large) {
    return (
      <>
        <p className={styles.large}>{item.text}</p>
        {item.last && <Meta item={item} />}
      </>
    );
  }
  return (
    <p className={styles.text} dir="auto">
      <Words text={item.text} />
      {item.last && <Meta item={item} />}
    </p>
  );
}
