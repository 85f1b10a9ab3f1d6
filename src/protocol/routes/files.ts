// Routes about files. Large ones go up in pieces by tus 1.0 under /api/v1/uploads, beside this table.
import { z } from 'zod';
import { File } from '../blob.ts';
import { FILE_NAME_CHARS_MAX } from '../limits.ts';
import { InBlob, type Routes, searched } from './route.ts';

/** The routes with the tag `files`. */
export const FILES_ROUTES = {
  uploadBlob: {
    method: 'POST',
    path: '/api/v1/blobs',
    auth: 'session',
    tag: 'files',
    raw: 'bytes',
    summary:
      'Upload a file: the body is its bytes, `name` what it is called; `voice` for a recorded message',
    query: z.strictObject({
      name: searched(FILE_NAME_CHARS_MAX).optional(),
      voice: z.stringbool().optional(),
      durationMs: z.coerce.number().int().min(0).max(86_400_000).optional(),
      waveform: z
        .string()
        .regex(/^[0-9a-v]{1,64}$/, 'must be bars in base 32')
        .optional(),
    }),
    answers: { 201: File },
  },
  getBlobInfo: {
    method: 'GET',
    path: '/api/v1/blobs/:id/info',
    auth: 'session',
    tag: 'files',
    summary: 'What a file is',
    params: InBlob,
    answers: { 200: File },
  },
  getBlob: {
    method: 'GET',
    path: '/api/v1/blobs/:id',
    auth: 'session',
    tag: 'files',
    raw: 'file',
    summary:
      'A file’s bytes, with Range; pictures inline, all else as attachment (`download` for pictures too)',
    params: InBlob,
    query: z.strictObject({ download: z.stringbool().optional(), account: z.string().optional() }),
    answers: { 200: z.null() },
  },
  getThumbnail: {
    method: 'GET',
    path: '/api/v1/blobs/:id/thumbnail',
    auth: 'session',
    tag: 'files',
    raw: 'file',
    summary: 'A picture, small (WebP, at most 640 pixels wide and high)',
    params: InBlob,
    query: z.strictObject({ account: z.string().optional() }),
    answers: { 200: z.null() },
  },
} as const satisfies Routes;
