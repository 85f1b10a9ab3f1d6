// Words of the rows of the chat list and of what one does with chats for oneself, in English.
import type { Plural } from '../plural.ts';

/** The part of the catalogue about chats in the list. */
export const enChats = {
  acts: (name: string) => `What to do with ${name}`,
  pin: 'Pin to the top',
  unpin: 'Unpin',
  mute: 'Mute',
  unmute: 'Unmute',
  archive: 'Archive',
  unarchive: 'Take out of the archive',
  markUnread: 'Mark unread',
  markRead: 'Mark read',
  pinned: 'Pinned',
  muted: 'Muted',
  marked: 'Marked unread',
  archived: (count: number, plural: Plural) =>
    plural(count, { one: '1 archived chat', other: `${count} archived chats` }),
  back: 'All chats',
  nothingArchived: 'Nothing is archived.',
};
