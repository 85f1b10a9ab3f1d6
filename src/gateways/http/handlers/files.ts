// Answers about files: taking them in as they come, and giving them out so that no browser takes one for a page.
import type { Actor, Bytes, StoredFile } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { type Call, created, type HandlersOf, ok, okOr } from './handler.ts';

const BARS = 32;
const BROKEN: Rejection = {
  rejected: 'invalid',
  field: 'body',
  reason: 'must come to its end',
};

/** Handlers of the routes with the tag `files`. */
export const filesHandlers: HandlersOf<'uploadBlob' | 'getBlobInfo' | 'getBlob' | 'getThumbnail'> =
  {
    async uploadBlob({ messenger, known, query, request }) {
      const { actor } = known;
      const { bytesMax } = messenger.uploads;
      if (Number(request.headers['content-length'] ?? 0) > bytesMax) {
        return { rejected: 'tooLarge', maxBytes: bytesMax };
      }
      const refused = await messenger.uploads.mayBegin(actor);
      if (refused) return refused;
      const { name = 'file', voice, durationMs, waveform } = query;
      // Not destroyed when we stop reading: the answer still has to go out on the same connection.
      const bytes: Bytes = request.iterator({ destroyOnReturn: false });
      const bars = waveform === undefined ? undefined : barsOf(waveform);
      const upload = { name, voice, durationMs, waveform: bars, bytes };
      const file = await messenger.putBlob(actor, upload).catch((fault: unknown) => {
        // Whoever went away in the middle is no fault of ours.
        if (request.destroyed && !request.complete) return BROKEN;
        throw fault;
      });
      return 'rejected' in file ? file : created(file);
    },

    getBlobInfo: ({ messenger, known, params }) =>
      okOr(messenger.read.file(known.actor, params.id)),

    getBlob: (call) => give(call, 'full', call.query.download === true),

    getThumbnail: (call) => give(call, 'small', false),
  };

/** Bars of 0 to 31 as digits of base 32. */
export function barsOf(text: string): number[] {
  return [...text].map((digit) => Number.parseInt(digit, BARS));
}

async function give(
  { messenger, known, params }: Call<'getBlob'> | Call<'getThumbnail'>,
  size: 'full' | 'small',
  download: boolean,
): Promise<{ status: 200; body: null; file: GivenFile } | Rejection> {
  const actor: Actor = known.actor;
  const stored = await messenger.getBlob(actor, params.id, size);
  if ('rejected' in stored) return stored;
  return { ...ok(null), file: { stored, download } };
}

/** A file as an answer; `download`: never inline. */
export interface GivenFile {
  readonly stored: StoredFile;
  readonly download: boolean;
}
