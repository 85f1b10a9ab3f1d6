// Everything that can be done with one message: a menu beside it, on phones a sheet from below with quick reactions on top.
import {
  Clock,
  Copy,
  Eye,
  EyeOff,
  Forward,
  Link,
  Mail,
  Pencil,
  Pin,
  PinOff,
  Reply,
  SmilePlus,
  Trash2,
} from 'lucide-react';
import type { MessageItem } from '#client/model.ts';
import { QuickReactions } from '#web/emoji/quick-reactions.tsx';
import { type Entry, EntryMenu } from '#web/sheets/entry-menu.tsx';
import { usePhone } from '#web/tab/media.ts';
import { messageWords } from '#web/words/message.ts';
import styles from './message-menu.module.css';

/** An entry of the menu. */
export type MessageAct =
  | 'react'
  | 'reply'
  | 'edit'
  | 'forward'
  | 'copy'
  | 'copyLink'
  | 'pin'
  | 'markUnread'
  | 'seen'
  | 'history'
  | 'hide'
  | 'erase';

/** `has`: what the place offers besides what the message itself allows (walls have no “seen by”, say). */
export interface MessageMenuProps {
  readonly item: MessageItem;
  readonly beside: Element;
  readonly has: ReadonlySet<MessageAct>;
  readonly onAct: (act: MessageAct) => void;
  readonly onReact: (emoji: string) => void;
  readonly onClose: () => void;
}

/** Open for as long as it is rendered. */
export function MessageMenu(props: MessageMenuProps) {
  const { item, beside, onAct, onReact, onClose } = props;
  const phone = usePhone();
  const entries = entriesFor(props).filter(({ id }) => !phone || id !== 'react');
  const mine = new Set(item.reactions.filter((one) => one.mine).map(({ emoji }) => emoji));
  const then = (act: () => void): void => {
    onClose();
    act();
  };
  const quick = item.may.react && (
    <div className={styles.quick}>
      <QuickReactions
        picked={mine}
        onPick={(emoji) => then(() => onReact(emoji))}
        onMore={() => then(() => onAct('react'))}
      />
    </div>
  );
  return (
    <EntryMenu
      title={messageWords.acts}
      beside={beside}
      entries={entries}
      above={quick}
      onAct={onAct}
      onClose={onClose}
    />
  );
}

function entriesFor({ item, has }: MessageMenuProps): readonly Entry<MessageAct>[] {
  const { may, text, pinned, edited, mine } = item;
  const all: readonly (Entry<MessageAct> & { readonly on: boolean })[] = [
    { id: 'react', icon: SmilePlus, label: messageWords.react, on: may.react },
    { id: 'reply', icon: Reply, label: messageWords.reply, on: may.reply },
    { id: 'edit', icon: Pencil, label: messageWords.edit, on: may.edit },
    { id: 'forward', icon: Forward, label: messageWords.forward, on: true },
    { id: 'copy', icon: Copy, label: messageWords.copy, on: text !== '' },
    { id: 'copyLink', icon: Link, label: messageWords.copyLink, on: true },
    {
      id: 'pin',
      icon: pinned ? PinOff : Pin,
      label: pinned ? messageWords.unpin : messageWords.pin,
      on: may.pin,
    },
    { id: 'markUnread', icon: Mail, label: messageWords.markUnread, on: !mine },
    { id: 'seen', icon: Eye, label: messageWords.seen, on: true },
    { id: 'history', icon: Clock, label: messageWords.history, on: edited !== undefined },
    { id: 'hide', icon: EyeOff, label: messageWords.hide, on: may.hide },
    { id: 'erase', icon: Trash2, label: messageWords.erase, on: may.erase, danger: true },
  ];
  return all.filter(({ id, on }) => on && has.has(id));
}
