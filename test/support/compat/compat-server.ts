// A whole server with compatibility gateways on free ports.
import type { GatewayName } from '#gateways/compat/frame/gateway.ts';
import type { Configuration } from '#server/configuration.ts';
import type { Replaced } from '#server/open-server.ts';
import { startServer, type TestServer } from '../running-server.ts';

/** A running server with gateways. */
export interface CompatServer extends TestServer {
  /** The address of a gateway: `http://127.0.0.1:<port>`. */
  at(name: GatewayName): string;
}

/** Starts a server with these gateways. A restart: the same `data` and, in `ports`, the same ports. */
export async function startCompat(
  names: readonly GatewayName[],
  configured: Partial<Configuration> = {},
  replaced: Replaced = {},
): Promise<CompatServer> {
  const compat = names.map((name) => ({ name, port: 0 }));
  const server = await startServer(replaced, { compat, ...configured });
  const at = (name: GatewayName): string => {
    const found = server.server.compat.find((one) => one.name === name);
    if (!found) throw new Error(`no gateway ${name} here`);
    return `http://127.0.0.1:${found.port}`;
  };
  return { ...server, at };
}
