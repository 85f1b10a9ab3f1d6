// What a chat is about: face, name, topic; of a person who it is. Who may, changes name and topic here.
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { ChatHandle, ChatHeadView } from '#client/model.ts';
import { presenceOf } from '#web/conversation/use-who-is-here.ts';
import { atName } from '#web/faces/name.ts';
import { Words } from '#web/markup/words.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { useNow } from '#web/tab/use-now.ts';
import { more } from '#web/words/more.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './about.module.css';
import { Picture } from './picture.tsx';
import { Rename } from './rename.tsx';

/** The first part of the panel. */
export function About({ handle, head }: { handle: ChatHandle; head: ChatHeadView }) {
  const [editing, setEditing] = useState<boolean>();
  if (editing) return <Rename handle={handle} head={head} onDone={() => setEditing(false)} />;
  return (
    <section className={styles.about}>
      <Picture handle={handle} head={head} />
      <div className={styles.name}>
        <h2 dir="auto">{head.name}</h2>
        {head.may.change && (
          <Tool
            icon={Pencil}
            iconSize={16}
            label={more.details.rename}
            autoFocus={editing === false}
            onClick={() => setEditing(true)}
          />
        )}
      </div>
      <Second head={head} />
      {head.topic !== undefined && (
        <p className={styles.topic} dir="auto">
          <Words text={head.topic} />
        </p>
      )}
    </section>
  );
}

function Second({ head }: { head: ChatHeadView }) {
  const now = useNow();
  const { person, memberCount } = head;
  if (!person) return <p className={styles.second}>{words.people(memberCount, plural)}</p>;
  return (
    <>
      <p className={styles.second}>
        <span className="unseen">{more.details.userName}: </span>
        <bdi>{atName(person)}</bdi>
      </p>
      <p className={styles.second}>{presenceOf(person, now)}</p>
    </>
  );
}
