// What can be configured, from the command line and the environment; flags win. One plain sentence for each mistake.
import { networkInterfaces } from 'node:os';
import { parseArgs } from 'node:util';
import type { ChosenGateway } from '#gateways/compat/compat.ts';
import { BLOB_BYTES_MAX } from '#protocol/limits.ts';
import { compatOf, originsOf } from './compat-option.ts';
import { WrongConfiguration } from './wrong-configuration.ts';

/** How `kith serve` runs. */
export interface Configuration {
  readonly port: number;
  readonly host: string;
  /** The data folder. */
  readonly data: string;
  /** Under which address people reach the server, when a proxy stands in front. */
  readonly origin?: string | undefined;
  /** Proxies in front whose X-Forwarded-For counts. */
  readonly trustedHops: number;
  readonly name: string;
  /** Most bytes of one uploaded file. */
  readonly uploadBytes: number;
  /** By invite: with the code of a link that opens a chat. */
  readonly signUp: 'open' | 'invite' | 'closed';
  /** Compatibility gateways, each with its port; none unless given. */
  readonly compat?: readonly ChosenGateway[];
  /** Pages elsewhere that may use the messenger gateway with its cookie. */
  readonly compatOrigins?: readonly string[];
}

/** What a disk and a browser can still hold as one file. */
const UPLOAD_BYTES_MOST = 64 * 1024 ** 3;

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  origin: { type: 'string' },
  'trusted-hops': { type: 'string' },
  name: { type: 'string' },
  'upload-bytes': { type: 'string' },
  'sign-up': { type: 'string' },
  compat: { type: 'string' },
  'compat-origins': { type: 'string' },
} as const;

type Flags = { [Name in keyof typeof OPTIONS]?: string };

/** Reads `arguments_` (behind `serve`) and the environment. Throws WrongConfiguration. */
export function configure(arguments_: string[], env: NodeJS.ProcessEnv): Configuration {
  const flags = flagsOf(arguments_);
  const text = (flag: keyof typeof OPTIONS, fallback: string): string =>
    flags[flag] ?? env[`KITH_${flag.toUpperCase().replace('-', '_')}`] ?? fallback;
  const port = wholeNumber('port', text('port', '8080'), 65_535);
  return {
    port,
    host: text('host', '') || everywhere(),
    data: text('data', './data'),
    origin: originOf(text('origin', '')),
    trustedHops: wholeNumber('trusted-hops', text('trusted-hops', '0'), 10),
    name: text('name', 'Kith').trim().slice(0, 100) || 'Kith',
    uploadBytes: wholeNumber(
      'upload-bytes',
      text('upload-bytes', String(BLOB_BYTES_MAX)),
      UPLOAD_BYTES_MOST,
    ),
    signUp: signUpOf(text('sign-up', 'open')),
    compat: compatOf(text('compat', ''), port),
    compatOrigins: originsOf(text('compat-origins', '')),
  };
}

/** All addresses of this machine, of both kinds where it has both. */
function everywhere(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.some(({ family }) => family === 'IPv6') ? '::' : '0.0.0.0';
}

function flagsOf(arguments_: string[]): Flags {
  try {
    return parseArgs({ args: arguments_, options: OPTIONS, strict: true }).values;
  } catch (wrong) {
    throw new WrongConfiguration((wrong as Error).message.split('\n')[0] ?? 'wrong arguments');
  }
}

function wholeNumber(name: string, text: string, max: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= max) return number;
  throw new WrongConfiguration(`--${name} must be a whole number from 0 to ${max}, not "${text}"`);
}

function originOf(text: string): string | undefined {
  if (text === '') return undefined;
  const url = URL.parse(text);
  const plain = url && (url.protocol === 'http:' || url.protocol === 'https:');
  if (plain && url.pathname === '/' && !url.search && !url.username) return url.origin;
  throw new WrongConfiguration(`--origin must be like https://chat.example.org, not "${text}"`);
}

function signUpOf(text: string): Configuration['signUp'] {
  if (text === 'open' || text === 'invite' || text === 'closed') return text;
  throw new WrongConfiguration(`--sign-up must be open, invite or closed, not "${text}"`);
}
