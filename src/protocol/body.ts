// What a message says: open (the server can read it) or sealed (it cannot; end-to-end encryption comes later).
import { z } from 'zod';
import { MESSAGE_CHARS_MAX } from './limits.ts';

/** Text that the server can read: 1 to 16,000 UTF-16 units, not only white space. */
export const OpenBody = z
  .strictObject({
    text: z
      .string()
      .max(MESSAGE_CHARS_MAX)
      .refine((text) => text.trim() !== '', 'must say something')
      .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')
      .refine((text) => !text.includes('\u0000'), 'must not contain NUL'),
  })
  .meta({ id: 'OpenBody', examples: [{ text: 'Same table, and the good chairs.' }] });

/** Text that only the members' devices can read; opaque to the server. */
export const SealedBody = z.strictObject({
  sealed: z.string().max(64 * 1024),
});

export type OpenBody = z.infer<typeof OpenBody>;
export type SealedBody = z.infer<typeof SealedBody>;
/** A message's body, of either kind. */
export type Body = OpenBody | SealedBody;
