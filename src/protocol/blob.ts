// Uploaded files as messages show them: enough to draw them in their true shape before a byte of them has come.
import { z } from 'zod';
import { BlobId } from './ids.ts';
import { CAPTION_CHARS_MAX, FILE_NAME_CHARS_MAX, WAVEFORM_BARS } from './limits.ts';

/** What a file is, found from its content: only pictures (re-encoded) are ever shown inline by their own address. */
export const FileKind = z.enum(['image', 'video', 'audio', 'voice', 'file']);

/**
 * A file. `type`: MIME type found from the content; `width` and `height` in pixels as shown; `hash`: a thumbhash in
 * base64; `waveform`: 64 bars of 0 to 31, for voice messages.
 */
export const File = z
  .strictObject({
    id: BlobId,
    kind: FileKind,
    name: z.string().max(FILE_NAME_CHARS_MAX),
    type: z.string().max(100),
    bytes: z.int().min(0),
    width: z.int().min(1).optional(),
    height: z.int().min(1).optional(),
    hash: z.string().max(60).optional(),
    animated: z.boolean().optional(),
    durationMs: z.int().min(0).optional(),
    waveform: z.array(z.int().min(0).max(31)).max(WAVEFORM_BARS).optional(),
    caption: z.string().max(CAPTION_CHARS_MAX).optional(),
  })
  .meta({
    id: 'File',
    examples: [
      {
        id: 'bcdefghijk2345672345',
        kind: 'image',
        name: 'orchard.jpg',
        type: 'image/webp',
        bytes: 184_320,
        width: 1600,
        height: 1200,
        hash: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w',
      },
    ],
  });

/** A file of a message that is being written: its id, and what is said under it. */
export const FileRef = z.union([
  BlobId,
  z.strictObject({
    id: BlobId,
    caption: z
      .string()
      .max(CAPTION_CHARS_MAX)
      .refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'must be plain text')
      .optional(),
  }),
]);

export type File = z.infer<typeof File>;
export type FileRef = z.infer<typeof FileRef>;
