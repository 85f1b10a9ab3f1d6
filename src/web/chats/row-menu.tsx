// What one can do with a chat for oneself: beside its row, on phones as a sheet.
import { Archive, ArchiveRestore, Bell, BellOff, Mail, MailOpen, Pin, PinOff } from 'lucide-react';
import type { ChatRow, Client } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { type Entry, EntryMenu } from '#web/sheets/entry-menu.tsx';
import { chatWords } from '#web/words/chats.ts';

/** `beside`: the row's element. */
export interface RowMenuProps {
  readonly row: ChatRow;
  readonly beside: Element;
  readonly onClose: () => void;
}

/** The menu lies a little over its row. */
const OVER_ROW_PX = -8;

/** Open for as long as it is rendered. */
export function RowMenu({ row, beside, onClose }: RowMenuProps) {
  const { client } = useKith();
  const entries = entriesFor(row, client);
  return (
    <EntryMenu
      title={chatWords.acts(row.name)}
      beside={beside}
      offset={OVER_ROW_PX}
      entries={entries}
      onAct={(id) => entries.find((one) => one.id === id)?.act()}
      onClose={onClose}
    />
  );
}

function entriesFor(
  row: ChatRow,
  client: Client,
): readonly (Entry & { readonly act: () => void })[] {
  const { id, pinned, muted, archived, marked, unread } = row;
  const handle = client.chat(id);
  const set = (change: Parameters<typeof handle.setState>[0]) => () => void handle.setState(change);
  const isNew = marked || unread > 0;
  const read = (): void => {
    if (marked) void handle.setState({ unread: false });
    // Everything: the client knows how far the chat goes.
    handle.seen(Number.MAX_SAFE_INTEGER);
  };
  return [
    {
      id: 'read',
      icon: isNew ? MailOpen : Mail,
      label: isNew ? chatWords.markRead : chatWords.markUnread,
      act: isNew ? read : set({ unread: true }),
    },
    {
      id: 'pin',
      icon: pinned ? PinOff : Pin,
      label: pinned ? chatWords.unpin : chatWords.pin,
      act: set({ pinned: !pinned }),
    },
    {
      id: 'mute',
      icon: muted ? Bell : BellOff,
      label: muted ? chatWords.unmute : chatWords.mute,
      act: set({ muted: !muted }),
    },
    {
      id: 'archive',
      icon: archived ? ArchiveRestore : Archive,
      label: archived ? chatWords.unarchive : chatWords.archive,
      act: set({ archived: !archived }),
    },
  ];
}
