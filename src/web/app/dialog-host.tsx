// Shows the dialog that is open; the code of each comes when it is opened first.
import type { DialogEnds, OpenDialog } from './dialogs.ts';
import { onDemand } from './on-demand.tsx';

const Switcher = onDemand(async () => (await import('#web/switcher/switcher.tsx')).Switcher);
const Keys = onDemand(async () => (await import('#web/switcher/keys-sheet.tsx')).KeysSheet);
const NewChat = onDemand(async () => (await import('#web/people/new-chat.tsx')).NewChat);
const People = onDemand(
  async () => (await import('#web/people/dialog/people-dialog.tsx')).PeopleDialog,
);
const Person = onDemand(async () => (await import('#web/people/card/person-card.tsx')).PersonCard);
const Invite = onDemand(async () => (await import('#web/people/invite.tsx')).Invite);
const AddPeople = onDemand(async () => (await import('#web/people/add-people.tsx')).AddPeople);
const Forward = onDemand(
  async () => (await import('#web/message/about/forward.tsx')).ForwardDialog,
);
const History = onDemand(
  async () => (await import('#web/message/about/history.tsx')).HistoryDialog,
);
const Seen = onDemand(async () => (await import('#web/message/about/seen.tsx')).SeenDialog);
const Pins = onDemand(async () => (await import('#web/message/about/pins.tsx')).PinsDialog);
const Invites = onDemand(
  async () => (await import('#web/details/links/invites-dialog.tsx')).InvitesDialog,
);
const Bans = onDemand(async () => (await import('#web/details/links/bans-dialog.tsx')).BansDialog);
const Pictures = onDemand(async () => (await import('#web/lightbox/lightbox.tsx')).Lightbox);

const ALL = [
  Switcher,
  Keys,
  NewChat,
  People,
  Person,
  Invite,
  AddPeople,
  Forward,
  History,
  Seen,
  Pins,
  Invites,
  Bans,
  Pictures,
];

/** Loads all dialogs before one is opened. */
export function preloadDialogs(): void {
  for (const dialog of ALL) dialog.preload();
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
    case 'forward':
      return <Forward where={open.where} seq={open.seq} onClose={ends.onClose} />;
    case 'history':
      return <History where={open.where} seq={open.seq} onClose={ends.onClose} />;
    case 'seen':
      return 'chat' in open.where ? (
        <Seen where={open.where} seq={open.seq} onClose={ends.onClose} />
      ) : null;
    case 'pins':
      return <Pins where={open.where} {...ends} />;
    case 'invites':
      return <Invites chat={open.chat} onClose={ends.onClose} />;
    case 'bans':
      return <Bans chat={open.chat} onClose={ends.onClose} />;
    case 'pictures':
      return <Pictures pictures={open.pictures} first={open.at} onClose={ends.onClose} />;
    case 'person':
      return <Person key={open.user} user={open.user} {...ends} />;
  }
}
