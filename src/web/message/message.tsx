// One message: its bubble, its face, what can be done with it, and what stands under it when it was not sent.
import { type CSSProperties, useRef, useState } from 'react';
import type { MessageItem } from '#client/model.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { hueOf, nameSaid } from '#web/faces/name.ts';
import { hasPictures } from '#web/files/message-files.tsx';
import { classes } from '#web/parts/classes.ts';
import { exactTimeOf } from '#web/words/dates.ts';
import type { MessageActs } from './acts.ts';
import { Failed } from './around/failed.tsx';
import { Reactions } from './around/reactions.tsx';
import { Toolbar } from './around/toolbar.tsx';
import { useArmed } from './around/use-armed.ts';
import { Content, Tombstone } from './content.tsx';
import { Folded } from './folded.tsx';
import styles from './message.module.css';

/** `direct`: between two people there are no faces and no names. `open`: a menu is open beside it. */
export interface MessageProps {
  readonly item: MessageItem;
  readonly direct: boolean;
  readonly open: boolean;
  readonly acts: MessageActs;
}

/** A message of a group stands 2 under the one before, the first of a group 12. */
export function Message({ item, direct, open, acts }: MessageProps) {
  const { author, mine, first, last, seq } = item;
  const [unfolded, setUnfolded] = useState(false);
  const article = useRef<HTMLElement>(null);
  const touchable = seq !== undefined && !item.deleted;
  const menu = (): void => {
    if (touchable && article.current) acts.open(item, 'menu', article.current);
  };
  const { armed, props } = useArmed(menu);
  const faced = !mine && !direct;
  if (item.folded && !unfolded) return <Folded faced={faced} onShow={() => setUnfolded(true)} />;
  return (
    <article
      ref={article}
      tabIndex={-1}
      className={classes(styles.message, mine ? styles.mine : styles.others, faced && styles.faced)}
      data-first={first}
      data-last={last}
      data-seq={seq}
      data-mentions={item.mentionsMe || undefined}
      style={{ '--h': hueOf(author.displayName) } as CSSProperties}
      onContextMenu={(event) => {
        // The browser's own menu stays where text is selected and on links.
        if (!touchable || !isPlain(event.target)) return;
        event.preventDefault();
        menu();
      }}
      onKeyDown={({ key, target, currentTarget }) => {
        if (key === 'Enter' && target === currentTarget) menu();
      }}
      {...props}
    >
      <div
        className={classes(styles.bubble, lookOf(item))}
        title={exactTimeOf(item.at)}
        data-tombstone={item.deleted || undefined}
      >
        {item.deleted ? (
          <Tombstone item={item} />
        ) : (
          <Content item={item} named={faced && first} acts={acts} />
        )}
        {faced && last && (
          <button
            type="button"
            tabIndex={-1}
            className={styles.face}
            onClick={() => acts.showPerson(author.id)}
          >
            <span className="unseen">{nameSaid(author)}</span>
            <PersonFace name={author.displayName} picture={author.picture} size="talk" />
          </button>
        )}
        {(armed || open) && touchable && <Toolbar item={item} acts={acts} />}
      </div>
      <Reactions item={item} acts={acts} />
      <Undelivered item={item} acts={acts} />
    </article>
  );
}

function Undelivered({ item, acts }: { item: MessageItem; acts: MessageActs }) {
  const { tick, failure, command } = item;
  if ((tick !== 'failed' && !failure) || command === undefined) return null;
  return (
    <Failed
      failure={failure}
      onRetry={() => acts.retry(command)}
      onRemove={() => acts.remove(command)}
    />
  );
}

function lookOf(item: MessageItem): string | undefined {
  const { deleted, large, files, attachments } = item;
  if (deleted) return styles.tombstone;
  if (large && files.length + attachments.length === 0) return styles.plain;
  return hasPictures(item) ? styles.pictured : undefined;
}

function isPlain(target: EventTarget): boolean {
  const selected = document.getSelection()?.isCollapsed === false;
  return (
    !selected && target instanceof Element && target.closest('a, input, video, audio') === null
  );
}
