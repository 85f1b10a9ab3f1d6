// Beside a message under the pointer: four acts and “more”. There only while the pointer or the focus is.
import { Copy, Ellipsis, Forward, Reply, SmilePlus } from 'lucide-react';
import type { MessageItem } from '#client/model.ts';
import { Tool } from '#web/parts/tool.tsx';
import { messageWords } from '#web/words/message.ts';
import type { MessageActs } from '../acts.ts';
import styles from './toolbar.module.css';

/** Floats over the upper edge. */
export function Toolbar({ item, acts }: { item: MessageItem; acts: MessageActs }) {
  return (
    <div className={styles.bar} role="toolbar" aria-label={messageWords.acts}>
      {item.may.react && (
        <Tool
          icon={SmilePlus}
          label={messageWords.react}
          onClick={({ currentTarget }) => acts.open(item, 'emoji', currentTarget)}
        />
      )}
      {item.may.reply && (
        <Tool icon={Reply} label={messageWords.reply} onClick={() => acts.reply(item)} />
      )}
      <Tool icon={Forward} label={messageWords.forward} onClick={() => acts.forward(item)} />
      {item.text !== '' && (
        <Tool icon={Copy} label={messageWords.copy} onClick={() => acts.copy(item)} />
      )}
      <Tool
        icon={Ellipsis}
        label={messageWords.more}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => acts.open(item, 'menu', currentTarget)}
      />
    </div>
  );
}
