// Words around a message: what can be done with it, quotes, reactions, in English.
import type { Plural } from '../plural.ts';

/** The part of the catalogue about single messages. */
export const enMessage = {
  acts: 'What to do with this message',
  react: 'React',
  reply: 'Reply',
  forward: 'Forward',
  copy: 'Copy text',
  copyLink: 'Copy link',
  more: 'More',
  edit: 'Edit',
  pin: 'Pin',
  unpin: 'Unpin',
  seen: 'Seen by',
  history: 'Earlier versions',
  markUnread: 'Mark unread',
  hide: 'Delete for me',
  erase: 'Delete for everyone',
  erased: 'Message deleted for everyone',
  hidden: 'Message deleted for you',
  undo: 'Undo',
  forwardTo: 'Forward to',
  forwardHint: 'Find a chat or a person',
  forwardNow: (count: number, plural: Plural) =>
    count < 2 ? 'Forward' : plural(count, { other: `Forward to ${count} chats` }),
  chats: 'Chats',
  noChat: 'No chat of this name.',
  seenByNobody: 'Nobody has read this yet, or they do not tell.',
  pins: 'Pinned messages',
  noPins: 'Nothing is pinned here.',
  allPins: (count: number) => `All ${count}`,
  unreachable: 'This message is too far back, or it is gone.',
  back: 'Back',
  close: 'Close',
  forwarded: (name: string) => `Forwarded from ${name}`,
  replyTo: (name: string) => `Answer to ${name}. Go there`,
  quoteGone: 'This message is gone',
  pinned: 'Pinned',
  folded: 'Message of somebody you block',
  unfold: 'Show',
  deletedAccount: 'Deleted account',
  reactedBy: (names: string, emoji: string) => `${names} reacted with ${emoji}`,
  reaction: (emoji: string, count: number, plural: Plural) =>
    plural(count, { one: `${emoji}, 1 person`, other: `${emoji}, ${count} people` }),
  andMore: (names: string, more: number, plural: Plural) =>
    plural(more, { one: `${names} and 1 more`, other: `${names} and ${more} more` }),
};
