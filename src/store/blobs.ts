// Rows of uploaded files, and which messages and pictures of people and chats refer to them. The bytes lie in the data
// folder; a row that nothing refers to any more is found by `looseBlobs`, and its bytes go after it.
import type { File, FileRef } from '#protocol/blob.ts';
import type { Queries } from './database.ts';

/** A file as the store knows it. `refs`: how many messages and avatars refer to it. */
export interface Blob {
  readonly id: string;
  readonly owner: string;
  readonly createdAt: number;
  readonly refs: number;
  readonly file: File;
}

/** Where a file is referred to; `withheld`: from whom that message is kept. */
export interface BlobPlace {
  readonly log: string;
  readonly seq: number;
  readonly withheld: string | null;
}

interface BlobRow {
  id: string;
  owner: string;
  created_at: number;
  refs: number;
  file: string;
}

const AVATAR = 'avatar:';

/** Keeps the row of a new file; its bytes must be there already. Nothing refers to it yet. */
export async function addBlob(
  q: Queries,
  { owner, file, at }: { owner: string; file: File; at: number },
): Promise<void> {
  await q.run(
    'INSERT INTO blobs (id, owner, created_at, bytes, refs, file) VALUES (?, ?, ?, ?, 0, ?)',
    file.id,
    owner,
    at,
    file.bytes,
    JSON.stringify(file),
  );
}

/** A file by its id; whether somebody may read it is another question. */
export async function findBlob(q: Queries, id: string): Promise<Blob | undefined> {
  const row = await q.get<BlobRow>(
    'SELECT id, owner, created_at, refs, file FROM blobs WHERE id = ?',
    id,
  );
  return row && toBlob(row);
}

/** The files of the refs with their captions, in order; undefined when one is not an upload of the actor's. */
export async function filesFor(
  q: Queries,
  actor: string,
  refs: readonly FileRef[],
): Promise<readonly File[] | undefined> {
  const files: File[] = [];
  for (const ref of refs) {
    const { id, caption } = typeof ref === 'string' ? { id: ref, caption: undefined } : ref;
    const blob = await findBlob(q, id);
    if (blob?.owner !== actor) return undefined;
    files.push(caption ? { ...blob.file, caption } : blob.file);
  }
  return files;
}

/** Whether a file is a picture that the actor uploaded, as an avatar must be. */
export async function ownsPicture(q: Queries, actor: string, id: string): Promise<boolean> {
  const blob = await findBlob(q, id);
  return blob?.owner === actor && blob.file.kind === 'image';
}

/** Notes that a message refers to these files. */
export async function keepRefs(
  q: Queries,
  log: string,
  seq: number,
  files: readonly { readonly id: string }[],
): Promise<void> {
  for (const { id } of files) await keepRef(q, id, log, seq);
}

/** Notes that a message refers to no file any more. What nothing else refers to is removed soon. */
export async function dropRefs(q: Queries, log: string, seq: number): Promise<void> {
  const rows = await q.all<{ blob: string }>(
    'SELECT blob FROM blob_refs WHERE log = ? AND seq = ?',
    log,
    seq,
  );
  if (rows.length === 0) return;
  await q.run('DELETE FROM blob_refs WHERE log = ? AND seq = ?', log, seq);
  for (const { blob } of rows) await countRefs(q, blob);
}

/** Notes that a file is the picture of a person or a chat: everybody who is signed in may see it. */
export async function keepAvatar(q: Queries, blob: string, of: string): Promise<void> {
  await keepRef(q, blob, AVATAR + of, 0);
}

/** Notes that a file is no longer the picture of a person or a chat. */
export async function dropAvatar(q: Queries, blob: string, of: string): Promise<void> {
  await q.run('DELETE FROM blob_refs WHERE blob = ? AND log = ?', blob, AVATAR + of);
  await countRefs(q, blob);
}

