// Ctrl+K: goes to any chat by a few letters of its name, the last used first; people without a chat come after.

import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ChatRow, PersonView } from '#client/model.ts';
import type { DialogEnds } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { chatPath } from '#web/app/places.ts';
import { ChatFace } from '#web/faces/face.tsx';
import { Line } from '#web/faces/line.tsx';
import { atName } from '#web/faces/name.ts';
import { Tool } from '#web/parts/tool.tsx';
import { Finder } from '#web/sheets/finder.tsx';
import { Sheet } from '#web/sheets/sheet.tsx';
import { useView } from '#web/tab/use-view.ts';
import { more } from '#web/words/more.ts';
import { plural } from '#web/words/words.ts';
import { scoreOf } from './fuzzy.ts';
import styles from './switcher.module.css';

const SHOWN_MAX = 50;
/** Of two names that fit alike, the chat used later wins. */
const RECENT = 100;

type Target = Pick<ChatRow, 'id' | 'name' | 'kind' | 'lobby' | 'unread' | 'person'>;

/** The switcher. */
export function Switcher({ onClose, onGo }: DialogEnds) {
  const [query, setQuery] = useState('');
  const targets = useTargets(query);
  return (
    <Sheet title={more.switcher.title} onClose={onClose} bare tall>
      <div className={styles.top} />
      <Finder
        label={more.switcher.title}
        hint={more.switcher.hint}
        listLabel={more.switcher.chats}
        query={query}
        onQuery={setQuery}
        items={targets}
        draw={(target) => <TargetLine target={target} />}
        onChoose={(id) => onGo(chatPath(id))}
        beside={<Tool icon={X} label={more.dialog.close} onClick={onClose} />}
        empty={more.switcher.none(query.trim())}
      />
    </Sheet>
  );
}

function TargetLine({ target }: { target: Target }) {
  const { unread, person } = target;
  const end = unread > 0 && (
    <span className={styles.unread}>{more.switcher.unread(unread, plural)}</span>
  );
  return (
    <Line
      face={<ChatFace chat={target} />}
      name={target.name}
      below={person && atName(person)}
      end={end}
    />
  );
}

function useTargets(query: string): readonly Target[] {
  const { client } = useKith();
  const { rows } = useView(client.chats);
  const people = useView(client.people);
  const { id: me } = useView(client.account);
  return useMemo(() => {
    const known = new Set(rows.map(({ id }) => id));
    const others = people
      .filter(({ id }) => id !== me)
      .map((person) => targetOf(client.directWith(person.id), person))
      .filter(({ id }) => !known.has(id));
    return best([...rows, ...others], query);
  }, [client, rows, people, me, query]);
}

function targetOf(id: string, person: PersonView): Target {
  return { id, name: person.displayName, kind: 'direct', lobby: false, unread: 0, person };
}

function best(all: readonly Target[], query: string): readonly Target[] {
  if (query.trim() === '') return all.slice(0, SHOWN_MAX);
  const scored = all.flatMap((target, at) => {
    const username = target.person?.username ?? '';
    const score = Math.max(scoreOf(query, target.name) ?? -1, scoreOf(query, username) ?? -1);
    return score < 0 ? [] : [{ target, score: score + RECENT / (at + 1) }];
  });
  const inOrder = scored.sort((a, b) => b.score - a.score);
  return inOrder.slice(0, SHOWN_MAX).map(({ target }) => target);
}
