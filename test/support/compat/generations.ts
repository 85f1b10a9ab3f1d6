// Socket.IO's clients in the versions that the originals' pages bring along: 4.0.1 is template's, 4.7.2 messenger's. Each
// for Node, and as the script that a page loads.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { io } from 'socket.io-client';

/** A version of the client. */
export interface Generation {
  readonly version: string;
  readonly connect: typeof io;
  /** The browser's script, as a file on this machine. */
  readonly script: string;
}

// Not by import: the older one's types cannot be found that way. What the tests use has the same shape in all versions.
const load = createRequire(import.meta.url);

/** What template's page brings. */
export const OLDER: Generation = generation('4.0.1', 'socket.io-client-4.0');
/** What messenger's page brings. */
export const NEWER: Generation = generation('4.7.2', 'socket.io-client-4.7');
/** Both. */
export const GENERATIONS = [OLDER, NEWER] as const;

function generation(version: string, name: string): Generation {
  const client = load(name) as { readonly io: typeof io };
  const script = join(dirname(load.resolve(`${name}/package.json`)), 'dist/socket.io.min.js');
  return { version, connect: client.io, script };
}
