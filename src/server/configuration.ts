// What can be configured, from the command line and the environment; flags win. One plain sentence for each mistake.
import { networkInterfaces } from 'node:os';
import { parseArgs } from 'node:util';

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
  readonly signUp: 'open' | 'closed';
}

/** A mistake in the configuration; its message is for whoever typed it. */
export class WrongConfiguration extends Error {
  override name = 'WrongConfiguration';
}

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  origin: { type: 'string' },
  'trusted-hops': { type: 'string' },
  name: { type: 'string' },
  'sign-up': { type: 'string' },
} as const;

type Flags = { [Name in keyof typeof OPTIONS]?: string };

/** Reads `arguments_` (behind `serve`) and the environment. Throws WrongConfiguration. */
export function configure(arguments_: string[], env: NodeJS.ProcessEnv): Configuration {
  const flags = flagsOf(arguments_);
  const text = (flag: keyof typeof OPTIONS, fallback: string): string =>
    flags[flag] ?? env[`KITH_${flag.toUpperCase().replace('-', '_')}`] ?? fallback;
  return {
    port: wholeNumber('port', text('port', '8080'), 65_535),
    host: text('host', '') || everywhere(),
    data: text('data', './data'),
    origin: originOf(text('origin', '')),
    trustedHops: wholeNumber('trusted-hops', text('trusted-hops', '0'), 10),
    name: text('name', 'Kith').trim().slice(0, 100) || 'Kith',
    signUp: signUpOf(text('sign-up', 'open')),
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

function signUpOf(text: string): 'open' | 'closed' {
  if (text === 'open' || text === 'closed') return text;
  throw new WrongConfiguration(`--sign-up must be open or closed, not "${text}"`);
}
