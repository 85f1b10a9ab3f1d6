// Above the box: the message that is answered, or that it is an old one that is being changed; and the way out of both.
import { Pencil, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Conversation, WritingView } from '#client/model.ts';
import { Quote } from '#web/message/quote.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { composerWords } from '#web/words/composer.ts';
import styles from './writing-bar.module.css';

/** Nothing while one writes something new. */
export function WritingBar({
  writing: { reply, editing },
  conversation,
  onEnd,
}: {
  writing: WritingView;
  conversation: Conversation;
  onEnd: () => void;
}) {
  const end = (act: () => void) => (): void => {
    act();
    onEnd();
  };
  if (editing) {
    return (
      <Bar label={composerWords.noEdit} onEnd={end(() => conversation.edit(undefined))}>
        <p className={styles.edit}>
          <Icon of={Pencil} size={16} />
          {composerWords.editing}
        </p>
      </Bar>
    );
  }
  if (!reply) return null;
  return (
    <Bar label={composerWords.noReply} onEnd={end(() => conversation.replyTo(undefined))}>
      <div className={styles.quote}>
        <Quote quote={reply} />
      </div>
    </Bar>
  );
}

function Bar({
  label,
  onEnd,
  children,
}: {
  label: string;
  onEnd: () => void;
  children: ReactNode;
}) {
  return (
    <div className={styles.bar}>
      {children}
      <Tool icon={X} label={label} iconSize={16} className={styles.end} onClick={onEnd} />
    </div>
  );
}
