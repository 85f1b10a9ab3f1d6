// People as others see them, their own account, and what they may type into their fields.
import { z } from 'zod';
import { UserId } from './ids.ts';
import {
  DEVICE_CHARS_MAX,
  DISPLAY_NAME_CHARS_MAX,
  EMAIL_CHARS_MAX,
  PASSWORD_CHARS_MAX,
  PASSWORD_CHARS_MIN,
  PERSONAL_CHARS_MAX,
  USERNAME_CHARS_MAX,
} from './limits.ts';

// Control characters and the bidirectional overrides that let a name rewrite its surroundings.
const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** One line of visible text of at most `max` UTF-16 units, trimmed and normalised (NFC). */
export function line(max: number) {
  return z
    .string()
    .max(max)
    .refine((text) => text.isWellFormed() && !UNSAFE.test(text), 'must be one line of plain text')
    .overwrite((text) => text.normalize('NFC').trim());
}

/** 1–50 letters (any script), digits, `.`, `_`, `-`; begins with a letter or digit. */
export const Username = z
  .string()
  .max(USERNAME_CHARS_MAX)
  .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')
  .overwrite((text) => text.normalize('NFC').trim())
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u, 'letters, digits and . _ - only')
  .meta({ examples: ['nora'] });

/** What others read above a message. */
export const DisplayName = line(DISPLAY_NAME_CHARS_MAX)
  .min(1)
  .meta({ examples: ['Nora Lindqvist'] });

/** Syntax only; nobody has proved that the address is theirs. */
export const Email = z
  .email()
  .max(EMAIL_CHARS_MAX)
  .meta({ examples: ['nora@example.org'] });

/** 8–1,024 UTF-16 units, any characters. */
export const Password = z
  .string()
  .min(PASSWORD_CHARS_MIN)
  .max(PASSWORD_CHARS_MAX)
  .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')
  .meta({ examples: ['plums in the orchard'] });

const Personal = line(PERSONAL_CHARS_MAX);

/** The optional fields of an account, all private until their owner shows them. */
export const PersonalFields = z.strictObject({
  email: Email.optional(),
  firstName: Personal.optional(),
  familyName: Personal.optional(),
  gender: Personal.optional(),
  city: Personal.optional(),
  country: Personal.optional(),
});

/** A person as everybody on the server sees them. */
export const User = z
  .strictObject({ id: UserId, username: Username, displayName: DisplayName })
  .meta({
    id: 'User',
    examples: [{ id: 'abcdefghij2345672345', username: 'nora', displayName: 'Nora Lindqvist' }],
  });

/** One's own account. `owner` looks after the server. */
export const Account = z
  .strictObject({
    ...User.shape,
    ...PersonalFields.shape,
    role: z.enum(['owner', 'member']),
    createdAt: z.int(),
  })
  .meta({
    id: 'Account',
    examples: [
      {
        id: 'abcdefghij2345672345',
        username: 'nora',
        displayName: 'Nora Lindqvist',
        role: 'owner',
        createdAt: 1_794_000_000_000,
      },
    ],
  });

/** What one may change of one's account; an empty text takes a field away. */
export const AccountChange = z
  .strictObject({
    displayName: DisplayName.optional(),
    email: Email.or(z.literal('')).optional(),
    firstName: Personal.optional(),
    familyName: Personal.optional(),
    gender: Personal.optional(),
    city: Personal.optional(),
    country: Personal.optional(),
  })
  .meta({ id: 'AccountChange', examples: [{ displayName: 'Nora L.', city: 'Uppsala' }] });

/** A new account. `code` is the one-time code that a fresh server printed. */
export const SignUp = z
  .strictObject({
    username: Username,
    password: Password,
    displayName: DisplayName.optional(),
    ...PersonalFields.shape,
    code: z.string().max(100).optional(),
    device: line(DEVICE_CHARS_MAX).optional(),
    cookie: z.boolean().optional(),
  })
  .meta({ id: 'SignUp', examples: [{ username: 'nora', password: 'plums in the orchard' }] });

/** `login` is a user name or an e-mail address. */
export const SignIn = z
  .strictObject({
    login: z
      .string()
      .min(1)
      .max(EMAIL_CHARS_MAX)
      .refine((text) => !text.includes('\u0000'), 'must not contain NUL'),
    password: z.string().max(PASSWORD_CHARS_MAX),
    device: line(DEVICE_CHARS_MAX).optional(),
    cookie: z.boolean().optional(),
  })
  .meta({ id: 'SignIn', examples: [{ login: 'nora', password: 'plums in the orchard' }] });

/** The old password proves who asks; the new one ends all other sessions. */
export const PasswordChange = z
  .strictObject({ oldPassword: z.string().max(PASSWORD_CHARS_MAX), newPassword: Password })
  .meta({
    id: 'PasswordChange',
    examples: [{ oldPassword: 'plums in the orchard', newPassword: 'pears on the wall' }],
  });

/** A place where an account is signed in. Times in ms since 1970. */
export const Session = z
  .strictObject({
    id: z.string(),
    device: z.string(),
    createdAt: z.int(),
    seenAt: z.int(),
    current: z.boolean(),
  })
  .meta({
    id: 'Session',
    examples: [
      {
        id: 'qrstuvwxyz2345672345',
        device: 'Firefox on Linux',
        createdAt: 1_794_000_000_000,
        seenAt: 1_794_000_360_000,
        current: true,
      },
    ],
  });

export type User = z.infer<typeof User>;
export type Account = z.infer<typeof Account>;
export type AccountChange = z.infer<typeof AccountChange>;
export type PersonalFields = z.infer<typeof PersonalFields>;
export type SignUp = z.infer<typeof SignUp>;
export type SignIn = z.infer<typeof SignIn>;
export type PasswordChange = z.infer<typeof PasswordChange>;
export type Session = z.infer<typeof Session>;
