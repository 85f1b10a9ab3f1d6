// Faults at a gateway: logged once, under an incident number that may be told, without their contents.
import { told } from '../../http/errors.ts';
import type { CompatOptions, GatewayName } from './gateway.ts';

/** Logs a fault; its incident number. `where`: a route or an event, never what somebody sent. */
export type NoteFault = (fault: unknown, where?: string) => string;

/** Notes faults in one gateway's name. */
export function noteFaults(name: GatewayName, { random, log }: CompatOptions): NoteFault {
  return (fault, where = '-') => {
    const incident = Buffer.from(random.bytes(4)).toString('hex');
    log(`fault ${incident} in compat/${name} ${where}: ${told(fault)}`);
    return incident;
  };
}
