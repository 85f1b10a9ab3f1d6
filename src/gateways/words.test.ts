// Every rejection has words that help, and what a schema finds wrong becomes one rejection about
// one field.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { z } from 'zod';
import { NewChat, NewMessage } from '#protocol/chat.ts';
import { AccountChange, SignUp } from '#protocol/person.ts';
import type { Missing, Rejection, RejectionCode } from '#protocol/rejection.ts';
import { ROUTES } from '#protocol/route.ts';
import { rejectionOf } from './invalid.ts';
import { errorAnswer, inWords, seconds, wordsOf } from './words.ts';

type Samples = {
  readonly [Code in RejectionCode]: readonly [number, Extract<Rejection, { rejected: Code }>];
};

/** The status of every code: part of the contract, so a change here is a change of it. */
const SAMPLES: Samples = {
  invalid: [400, { rejected: 'invalid', field: 'name', reason: 'must be one line' }],
  tooLong: [400, { rejected: 'tooLong', field: 'text', max: 16_000 }],
  tooShort: [400, { rejected: 'tooShort', field: 'newPassword', min: 8 }],
  tooLarge: [413, { rejected: 'tooLarge', maxBytes: 131_072 }],
  notSignedIn: [401, { rejected: 'notSignedIn' }],
  wrongCredentials: [401, { rejected: 'wrongCredentials' }],
  wrongPassword: [403, { rejected: 'wrongPassword', field: 'oldPassword' }],
  bothCredentials: [400, { rejected: 'bothCredentials' }],
  accountNeeded: [400, { rejected: 'accountNeeded' }],
  wrongOrigin: [403, { rejected: 'wrongOrigin' }],
  codeNeeded: [403, { rejected: 'codeNeeded', field: 'code' }],
  signUpClosed: [403, { rejected: 'signUpClosed' }],
  usernameTaken: [409, { rejected: 'usernameTaken', field: 'username' }],
  emailTaken: [409, { rejected: 'emailTaken', field: 'email' }],
  notFound: [404, { rejected: 'notFound', what: 'chat' }],
  notAllowed: [403, { rejected: 'notAllowed' }],
  alreadyThere: [409, { rejected: 'alreadyThere', what: 'chat' }],
  notTaken: [422, { rejected: 'notTaken', reason: 'broken' }],
  tooMany: [422, { rejected: 'tooMany', field: 'members', max: 1_000 }],
  tooFast: [429, { rejected: 'tooFast', retryAfterMs: 1_200 }],
  busy: [503, { rejected: 'busy', retryAfterMs: 200 }],
  stale: [409, { rejected: 'stale', epoch: 3 }],
  fault: [500, { rejected: 'fault', incident: '3f9a2c71' }],
};

test('WIRE1: every rejection has its status, and words that are plain', () => {
  for (const [status, rejection] of Object.values(SAMPLES)) {
    const words = wordsOf(rejection);
    assert.equal(words.status, status, rejection.rejected);
    assert.match(words.message, /^[\p{Lu}‘].{15,140}\.$/u);
    assert.doesNotMatch(words.message, /!|undefined|NaN/);
  }
});

test('WIRE1: an error carries its code, its words and the data of its rejection', () => {
  assert.deepEqual(errorAnswer({ rejected: 'tooLong', field: 'text', max: 16_000 }), {
    error: {
      code: 'tooLong',
      message: 'The message is too long: at most 16,000 characters, please.',
      field: 'text',
      max: 16_000,
    },
  });
  assert.deepEqual(inWords({ rejected: 'notAllowed' }), {
    rejected: 'notAllowed',
    message: 'You may not do this here.',
  });
});

