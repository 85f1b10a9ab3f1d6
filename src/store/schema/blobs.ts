// Tables of uploaded files and of which message refers to which; the bytes lie beside the database.
import type { Step } from './step.ts';

/** The part of step 2 about files. */
export const blobs: Step = ({ bigint, key, clustered }) => [
  `CREATE TABLE blobs (
      id ${key} PRIMARY KEY, owner ${key} NOT NULL, created_at ${bigint} NOT NULL, bytes ${bigint} NOT NULL,
      refs ${bigint} NOT NULL, file TEXT NOT NULL
    )`,
  `CREATE INDEX blobs_loose ON blobs (refs, created_at)`,
  `CREATE INDEX blobs_by_owner ON blobs (owner, refs)`,
  `CREATE TABLE blob_refs (
      blob ${key} NOT NULL, log ${key} NOT NULL, seq ${bigint} NOT NULL, PRIMARY KEY (blob, log, seq)
    ) ${clustered}`,
  `CREATE INDEX blob_refs_by_message ON blob_refs (log, seq)`,
];
