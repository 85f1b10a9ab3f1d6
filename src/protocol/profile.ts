// Somebody's page as its reader may see it, and people in one's contacts.
import { z } from 'zod';
import { PersonalFields, User } from './person.ts';

/** How the reader and a person stand: contacts either way, requests under way, whether the reader blocks them. */
export const Relation = z
  .strictObject({
    mine: z.enum(['none', 'asked', 'contact']),
    theirs: z.enum(['none', 'asked', 'contact']),
    blocked: z.boolean(),
  })
  .meta({ id: 'Relation', examples: [{ mine: 'contact', theirs: 'none', blocked: false }] });

/** A person's page: what its reader may see of the fields, how the two stand, and what they may do on the wall. */
export const Profile = z
  .strictObject({
    ...User.shape,
    ...PersonalFields.shape,
    relation: Relation,
    wall: z.strictObject({ mayRead: z.boolean(), mayPost: z.boolean() }),
  })
  .meta({
    id: 'Profile',
    examples: [
      {
        id: 'abcdefghij2345672345',
        username: 'nora',
        displayName: 'Nora Lindqvist',
        about: 'Plums, pears and the odd poem.',
        city: 'Uppsala',
        relation: { mine: 'contact', theirs: 'contact', blocked: false },
        wall: { mayRead: true, mayPost: true },
      },
    ],
  });

/** Somebody in one's contacts. `mutual`: one is in theirs too. `since` in ms since 1970. */
export const Contact = z.strictObject({ user: User, since: z.int(), mutual: z.boolean() }).meta({
  id: 'Contact',
  examples: [
    {
      user: { id: 'bmaraaaaaa2345672345', username: 'amara', displayName: 'Amara Obi' },
      since: 1_794_000_000_000,
      mutual: true,
    },
  ],
});

/** A request that waits: of somebody to oneself (`in`), or of oneself to somebody (`out`). */
export const ContactRequest = z
  .strictObject({ user: User, direction: z.enum(['in', 'out']), at: z.int() })
  .meta({
    id: 'ContactRequest',
    examples: [
      {
        user: { id: 'bmaraaaaaa2345672345', username: 'amara', displayName: 'Amara Obi' },
        direction: 'in',
        at: 1_794_000_000_000,
      },
    ],
  });

export type Relation = z.infer<typeof Relation>;
export type Profile = z.infer<typeof Profile>;
export type Contact = z.infer<typeof Contact>;
export type ContactRequest = z.infer<typeof ContactRequest>;
