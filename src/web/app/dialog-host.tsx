// Shows the dialog that is open; the code of each comes when it is opened first.
import { lazy, Suspense } from 'react';
import type { OpenDialog } from './dialogs.ts';

const Switcher = lazy(() =>
  import('#web/switcher/switcher.tsx').then((loaded) => ({ default: loaded.Switcher })),
);
const Keys = lazy(() =>
  import('#web/switcher/keys-sheet.tsx').then((loaded) => ({ default: loaded.KeysSheet })),
);
const NewChat = lazy(() =>
  import('#web/people/new-chat.tsx').then((loaded) => ({ default: loaded.NewChat })),
);
const People = lazy(() =>
  import('#web/people/people-dialog.tsx').then((loaded) => ({ default: loaded.PeopleDialog })),
);
const Invite = lazy(() =>
  import('#web/people/invite.tsx').then((loaded) => ({ default: loaded.Invite })),
);
const AddPeople = lazy(() =>
  import('#web/people/add-people.tsx').then((loaded) => ({ default: loaded.AddPeople })),
);

/** `onClose` closes whichever is open. */
export function DialogHost({
  open,
  onClose,
}: {
  open: OpenDialog | undefined;
  onClose: () => void;
}) {
  if (!open) return null;
  return <Suspense fallback={null}>{drawn(open, onClose)}</Suspense>;
}

function drawn(open: OpenDialog, onClose: () => void) {
  switch (open.name) {
    case 'switcher':
      return <Switcher onClose={onClose} />;
    case 'keys':
      return <Keys onClose={onClose} />;
    case 'newChat':
      return <NewChat onClose={onClose} />;
    case 'people':
      return <People onClose={onClose} />;
    case 'invite':
      return <Invite onClose={onClose} />;
    case 'addPeople':
      return <AddPeople chat={open.chat} onClose={onClose} />;
  }
}
