// People as others see them, their own account, and what they may type into their fields.
import { z } from 'zod';
import { BlobId, UserId } from './ids.ts';
import {
  ABOUT_CHARS_MAX,
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

/** The optional fields of an account, each shown to whom its owner wants. */
export const PersonalFields = z.strictObject({
  about: line(ABOUT_CHARS_MAX).optional(),
  email: Email.optional(),
  firstName: Personal.optional(),
  familyName: Personal.optional(),
  gender: Personal.optional(),
  city: Personal.optional(),
  country: Personal.optional(),
});

/** The names of the optional fields. */
export const PROFILE_FIELDS = [
  'about',
  'firstName',
  'familyName',
  'email',
  'gender',
  'city',
  'country',
] as const;
/** The name of an optional field. */
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** To whom something is shown or open; `contacts`: those in the owner's own contacts. */
export const Audience = z.enum(['everybody', 'contacts', 'nobody']);
export type Audience = z.infer<typeof Audience>;

/** Who sees which field. */
export const Visibility = z.strictObject({
  about: Audience,
  firstName: Audience,
  familyName: Audience,
  email: Audience,
  gender: Audience,
  city: Audience,
  country: Audience,
});
export type Visibility = z.infer<typeof Visibility>;

/** What is seen of a new account. */
export const FIRST_VISIBILITY: Visibility = {
  about: 'everybody',
  firstName: 'nobody',
  familyName: 'nobody',
  email: 'nobody',
  gender: 'nobody',
  city: 'nobody',
  country: 'nobody',
};

/**
 * How one wants to be met. `presence` and `receipts`: others see when one is here and what one has read, and only then
 * one sees theirs. `contactRequests`: who adds one has to ask. `wallPosts`, `wallReaders`: who may, besides oneself.
 */
export const AccountSettings = z.strictObject({
  presence: z.boolean(),
  receipts: z.boolean(),
  contactRequests: z.boolean(),
  wallPosts: Audience,
  wallReaders: Audience,
});
export type AccountSettings = z.infer<typeof AccountSettings>;

/** The settings of a new account. */
export const FIRST_SETTINGS: AccountSettings = {
  presence: true,
  receipts: true,
  contactRequests: false,
  wallPosts: 'everybody',
  wallReaders: 'everybody',
};

/** A person as everybody on the server sees them. `avatar`: id of a picture; `deleted`: the account is gone. */
export const User = z
  .strictObject({
    id: UserId,
    username: Username,
    displayName: DisplayName,
    avatar: BlobId.optional(),
    deleted: z.literal(true).optional(),
  })
  .meta({
    id: 'User',
    examples: [{ id: 'abcdefghij2345672345', username: 'nora', displayName: 'Nora Lindqvist' }],
  });

/** One's own account. `owner` looks after the server. `wallUnread`: posts of others on one's wall since one looked. */
export const Account = z
  .strictObject({
    ...User.shape,
    ...PersonalFields.shape,
    role: z.enum(['owner', 'member']),
    createdAt: z.int(),
    visibility: Visibility,
    settings: AccountSettings,
    wallUnread: z.int().min(0),
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
        visibility: FIRST_VISIBILITY,
        settings: FIRST_SETTINGS,
        wallUnread: 0,
      },
    ],
  });

/** What one may change of one's account; an empty text takes a field away. */
export const AccountChange = z
  .strictObject({
    displayName: DisplayName.optional(),
    about: line(ABOUT_CHARS_MAX).optional(),
    email: Email.or(z.literal('')).optional(),
    firstName: Personal.optional(),
    familyName: Personal.optional(),
    gender: Personal.optional(),
    city: Personal.optional(),
    country: Personal.optional(),
    visibility: Visibility.partial().optional(),
    settings: AccountSettings.partial().optional(),
  })
  .meta({ id: 'AccountChange', examples: [{ displayName: 'Nora L.', city: 'Uppsala' }] });

/** The picture that others see, an upload of one's own. */
export const AvatarChange = z
  .strictObject({ blob: BlobId })
  .meta({ id: 'AvatarChange', examples: [{ blob: 'bcdefghijk2345672345' }] });

/**
 * The end of an account; the password proves who asks. `messages`: what one said stays as "deleted account", or is
 * erased.
 */
export const AccountDeletion = z
  .strictObject({
    password: z.string().max(PASSWORD_CHARS_MAX),
    messages: z.enum(['keep', 'erase']),
  })
  .meta({
    id: 'AccountDeletion',
    examples: [{ password: 'plums in the orchard', messages: 'keep' }],
  });

/**
 * A new account. `code` is the one-time code that a fresh server printed; `invite` the code of an invite link, which a
 * server may ask for.
 */
export const SignUp = z
  .strictObject({
    username: Username,
    password: Password,
    displayName: DisplayName.optional(),
    ...PersonalFields.shape,
    code: line(100).optional(),
    invite: line(100).optional(),
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
export type AvatarChange = z.infer<typeof AvatarChange>;
export type AccountDeletion = z.infer<typeof AccountDeletion>;
