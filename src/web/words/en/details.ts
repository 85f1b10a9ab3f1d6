// Words of the details panel: the picture, rules, members and what can be done about them, invite links, who is kept out.
import type { Plural } from '../plural.ts';

/** The part of the catalogue about the details of a chat. */
export const enDetails = {
  picture: {
    choose: 'Choose a picture',
    change: 'Another picture',
    away: 'Take the picture away',
    acts: 'Picture of this chat',
    loading: 'Uploading the picture…',
    wrong: 'Choose a picture: PNG, JPEG, WebP, GIF or AVIF.',
  },

  own: {
    title: 'For yourself',
    pin: 'Pin',
    unpin: 'Unpin',
    mute: 'Mute',
    unmute: 'Unmute',
    archive: 'Archive',
    unarchive: 'Unarchive',
    page: 'Page',
  },

  ways: {
    title: 'Of this chat',
    pins: 'Pinned messages',
    invites: 'Invite links',
    bans: 'Banned people',
  },

  rules: {
    title: 'Rules',
    readOnly: 'Read only',
    readOnlyHint: 'Only moderators and above write; everybody reacts.',
    openHistory: 'Open history',
    openHistoryHint: 'Newcomers read what was written before they came.',
    membersAdd: 'Members may add people',
    membersAddHint: 'And make invite links.',
    listed: 'Listed',
    listedHint: 'Anybody here finds this room and can join.',
  },

  members: {
    find: 'Find a member',
    all: (count: string) => `Show all ${count}`,
    none: (query: string) => `No member is called “${query}”.`,
    loading: 'Loading who is here',
    acts: (name: string) => `What to do about ${name}`,
    write: 'Write',
    page: 'Page',
    account: 'Your account',
    admin: 'Make admin',
    moderator: 'Make moderator',
    member: 'Make an ordinary member',
    handOver: 'Hand over to them',
    remove: 'Remove',
    ban: 'Ban',
    handOverTitle: (name: string) => `Hand this over to ${name}?`,
    handOverHint: 'They become its owner, and you an admin. Only they can change that again.',
    handOverDo: 'Hand over',
    banTitle: (name: string) => `Ban ${name}?`,
    banHint:
      'They are removed and cannot come back, not by a link either, until somebody lets them in.',
    banDo: 'Ban',
    keep: 'Leave it',
  },

  invites: {
    title: 'Invite links',
    hint: 'Whoever has an account here and opens such a link is in.',
    expiry: 'Works for',
    uses: 'For how many people',
    expiries: { hour: '1 hour', day: '1 day', week: '7 days', never: 'Any time' },
    one: '1',
    unlimited: 'Any number',
    make: 'Make a link',
    copy: 'Copy',
    copyNamed: (link: string) => `Copy ${link}`,
    copied: 'Copied',
    notCopied: 'This browser did not let us copy. The link is selected; copy it by hand.',
    link: 'Link',
    end: 'End',
    endNamed: (link: string) => `End ${link}`,
    by: (name: string) => `by ${name}`,
    until: (when: string) => `Works until ${when}`,
    always: 'Works at any time',
    left: (count: number, plural: Plural) =>
      plural(count, { one: 'for 1 more person', other: `for ${count} more people` }),
    anybody: 'for any number of people',
    none: 'No link works at the moment.',
    between: ' · ',
  },

  bans: {
    title: 'Banned people',
    none: 'Nobody is banned.',
    letIn: 'Let in again',
    letInNamed: (name: string) => `Let in again: ${name}`,
    more: 'Show more',
  },
};
