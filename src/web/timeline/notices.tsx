// What happened to the chat: small centred lines, folded when they are many.
import { ChevronDown } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import type { Notice } from '#client/model.ts';
import type { Role } from '#protocol/event.ts';
import { firstName, nameSaid } from '#web/faces/name.ts';
import { Icon } from '#web/parts/icon.tsx';
import { words } from '#web/words/words.ts';
import styles from './notices.module.css';

const SHOWN_MAX = 3;
const SHOWN_FOLDED = 2;

/** `onGo` leads to a message that a notice is about. */
export interface NoticesProps {
  readonly notices: readonly Notice[];
  readonly onGo: (seq: number, from: undefined) => void;
}

/** Up to three in one line; of more the first two, and the rest on demand. */
export function Notices({ notices, onGo }: NoticesProps) {
  const [open, setOpen] = useState(false);
  if (open) {
    return (
      <ul className={styles.all}>
        {notices.map((notice) => (
          <li key={notice.key}>{said(notice, onGo)}</li>
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
          {said(notice, folded ? undefined : onGo)}
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

function said(notice: Notice, onGo: NoticesProps['onGo'] | undefined): ReactNode {
  const rest = restOf(notice);
  return (
    <>
      <b>
        <bdi>{firstName(nameSaid(notice.by))}</bdi>
      </b>
      {notice.what === 'pinned' && onGo ? (
        <button
          type="button"
          className={styles.go}
          onClick={() => onGo(Number(notice.text), undefined)}
        >
          {rest}
        </button>
      ) : (
        rest
      )}
    </>
  );
}

function restOf({ what, person, text = '' }: Notice): string {
  const who = person ? firstName(nameSaid(person)) : '';
  const rests: Readonly<Record<Notice['what'], () => string>> = {
    joined: () => words.notice.joined,
    invited: () => words.notice.invited,
    left: () => words.notice.left,
    added: () => words.notice.added(who),
    removed: () => words.notice.removed(who),
    banned: () => words.notice.banned(who),
    unbanned: () => words.notice.unbanned(who),
    created: () => words.notice.created(text),
    renamed: () => words.notice.renamed(text),
    topic: () => words.notice.topic(text),
    picture: () => words.notice.picture,
    readOnly: () => words.notice.readOnly,
    writable: () => words.notice.writable,
    role: () => words.notice.role(who, words.roles[text as Role] ?? text),
    pinned: () => words.notice.pinned,
  };
  return rests[what]();
}
