// What a message says: open (the server can read it) or sealed (it cannot; end-to-end encryption comes later).
import { z } from 'zod';
import { File, FileRef } from './blob.ts';
import { Seq, UserId } from './ids.ts';
import { FILES_PER_MESSAGE_MAX, MESSAGE_CHARS_MAX } from './limits.ts';

/** Well-formed text of at most 16,000 UTF-16 units; may be empty. */
export const Text = z
  .string()
  .max(MESSAGE_CHARS_MAX)
  .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')
  .refine((text) => !text.includes('\u0000'), 'must not contain NUL');

/** Text of 1 to 16,000 UTF-16 units, not only white space. */
export const SaidText = Text.refine((text) => text.trim() !== '', 'must say something');

/**
 * What is written, on its way in: text, files, or both. `reply` is the seq, in the same log, of the message that this
 * one answers.
 */
export const NewBody = z
  .strictObject({
    text: Text.optional(),
    reply: Seq.optional(),
    blobs: z.array(FileRef).max(FILES_PER_MESSAGE_MAX).optional(),
  })
  .refine(({ text, blobs }) => (text ?? '').trim() !== '' || (blobs ?? []).length > 0, {
    error: 'must say something',
    path: ['text'],
  })
  .meta({ id: 'NewBody', examples: [{ text: 'Same table, and the good chairs.', reply: 6 }] });

/** What stands in the log; readable by the server. Quotes refer (`reply`), they never copy. */
export const OpenBody = z
  .strictObject({
    text: z.string().max(MESSAGE_CHARS_MAX),
    reply: Seq.optional(),
    files: z.array(File).max(FILES_PER_MESSAGE_MAX).optional(),
    forwarded: z.strictObject({ by: UserId }).optional(),
  })
  .meta({ id: 'OpenBody', examples: [{ text: 'Same table, and the good chairs.' }] });

/** Text that only the members' devices can read; opaque to the server. */
export const SealedBody = z.strictObject({
  sealed: z.string().max(64 * 1024),
});

export type NewBody = z.infer<typeof NewBody>;
export type OpenBody = z.infer<typeof OpenBody>;
export type SealedBody = z.infer<typeof SealedBody>;
/** A message's body, of either kind. */
export type Body = OpenBody | SealedBody;
