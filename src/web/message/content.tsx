// What stands in a bubble, from top to bottom: name, where it was forwarded from, quote, pictures, files, words, time.
import { Ban, Forward } from 'lucide-react';
import type { MessageItem } from '#client/model.ts';
import { firstName, nameSaid } from '#web/faces/name.ts';
import {
  Captions,
  hasPictures,
  isPictures,
  OtherFiles,
  Pictures,
} from '#web/files/message-files.tsx';
import { Markup } from '#web/markup/markup.tsx';
import { classes } from '#web/parts/classes.ts';
import { Icon } from '#web/parts/icon.tsx';
import { messageWords } from '#web/words/message.ts';
import { words } from '#web/words/words.ts';
import type { MessageActs } from './acts.ts';
import styles from './content.module.css';
import { Meta } from './meta.tsx';
import { Quote } from './quote.tsx';

/** `named`: the name is to be seen; where it is not, it is there to be heard. */
export function Content({
  item,
  named,
  acts,
}: {
  item: MessageItem;
  named: boolean;
  acts: MessageActs;
}) {
  const { reply, forwarded, seq } = item;
  return (
    <>
      <Author item={item} shown={named} />
      {forwarded && (
        <span className={styles.forwarded}>
          <Icon of={Forward} size={14} />
          {messageWords.forwarded(nameSaid(forwarded))}
        </span>
      )}
      {reply && <Quote quote={reply} onGo={() => acts.goTo(reply.seq, seq)} />}
      <Files item={item} top={!named && !forwarded && !reply} acts={acts} />
      <Said item={item} acts={acts} />
    </>
  );
}

function Files({ item, top, acts }: { item: MessageItem; top: boolean; acts: MessageActs }) {
  if (item.files.length + item.attachments.length === 0) return null;
  const bottom = item.text === '' && !item.files.some(({ caption }) => caption) && isPictures(item);
  return (
    <>
      {hasPictures(item) && (
        <div className={styles.pictures} data-top={top} data-bottom={bottom}>
          <Pictures item={item} onOpen={acts.showPictures} />
        </div>
      )}
      <OtherFiles item={item} />
      <Captions item={item} />
    </>
  );
}

function Said({ item, acts }: { item: MessageItem; acts: MessageActs }) {
  const meta = item.last || item.edited !== undefined || item.pinned ? <Meta item={item} /> : null;
  const hasFiles = item.files.length + item.attachments.length > 0;
  if (item.text === '') {
    const said = item.files.some(({ caption }) => caption);
    const veiled = isPictures(item) && !said;
    return meta && <span className={veiled ? styles.veiled : styles.below}>{meta}</span>;
  }
  if (item.large && !hasFiles) {
    return (
      <>
        <p className={styles.large}>{item.text}</p>
        {meta}
      </>
    );
  }
  return <Markup text={item.text} mentionOf={acts.mentionOf} end={meta} />;
}

/** Where the name is not to be seen, it is there to be heard. */
function Author({ item: { author, mine }, shown }: { item: MessageItem; shown: boolean }) {
  if (shown) {
    return (
      <b className={classes(styles.author, author.deleted && styles.gone)}>
        <bdi>{nameSaid(author)}</bdi>
      </b>
    );
  }
  return <span className="unseen">{mine ? words.chat.you : nameSaid(author)}: </span>;
}

/** What is left of a message that was deleted for everyone. */
export function Tombstone({ item }: { item: MessageItem }) {
  const by = item.deletedBy ?? item.author;
  const own = item.mine && by.id === item.author.id;
  return (
    <>
      <Icon of={Ban} size={14} />
      <span>{own ? words.chat.deletedMine : words.chat.deleted(firstName(nameSaid(by)))}</span>
      {item.last && <Meta item={item} />}
    </>
  );
}
