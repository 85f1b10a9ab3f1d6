// Shows the dialog that is open; the code of each comes when it is opened first.
import type { DialogEnds, OpenDialog } from './dialogs.ts';
import { onDemand } from './on-demand.tsx';

const Switcher = onDemand(async () => (await import('#web/switcher/switcher.tsx')).Switcher);
const Keys = onDemand(async () => (await import('#web/switcher/keys-sheet.tsx')).KeysSheet);
const NewChat = onDemand(async () => (await import('#web/people/new-chat.tsx')).NewChat);
const People = onDemand(async () => (await import('#web/people/people-dialog.tsx')).PeopleDialog);
const Invite = onDemand(async () => (await import('#web/people/invite.tsx')).Invite);
const AddPeople = onDemand(async () => (await import('#web/people/add-people.tsx')).AddPeople);

/** Loads all dialogs before one is opened. */
export function preloadDialogs(): void {
  for (const dialog of [Switcher, Keys, NewChat, People, Invite, AddPeople]) dialog.preload();
}

/** Nothing when none is open. */
export function DialogHost({ open, ...ends }: DialogEnds & { open: OpenDialog | undefined }) {
  if (!open) return null;
  return drawn(open, ends);
}

function drawn(open: OpenDialog, ends: DialogEnds) {
  switch (open.name) {
    case 'switcher':
      return <Switcher {...ends} />;
    case 'keys':
      return <Keys onClose={ends.onClose} />;
    case 'newChat':
      return <NewChat {...ends} />;
    case 'people':
      return <People {...ends} />;
    case 'invite':
      return <Invite onClose={ends.onClose} />;
    case 'addPeople':
      return <AddPeople chat={open.chat} onClose={ends.onClose} />;
  }
}