async function keepRef(q: Queries, blob: string, log: string, seq: number): Promise<void> {
  await q.run(
    'INSERT INTO blob_refs (blob, log, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    blob,
    log,
    seq,
  );
  await countRefs(q, blob);
}

// Counted anew each time: one number that cannot drift. What has lost its last ref need not wait as a fresh upload does.
async function countRefs(q: Queries, blob: string): Promise<void> {
  await q.run(
    'UPDATE blobs SET refs = (SELECT count(*) FROM blob_refs WHERE blob = ?) WHERE id = ?',
    blob,
    blob,
  );
  await q.run('UPDATE blobs SET created_at = 0 WHERE id = ? AND refs = 0', blob);
}

/** How many uploads of somebody nothing refers to. */
export async function countLoose(q: Queries, owner: string): Promise<number> {
  const row = await q.get<{ n: number }>(
    'SELECT count(*) AS n FROM blobs WHERE owner = ? AND refs = 0',
    owner,
  );
  return Number(row?.n ?? 0);
}

/** Lets all uploads of somebody that nothing refers to be removed soon, for an account that ends. */
export async function forsakeLoose(q: Queries, owner: string): Promise<void> {
  await q.run('UPDATE blobs SET created_at = 0 WHERE owner = ? AND refs = 0', owner);
}

/** Ids of files that nothing refers to, uploaded before a time. */
export async function looseBlobs(q: Queries, before: number, limit: number): Promise<string[]> {
  const rows = await q.all<{ id: string }>(
    'SELECT id FROM blobs WHERE refs = 0 AND created_at < ? ORDER BY created_at, id LIMIT ?',
    before,
    limit,
  );
  return rows.map(({ id }) => id);
}

/** Removes the row of a file, unless something refers to it by now. True when it is gone. */
export async function removeBlob(q: Queries, id: string): Promise<boolean> {
  await q.run('DELETE FROM blobs WHERE id = ? AND refs = 0', id);
  return (await q.get('SELECT 1 AS there FROM blobs WHERE id = ?', id)) === undefined;
}

/** Those of the ids that have a row. */
export async function knownBlobs(q: Queries, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const places = ids.map(() => '?').join(', ');
  const rows = await q.all<{ id: string }>(`SELECT id FROM blobs WHERE id IN (${places})`, ...ids);
  return new Set(rows.map(({ id }) => id));
}

/** Files that somebody uploaded and that something refers to, by id, for an export. */
export async function ownBlobs(
  q: Queries,
  owner: string,
  after: string,
  limit: number,
): Promise<File[]> {
  const rows = await q.all<{ file: string }>(
    'SELECT file FROM blobs WHERE owner = ? AND id > ? ORDER BY id LIMIT ?',
    owner,
    after,
    limit,
  );
  return rows.map(({ file }) => JSON.parse(file) as File);
}

/** Whether a file is the picture of a person or a chat. */
export async function isAvatar(q: Queries, blob: string): Promise<boolean> {
  const row = await q.get(
    `SELECT 1 AS there FROM blob_refs WHERE blob = ? AND log LIKE 'avatar:%' LIMIT 1`,
    blob,
  );
  return row !== undefined;
}

/** Where somebody might read a message that refers to the file: chats that they are in, and walls. */
export function placesOf(q: Queries, blob: string, reader: string): Promise<BlobPlace[]> {
  return q.all<BlobPlace>(
    `SELECT r.log, r.seq, e.withheld FROM blob_refs r
     JOIN events e ON e.log = r.log AND e.seq = r.seq
     WHERE r.blob = ? AND (r.log LIKE 'wall:%' OR EXISTS (
       SELECT 1 FROM members m WHERE m.chat = substr(r.log, 6) AND m.person = ? AND m.active = 1
     )) ORDER BY r.log, r.seq`,
    blob,
    reader,
  );
}

function toBlob({ id, owner, created_at: createdAt, refs, file }: BlobRow): Blob {
  return { id, owner, createdAt, refs, file: JSON.parse(file) as File };
}
