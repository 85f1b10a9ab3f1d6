// What happened to the chat: small centred lines, folded when they are many.
import { ChevronDown } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import type { Notice } from '#client/model.ts';
import { firstName } from '#web/faces/name.ts';
import { Icon } from '#web/parts/icon.tsx';
import { words } from '#web/words/words.ts';
import styles from './notices.module.css';

const SHOWN_MAX = 3;
const SHOWN_FOLDED = 2;

/** Up to three in one line; of more the first two, and the rest on demand. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  const [open, setOpen] = useState(false);
  if (open) {
    return (
      <ul className={styles.all}>
        {notices.map((notice) => (
          <li key={notice.key}>{said(notice)}</li>
        ))}
      </ul>
    );
  }
  const folded = notices.length > SHOWN_MAX;
  const shown = folded ? notices.slice(0, SHOWN_FOLDED) : notices;
  const line = (
    <span>
      {shown.map((notice, index) => (
        <Fragment key={notice.key}>
          {index > 0 && words.notice.between}
          {said(notice)}
        </Fragment>
      ))}
      {folded && words.notice.more(notices.length - SHOWN_FOLDED)}
    </span>
  );
  if (!folded) return <p className={styles.notice}>{line}</p>;
  return (
    <p className={styles.notice}>
      <button type="button" aria-expanded={false} onClick={() => setOpen(true)}>
        {line}
        <Icon of={ChevronDown} size={14} />
      </button>
    </p>
  );
}

function said(notice: Notice): ReactNode {
  return (
    <>
      <b>
        <bdi>{firstName(notice.by.displayName)}</bdi>
      </b>
      {restOf(notice)}
    </>
  );
}

function restOf({ what, person, text = '' }: Notice): string {
  const who = firstName(person?.displayName ?? '');
  switch (what) {
    case 'joined':
      return words.notice.joined;
    case 'left':
      return words.notice.left;
    case 'added':
      return words.notice.added(who);
    case 'removed':
      return words.notice.removed(who);
    case 'created':
      return words.notice.created(text);
    case 'renamed':
      return words.notice.renamed(text);
    case 'topic':
      return words.notice.topic(text);
  }
}
