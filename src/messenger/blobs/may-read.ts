// Who may read a file: its uploader, who may read a message that refers to it, and for avatars everybody here.

import type { Span } from '#core/readable.ts';
import { type Blob, findBlob, isAvatar, placesOf } from '#store/blobs.ts';
import type { Queries } from '#store/database.ts';
import { spansOf } from '../access.ts';

/** The file, if this person may read it; undefined alike when it is not there and when it is not for them. */
export async function readableBlob(
  q: Queries,
  user: string,
  id: string,
): Promise<Blob | undefined> {
  const blob = await findBlob(q, id);
  if (!blob) return undefined;
  if (blob.owner === user || (await isAvatar(q, id))) return blob;
  return (await mayReadSome(q, user, id)) ? blob : undefined;
}

async function mayReadSome(q: Queries, user: string, id: string): Promise<boolean> {
  const known = new Map<string, readonly Span[]>();
  for (const { log, seq, withheld } of await placesOf(q, id, user)) {
    if (withheld === user) continue;
    const spans = known.get(log) ?? (await spansOf(q, user, log));
    known.set(log, spans);
    if (spans.some(({ from, until }) => seq >= from && seq <= (until ?? seq))) return true;
  }
  return false;
}
