// The directory: everybody here; choosing somebody opens the chat with them.

import type { DialogEnds } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { chatPath } from '#web/app/places.ts';
import { Sheet } from '#web/sheets/sheet.tsx';
import { more } from '#web/words/more.ts';
import { PeopleFinder } from './people-finder.tsx';

/** People, by name. */
export function PeopleDialog({ onClose, onGo }: DialogEnds) {
  const { client } = useKith();
  return (
    <Sheet title={more.people.title} onClose={onClose} tall>
      <PeopleFinder onChoose={({ id }) => onGo(chatPath(client.directWith(id)))} />
    </Sheet>
  );
}
