// Who has read a message.
import type { Where } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { Line } from '#web/faces/line.tsx';
import { atName, nameSaid } from '#web/faces/name.ts';
import { messageWords } from '#web/words/message.ts';
import { ListSheet } from './list-sheet.tsx';
import { useLoaded } from './use-loaded.ts';

/** Only in chats; on walls nobody is told. */
export function SeenDialog({
  where,
  seq,
  onClose,
}: {
  where: Extract<Where, { chat: string }>;
  seq: number;
  onClose: () => void;
}) {
  const { client } = useKith();
  const loaded = useLoaded(() => client.chat(where.chat).seenBy(seq));
  return (
    <ListSheet
      title={messageWords.seen}
      loaded={loaded}
      empty={messageWords.seenByNobody}
      onClose={onClose}
      draw={(person) => (
        <li key={person.id}>
          <Line
            face={<PersonFace name={person.displayName} picture={person.picture} />}
            name={nameSaid(person)}
            below={atName(person)}
          />
        </li>
      )}
    />
  );
}