test('WIRE1: whatever is missing or cannot be taken has words of its own', () => {
  const missing: Record<Missing, true> = {
    ...{ route: true, user: true, chat: true, message: true, session: true },
    ...{ blob: true, upload: true, invite: true, contact: true },
  };
  const kinds = Object.keys(missing) as Missing[];
  const reasons = ['empty', 'type', 'broken', 'pixels'] as const;
  const all: Rejection[] = [
    ...kinds.map((what) => ({ rejected: 'notFound', what }) as const),
    ...reasons.map((reason) => ({ rejected: 'notTaken', reason }) as const),
  ];
  const said = all.map((rejection) => wordsOf(rejection).message);
  assert.equal(new Set(said).size, all.length);
  for (const message of said) assert.match(message, /^\p{Lu}.{15,140}\.$/u);
});

test('waiting is told in whole seconds, rounded up', () => {
  assert.deepEqual([0, 1, 999, 1_000, 1_001, 60_000].map(seconds), [1, 1, 1, 1, 2, 60]);
  assert.match(wordsOf({ rejected: 'busy', retryAfterMs: 1 }).message, /in 1 second\./);
});

describe('what a schema finds wrong', () => {
  const SIGN_UP = { username: 'nora', password: 'plums in the orchard' };
  const cases: readonly [string, z.ZodType, unknown, Rejection][] = [
    ['a missing field', SignUp, { username: 'nora' }, invalid('password', 'is missing')],
    [
      'a wrong type',
      SignUp,
      { ...SIGN_UP, cookie: 'yes' },
      invalid('cookie', 'must be true or false'),
    ],
    ['nothing at all', SignUp, undefined, { rejected: 'invalid', reason: 'is missing' }],
    ['no object', SignUp, [], { rejected: 'invalid', reason: 'must be an object' }],
    ['an unknown key', SignUp, { ...SIGN_UP, admin: true }, invalid('admin', 'is not known here')],
    [
      'too long a text',
      NewMessage,
      { text: 'x'.repeat(16_001) },
      { rejected: 'tooLong', field: 'text', max: 16_000 },
    ],
    [
      'too short a text',
      SignUp,
      { ...SIGN_UP, password: 'plums' },
      { rejected: 'tooShort', field: 'password', min: 8 },
    ],
    [
      'too many items',
      NewChat,
      { kind: 'group', name: 'x', members: Array(101).fill('amara') },
      { rejected: 'tooMany', field: 'members', max: 100 },
    ],
    [
      'an item of a list',
      NewChat,
      { kind: 'group', name: 'x', members: ['amara', 7] },
      invalid('members.1', 'must be a string'),
    ],
    [
      'a form with words of its own',
      SignUp,
      { ...SIGN_UP, username: '-nora' },
      invalid('username', 'letters, digits and . _ - only'),
    ],
    ['a form without words', NewMessage, { text: ' ' }, invalid('text', 'must say something')],
    [
      'an address that is none',
      SignUp,
      { ...SIGN_UP, email: 'nora' },
      invalid('email', 'must be an e-mail address'),
    ],
    [
      'one of two forms',
      AccountChange,
      { email: 'nora' },
      invalid('email', 'must be an e-mail address'),
    ],
    ['an unknown kind', NewChat, { kind: 'feud' }, invalid('kind', 'is not known here')],
    ['a missing kind', NewChat, {}, invalid('kind', 'is missing')],
    [
      'a number that is none',
      ROUTES.listChats.query,
      { limit: 'many' },
      invalid('limit', 'must be a number'),
    ],
    [
      'a number too large',
      ROUTES.listChats.query,
      { limit: '201' },
      invalid('limit', 'must be at most 200'),
    ],
  ];
  for (const [name, schema, input, expected] of cases) {
    test(name, () => {
      const result = schema.safeParse(input);
      assert.ok(result.error);
      assert.deepEqual(rejectionOf(result.error, input), expected);
    });
  }

  test('an unknown key of any length comes back bounded', () => {
    const input = { ...SIGN_UP, ['k'.repeat(50_000)]: 1 };
    const result = SignUp.safeParse(input);
    assert.ok(result.error);
    assert.ok(JSON.stringify(rejectionOf(result.error, input)).length < 300);
  });
});

function invalid(field: string, reason: string): Rejection {
  return { rejected: 'invalid', field, reason };
}
