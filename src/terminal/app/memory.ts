// Must be the first import of the program: the engine is told to stay small, as a client is open all day. New objects get no
// more room than at the beginning, old ones at most a quarter more than they need; and the collector works alone, since on
// a busy machine waiting for its helpers takes longer than they save. Measured after 10,000 messages
// (`npm run bench -- terminal`): 128 MB instead of 180.
import { setFlagsFromString } from 'node:v8';

const FLAGS = [
  '--semi-space-growth-factor=1',
  '--heap-growing-percent=25',
  '--no-parallel-scavenge',
];
for (const flag of FLAGS) setFlagsFromString(flag);
