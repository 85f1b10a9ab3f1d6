// Composition: a whole server from its parts, over a data folder. The only place that knows every concrete part.
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { type ChosenGateway, openCompat } from '#gateways/compat/compat.ts';
import { openHttp } from '#gateways/http/open-http.ts';
import { openSocket } from '#gateways/socket/open-socket.ts';
import { openFolder } from '#messenger/blobs/folder.ts';
import { type Allowances, openMessenger } from '#messenger/messenger.ts';
import type { HashCost } from '#messenger/passwords.ts';
import { openSqlite } from '#store/sqlite.ts';
import { openStore, type Store } from '#store/store.ts';
import { systemClock, systemRandom } from './clock.ts';
import type { Configuration } from './configuration.ts';

/** Parts that tests and benches replace. */
export interface Replaced {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly allowances?: Allowances;
  readonly hashCost?: HashCost;
  readonly quickFrames?: boolean;
  readonly webRoot?: string | undefined;
  readonly log?: (line: string) => void;
}

/** A running server. */
export interface RunningServer {
  readonly port: number;
  /** The compatibility gateways and the ports that they got. */
  readonly compat: readonly ChosenGateway[];
  /** The one-time code for a first account from another machine. */
  readonly code: string;
  readonly store: Store;
  /** Tells everybody, finishes what waits, and closes the data. */
  close(): Promise<void>;
}

const CODE_BYTES = 9;

/** Opens a server and listens. Throws what stands in its way: port in use, data folder not writable, newer data. */
export async function openServer(
  configuration: Configuration,
  replaced: Replaced = {},
): Promise<RunningServer> {
  const { clock = systemClock, random = systemRandom, log = console.error } = replaced;
  const { origin, trustedHops, name, signUp } = configuration;
  const store = await openStore(openSqlite(databaseFile(configuration.data)), clock);
  const folder = await openFolder(configuration.data);
  const code = Buffer.from(random.bytes(CODE_BYTES)).toString('base64url');
  const messenger = openMessenger({
    store,
    clock,
    random,
    settings: { name, signUp, code },
    files: { folder, bytesMax: configuration.uploadBytes },
    ...(replaced.allowances && { allowances: replaced.allowances }),
    ...(replaced.hashCost && { hashCost: replaced.hashCost }),
  });
  const { webRoot, quickFrames } = replaced;
  const http = await openHttp({ messenger, clock, random, origin, trustedHops, webRoot, log });
  const { server, site } = http;
  const socket = openSocket({
    messenger,
    server,
    random,
    clock,
    origin: site.origin,
    https: site.https,
    log,
    quickFrames,
  });
  let closeCompat = async (): Promise<void> => undefined;
  const close = async (): Promise<void> => {
    // First, while the messenger still answers: connections there end sessions of their own.
    await closeCompat();
    await messenger.close('stopping');
    await socket.close();
    await http.close();
    await store.close();
  };
  try {
    const { host, compat: chosen = [], compatOrigins: origins = [] } = configuration;
    const { port } = await http.listen({ port: configuration.port, host });
    const options = { messenger, clock, random, site, webPort: port, origins, log };
    const compat = await openCompat(options, chosen, host);
    closeCompat = compat.close;
    return { port, compat: compat.gateways, code, store, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

/** The database in the data folder, which is made for its owner only when it is not there. */
function databaseFile(data: string): string {
  makeFolder(data);
  accessSync(data, constants.W_OK | constants.X_OK);
  return join(data, 'kith.db');
}

/** Folder by folder: Node's own way of making several (`recursive`) never comes back where it may not, as in /proc. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  mkdirSync(path, { mode: 0o700 });
}
