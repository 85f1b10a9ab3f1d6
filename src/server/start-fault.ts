// Why the server could not start, in one plain sentence each.
import { NewerData } from '#store/migrations.ts';
import type { Configuration } from './configuration.ts';
import { WrongConfiguration } from './wrong-configuration.ts';

/** The sentence for a fault at the start. */
export function sentenceFor(fault: unknown, configuration: Configuration | undefined): string {
  const { data, host } = configuration ?? { data: '', host: '' };
  if (fault instanceof WrongConfiguration) return `${fault.message}.`;
  if (fault instanceof NewerData) {
    return `The data in ${data} is from a newer version of Kith. Install that version, or name another folder with --data.`;
  }
  const { code, message, errcode } = fault as { code?: string; message?: string; errcode?: number };
  const { port, flag } = portOf(fault, configuration);
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop what uses it, or choose another with ${flag}.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}. Choose another with --host.`;
    case 'EACCES':
      return isPortFault(message)
        ? `Port ${port} needs more rights than this account has. Choose one above 1023 with ${flag}.`
        : cannotWrite(data);
    case 'EPERM':
    case 'ENOENT':
    case 'EROFS':
    case 'EEXIST':
    case 'ENOTDIR':
      return cannotWrite(data);
    case 'ERR_SQLITE_ERROR':
      return `The data in ${data} cannot be opened: ${message ?? ''} (SQLite ${errcode ?? '?'}).`;
    default:
      return `Kith could not start: ${fault instanceof Error ? fault.message : String(fault)}`;
  }
}

/** The port that could not be had: Node says which; one that is not the main one is a gateway's. */
function portOf(
  fault: unknown,
  configuration: Configuration | undefined,
): { port: number; flag: string } {
  const main = configuration?.port ?? 0;
  const port = (fault as { port?: number }).port ?? main;
  const gateway = port !== main && configuration?.compat?.some((one) => one.port === port);
  return { port, flag: gateway ? '--compat' : '--port' };
}

function isPortFault(message: string | undefined): boolean {
  return message?.includes('listen') ?? false;
}

function cannotWrite(data: string): string {
  return `The data folder ${data} cannot be written. Give this account the right to, or name another with --data.`;
}
