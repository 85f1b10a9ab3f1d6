// Forwarding: choose chats, then the message is on its way to all of them.
import { Check } from 'lucide-react';
import { useState } from 'react';
import type { ChatRow } from '#client/model.ts';
import { conversationAt, type Where } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { ChatFace } from '#web/faces/face.tsx';
import { Line } from '#web/faces/line.tsx';
import { atName } from '#web/faces/name.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { Finder } from '#web/sheets/finder.tsx';
import { Sheet } from '#web/sheets/sheet.tsx';
import { scoreOf } from '#web/switcher/fuzzy.ts';
import { useView } from '#web/tab/use-view.ts';
import { messageWords } from '#web/words/message.ts';
import { plural } from '#web/words/words.ts';
import styles from './about.module.css';

const CHATS_MAX = 10;

/** `seq`: of the message in `where`. */
export function ForwardDialog({
  where,
  seq,
  onClose,
}: {
  where: Where;
  seq: number;
  onClose: () => void;
}) {
  const { client } = useKith();
  const { rows } = useView(client.chats);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id) && next.size < CHATS_MAX) next.add(id);
    setChosen(next);
  };
  const send = (): void => {
    conversationAt(client, where).forward(seq, [...chosen]);
    onClose();
  };
  return (
    <Sheet title={messageWords.forward} tall onClose={onClose}>
      <Finder
        label={messageWords.forwardTo}
        hint={messageWords.forwardHint}
        listLabel={messageWords.chats}
        query={query}
        onQuery={setQuery}
        items={fitting(rows, query)}
        draw={(row) => (
          <Line
            face={<ChatFace chat={row} />}
            name={row.name}
            below={row.person && atName(row.person)}
            end={chosen.has(row.id) && <Icon of={Check} />}
          />
        )}
        onChoose={toggle}
        chosen={chosen}
        empty={messageWords.noChat}
      />
      <footer className={styles.end}>
        <Button look="main" disabled={chosen.size === 0} onClick={send}>
          {messageWords.forwardNow(chosen.size, plural)}
        </Button>
      </footer>
    </Sheet>
  );
}

/** Best first; as in the list of chats when nothing is looked for. */
function fitting(rows: readonly ChatRow[], query: string): readonly ChatRow[] {
  if (query.trim() === '') return rows;
  const scored = rows.flatMap((row) => {
    const score = scoreOf(query, row.name);
    return score === undefined ? [] : [{ row, score }];
  });
  return scored.sort((one, other) => other.score - one.score).map(({ row }) => row);
}
