// The directory: everybody here; choosing somebody opens the chat with them.
import { useKith } from '#web/app/kith.ts';
import { chatPath, go } from '#web/app/places.ts';
import { Sheet } from '#web/sheets/sheet.tsx';
import { more } from '#web/words/more.ts';
import { PeopleFinder } from './people-finder.tsx';

/** People, by name. */
export function PeopleDialog({ onClose }: { onClose: () => void }) {
  const { client } = useKith();
  return (
    <Sheet title={more.people.title} onClose={onClose} tall>
      <PeopleFinder
        onChoose={({ id }) => {
          onClose();
          go(chatPath(client.directWith(id)));
        }}
      />
    </Sheet>
  );
}
