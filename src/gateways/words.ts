// The words and the HTTP status for every rejection, for all gateways: what happened and what to do
// about it. The record is exhaustive: a new rejection does not compile until it has words here.
import type { Rejection, RejectionCode } from '#protocol/rejection.ts';

/** A rejection as HTTP tells it: its status, and a sentence for people. */
export interface Words {
  readonly status: number;
  readonly message: string;
}

/** What is said for each rejection. */
export type WordsFor = {
  readonly [Code in RejectionCode]: (rejection: Extract<Rejection, { rejected: Code }>) => Words;
};

/** A rejection together with its sentence for people. */
export type InWords = Rejection & { message: string };

/** The body of every error answer: code, message, and the rejection's own data. */
export interface ErrorAnswer {
  readonly error: { readonly code: RejectionCode; readonly message: string };
}

// Made once: whoever floods is refused thousands of times a second.
const NUMBER = new Intl.NumberFormat('en');

const NAMES: Readonly<Record<string, string>> = {
  about: 'What you say about yourself',
  account: 'The account',
  avatar: 'The picture',
  bans: 'The list of people who are kept out',
  blobs: 'The list of files',
  blocks: 'The list of people whom you block',
  body: 'The body',
  code: 'The one-time code',
  commandId: 'The command id',
  'content-type': 'The content type',
  country: 'The country',
  caption: 'The caption',
  city: 'The city',
  connections: 'Your connections',
  contacts: 'The list of your contacts',
  device: 'The device name',
  displayName: 'The display name',
  email: 'The e-mail address',
  familyName: 'The family name',
  firstName: 'The first name',
  file: 'The file',
  gender: 'The gender',
  hidden: 'What you have hidden here',
  invite: 'The invite link',
  invites: 'The list of invite links',
  login: 'The user name or e-mail address',
  members: 'The list of members',
  name: 'The name',
  newPassword: 'The new password',
  oldPassword: 'The old password',
  password: 'The password',
  path: 'The address',
  pins: 'The list of pinned messages',
  pinned: 'The list of pinned chats',
  reactions: 'The list of reactions',
  role: 'The role',
  request: 'The request',
  text: 'The message',
  topic: 'The topic',
  username: 'The user name',
  with: 'The user name',
};

const MISSING: Readonly<Record<string, string>> = {
  route: 'There is nothing at this address. Check its path and method.',
  user: 'There is nobody of this name here. Check how it is written.',
  chat: 'There is no such chat, or it is not open to you.',
  message: 'There is no such message, or it is not open to you.',
  session: 'There is no such session. It may have ended already.',
  blob: 'There is no such file, or it is not open to you.',
  upload: 'There is no such upload. It may have taken too long; start it again.',
  invite: 'This invite link does not work, or no longer. Ask for another one.',
  contact: 'There is no such contact or request.',
};

const NOT_TAKEN: Readonly<Record<Extract<Rejection, { rejected: 'notTaken' }>['reason'], string>> =
  {
    empty: 'This file is empty. Choose another one.',
    type: 'A file of this kind cannot be taken here. Choose another one.',
    broken: 'This file cannot be read. It may be damaged; try another copy.',
    pixels: 'This picture has too many pixels. Make it smaller and try again.',
  };

/**
 * Status and sentence of every rejection; 4xx is for the caller to mend, 5xx for us or for time.
 */
export const wordsFor: WordsFor = {
  invalid: ({ field, reason }) => said(400, `${about(field, reason)}.`),
  tooLong: ({ field, max }) =>
    said(400, `${named(field)} is too long: at most ${counted(max, 'character')}, please.`),
  tooShort: ({ field, min }) =>
    said(400, `${named(field)} is too short: at least ${counted(min, 'character')}, please.`),
  tooLarge: ({ maxBytes }) =>
    said(413, `This is too much at once: at most ${NUMBER.format(maxBytes)} bytes.`),
  notSignedIn: () => said(401, 'You are not signed in, or your session has ended. Sign in again.'),
  wrongCredentials: () => said(401, 'The name or the password is not right. Try again.'),
  wrongPassword: () => said(403, 'The old password is not right. Try again.'),
  bothCredentials: () => said(400, 'Send either a token or a cookie, not both.'),
  accountNeeded: () =>
    said(400, 'Several accounts are signed in here. Say which one in the Kith-Account header.'),
  wrongOrigin: () =>
    said(
      403,
      'This page is not served from the address that the server knows as its own. ' +
        'Behind a proxy, set KITH_ORIGIN.',
    ),
  codeNeeded: () =>
    said(403, 'This server is new. Enter the one-time code that its start has printed.'),
  signUpClosed: () => said(403, 'Nobody can sign up here at the moment. Ask whoever runs it.'),
  usernameTaken: () => said(409, 'Somebody has this user name already. Choose another one.'),
  emailTaken: () => said(409, 'This e-mail address belongs to another account.'),
  notFound: ({ what }) => said(404, MISSING[what] ?? 'There is no such thing here.'),
  notAllowed: () => said(403, 'You may not do this here.'),
  alreadyThere: () => said(409, 'There is a chat of this id already. Use another id.'),
  notTaken: ({ reason }) => said(422, NOT_TAKEN[reason]),
  tooMany: ({ field, max }) =>
    said(422, `${named(field)} would be too many: at most ${max.toLocaleString('en')}.`),
  tooFast: ({ retryAfterMs }) =>
    said(429, `That was too often. Try again in ${counted(seconds(retryAfterMs), 'second')}.`),
  busy: ({ retryAfterMs }) =>
    said(503, `The server is busy. Try again in ${counted(seconds(retryAfterMs), 'second')}.`),
  stale: () => said(409, 'Things have changed in the meantime. Load them anew and try again.'),
  fault: ({ incident }) =>
    said(500, `Something is wrong on the server. Tell whoever runs it: incident ${incident}.`),
};

/** Status and sentence of one rejection. */
export function wordsOf(rejection: Rejection): Words {
  const say = wordsFor[rejection.rejected] as (rejection: Rejection) => Words;
  return say(rejection);
}

/** The rejection with its sentence beside its data, as the socket answers it. */
export function inWords(rejection: Rejection): InWords {
  return { ...rejection, message: wordsOf(rejection).message };
}

/** The rejection as the body of an HTTP error. */
export function errorAnswer(rejection: Rejection): ErrorAnswer {
  const { rejected, ...data } = rejection;
  return { error: { code: rejected, message: wordsOf(rejection).message, ...data } };
}

/** Whole seconds to wait, at least 1, rounded up: what Retry-After takes. */
export function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}

function said(status: number, message: string): Words {
  return { status, message };
}

function named(field: string): string {
  const name = field.split('.')[0] ?? '';
  // Fields come from strangers, and every object has a `toString`.
  return (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined) ?? `‘${field}’`;
}

// Reasons are either predicates (“must be a number”) or a list of what is allowed.
function about(field: string | undefined, reason: string): string {
  const subject = field === undefined ? 'What was sent' : named(field);
  return /^(must|is|has) /.test(reason) ? `${subject} ${reason}` : `${subject}: ${reason}`;
}

function counted(count: number, unit: string): string {
  return `${NUMBER.format(count)} ${unit}${count === 1 ? '' : 's'}`;
}
