// Changes a chat's name and topic.
import { type FormEvent, useState } from 'react';
import type { ChatHandle, ChatHeadView, Outcome } from '#client/model.ts';
import { CHAT_NAME_CHARS_MAX, TOPIC_CHARS_MAX } from '#protocol/limits.ts';
import { Button } from '#web/parts/button.tsx';
import { Field } from '#web/parts/field.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { more } from '#web/words/more.ts';
import styles from './rename.module.css';

/** A form in place of what it changes. */
export function Rename({
  handle,
  head,
  onDone,
}: {
  handle: ChatHandle;
  head: ChatHeadView;
  onDone: () => void;
}) {
  const [name, setName] = useState(head.name);
  const [topic, setTopic] = useState(head.topic ?? '');
  const { busy, wrong, run, refuse } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return refuse(more.newChat.nameNeeded);
    void run(save(handle, head, name.trim(), topic.trim()), onDone);
  };
  return (
    <form
      className={styles.rename}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onDone();
      }}
    >
      <Field
        label={more.details.name}
        value={name}
        maxLength={CHAT_NAME_CHARS_MAX}
        autoFocus
        onChange={({ target }) => setName(target.value)}
      />
      <Field
        label={more.details.topic}
        value={topic}
        maxLength={TOPIC_CHARS_MAX}
        onChange={({ target }) => setTopic(target.value)}
      />
      <div role="alert" className={styles.wrong}>
        {wrong}
      </div>
      <div className={styles.acts}>
        <Button onClick={onDone}>{more.dialog.cancel}</Button>
        <Button look="main" type="submit" busy={busy}>
          {more.dialog.save}
        </Button>
      </div>
    </form>
  );
}

function save(
  handle: ChatHandle,
  head: ChatHeadView,
  name: string,
  topic: string,
): Promise<Outcome> {
  return handle.change({
    ...(name === head.name ? {} : { name }),
    ...(topic === (head.topic ?? '') ? {} : { topic }),
  });
}
