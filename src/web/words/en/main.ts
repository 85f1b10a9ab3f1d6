// Every word of the door, the chats and the conversation, in English. Another language is another file of this shape;
// what opens on demand has its words in en-more.ts.
import type { Plural } from '../plural.ts';

const number = new Intl.NumberFormat('en');

const people = (count: number, plural: Plural): string =>
  plural(count, { one: '1 person', other: `${number.format(count)} people` });

/** The catalogue. Functions take what is put into the sentence. */
export const en = {
  language: 'en',
  direction: 'ltr' as 'ltr' | 'rtl',

  people,

  start: {
    unreachable: 'Kith cannot be reached',
    unreachableHint:
      'The server may be starting again, or the network is gone. This page keeps trying.',
    tryAgain: 'Try again',
  },

  door: {
    welcome: (place: string) => `Welcome to ${place}`,
    first: 'You are the first one here, so this place will be yours to look after.',
    join: 'A name, a password, and you are in.',
    signInTo: (place: string) => `Sign in to ${place}`,
    signInHint: 'Good to see you again.',
    yourName: 'Your name',
    userName: 'User name',
    userNameHint: 'Others find you by it. Letters, digits, dot, dash.',
    password: 'Password',
    login: 'User name or e-mail',
    code: 'Code',
    codeHint: 'It stands in the terminal where this server was started.',
    open: 'Open the Lobby',
    signIn: 'Sign in',
    newHere: 'New here?',
    makeAccount: 'Make an account',
    haveOne: 'You have an account?',
    closed: 'New accounts cannot be made here at the moment.',
    byInvite: 'New accounts are made by invite here. Ask somebody who is in for a link.',
    invited: 'You were sent an invite. Sign in or make an account to follow it.',
    invitedHint: 'A name, a password, and you are where you were invited to.',
    openInvited: 'Make the account',
    stays: 'What you write stays on this server. Nothing is sent anywhere you did not turn on.',
    back: 'Back to the chats',
    signedOut: 'You were signed out here. Sign in again to go on.',
    needed: {
      username: 'Choose a user name.',
      login: 'Write your user name or your e-mail address.',
      password: 'Write your password.',
      tooShort: (min: number) => `A password has at least ${min} characters.`,
      code: 'Write the code that the server printed when it started.',
    },
  },

  failed: {
    offline: 'The server could not be reached. Try again in a moment.',
    sent: 'Not sent.',
    tryAgain: 'Try again',
    remove: 'Remove',
    chats: 'The chats could not be loaded',
    chat: 'This chat could not be loaded',
    hint: 'It is tried again by itself when there is a connection.',
    list: 'The list could not be loaded.',
    part: 'This part could not be loaded.',
  },

  broken: {
    title: 'Something went wrong',
    hint: 'This is our mistake. What you wrote is kept; loading the page again should help.',
    reload: 'Load again',
  },

  connection: {
    lost: 'No connection. What you write is sent when it is back.',
    lostShort: 'No connection. Messages will wait.',
    tryNow: 'Try now',
  },

  nav: {
    chats: 'Chats',
    account: 'Your account',
    people: 'People',
    peopleWaiting: (count: number, plural: Plural) =>
      plural(count, { one: 'People, 1 request waits', other: `People, ${count} requests wait` }),
    wall: (count: number, plural: Plural) =>
      count === 0
        ? 'Your wall'
        : plural(count, {
            one: 'Your wall, 1 new post',
            other: `Your wall, ${count} new posts`,
          }),
    newChat: 'New chat',
    find: 'Search or go to',
    findKey: (mac: boolean) => (mac ? '⌘ K' : 'Ctrl K'),
    width: 'Width of the chat list',
  },

  row: {
    typing: (names: readonly string[], plural: Plural) =>
      plural(names.length, {
        one: `${names[0]} is writing…`,
        other: `${names.length} people are writing…`,
      }),
    typingAlone: 'Writing…',
    draft: 'Draft:',
    afterAuthor: ':',
    deleted: 'Message deleted',
    nothing: 'Nothing was said yet',
    unread: (count: number, plural: Plural) =>
      plural(count, { one: '1 unread message', other: `${count} unread messages` }),
    mentioned: 'You are mentioned',
    many: '99+',
  },

  tick: {
    waiting: 'Waiting',
    stored: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Not sent',
  },

  presence: {
    online: 'Here now',
    away: 'Away',
    offline: 'Not here',
    seen: (ago: string) => `Last seen ${ago}`,
  },

  chat: {
    messages: 'Messages',
    back: 'Back',
    backUnread: (count: number, plural: Plural) =>
      plural(count, { one: 'Back, 1 message unread', other: `Back, ${count} messages unread` }),
    details: 'Details',
    everybody: (place: string) => `Everybody on ${place}`,
    here: (names: string, count: number, plural: Plural) =>
      plural(count, { one: `${names} is here`, other: `${names} are here` }),
    peopleHere: (count: number, here: number, plural: Plural) =>
      `${people(count, plural)}, ${number.format(here)} here`,
    today: 'Today',
    yesterday: 'Yesterday',
    new: 'New',
    older: 'Loading what was said before',
    down: 'Go to the newest message',
    downCount: (count: number, plural: Plural) =>
      plural(count, {
        one: 'Go to the newest message, 1 is new',
        other: `Go to the newest message, ${count} are new`,
      }),
    came: (count: number, plural: Plural) =>
      plural(count, { one: '1 new message', other: `${count} new messages` }),
    says: (name: string, text: string) => `${name}: ${text}`,
    you: 'You',
    edited: 'edited',
    deleted: (name: string) => `${name} deleted this message`,
    deletedMine: 'You deleted this message',
    typing: (names: readonly string[]) => {
      if (names.length === 1) return `${names[0]} is writing`;
      return names.length === 2
        ? `${names[0]} and ${names[1]} are writing`
        : 'Several people are writing';
    },
  },

  roles: { owner: 'owner', admin: 'admin', moderator: 'moderator', member: 'member' },

  notice: {
    created: (name: string) => (name === '' ? ' started this chat' : ` started “${name}”`),
    joined: ' joined',
    invited: ' joined by an invite link',
    left: ' left',
    banned: (who: string) => ` banned ${who}`,
    unbanned: (who: string) => ` let ${who} in again`,
    picture: ' changed the picture',
    readOnly: ' made this read-only',
    writable: ' let everybody write again',
    role: (who: string, role: string) => ` made ${who} ${role}`,
    pinned: ' pinned a message',
    added: (who: string) => ` added ${who}`,
    removed: (who: string) => ` removed ${who}`,
    renamed: (name: string) => ` renamed this to “${name}”`,
    topic: (topic: string) =>
      topic === '' ? ' removed the topic' : ` changed the topic to “${topic}”`,
    between: ', ',
    more: (count: number) => `, and ${count} more`,
  },

  empty: {
    lobby: 'This is the Lobby',
    lobbyHint: (place: string) =>
      `Everybody on ${place} is in it, and everybody reads what is written here.`,
    here: (names: string) => `${names} are here`,
    more: (count: number) => `${count} more`,
    alone: 'You are the only one here so far',
    invite: 'Invite people',
    direct: (name: string) => `You and ${name}`,
    directHint: 'What you write here is read by the two of you.',
    self: 'A place for yourself',
    selfHint: 'What you write here is read by nobody else.',
    group: (name: string) => `This is “${name}”`,
    groupHint: 'Only its members read what is written here.',
    roomHint: 'Anybody here can join and read along.',
    addPeople: 'Add people',
    forbidden: 'You cannot read this chat',
    forbiddenHint: 'It may be private, or it may be gone. Ask whoever sent you the link.',
    toLobby: 'Go to the Lobby',
  },

  composer: {
    label: (name: string) => `Message to ${name}`,
    hint: 'Message',
    send: 'Send',
    left: (count: number, plural: Plural) =>
      plural(count, { one: '1 character left', other: `${count} characters left` }),
    over: (count: string, max: string) =>
      `This message has ${count} characters; ${max} fit. Shorten it, or send it in parts.`,
    paste: (count: string, max: string) =>
      `What you pasted has ${count} characters; ${max} fit in a message. Nothing was pasted.`,
    readOnly: 'You can read here, not write.',
    join: 'Join this room',
  },
};
