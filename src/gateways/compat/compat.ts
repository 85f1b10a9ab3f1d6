// The compatibility gateways: opens those that are wanted, each on a port of its own, and closes them together.

import type { CompatGateway, CompatOptions, GatewayName } from './frame/gateway.ts';

/** A gateway that is wanted, and its port; 0 for a free one. */
export interface ChosenGateway {
  readonly name: GatewayName;
  readonly port: number;
}

/** The open gateways. */
export interface Compat {
  /** Each with the port that it got. */
  readonly gateways: readonly ChosenGateway[];
  close(): Promise<void>;
}

type Open = (options: CompatOptions) => Promise<CompatGateway>;

// Loaded when they are wanted: most servers run without, and start sooner.
const OPENERS: Readonly<Record<GatewayName, () => Promise<Open>>> = {
  twidder: async () => (await import('./twidder/open-twidder.ts')).openTwidder,
  messenger: async () => (await import('./messenger/open-messenger.ts')).openMessenger,
  template: async () => (await import('./template/open-template.ts')).openTemplate,
  chatroom: async () => (await import('./chatroom/open-chatroom.ts')).openChatroom,
  'flask-chat': async () => (await import('./flask-chat/open-flask-chat.ts')).openFlaskChat,
};

/** Opens gateways and listens. When one cannot, the others are closed again and its error is thrown. */
export async function openCompat(
  options: CompatOptions,
  chosen: readonly ChosenGateway[],
  host: string,
): Promise<Compat> {
  const open: CompatGateway[] = [];
  const gateways: ChosenGateway[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(open.map((gateway) => gateway.close()));
  };
  try {
    for (const { name, port } of chosen) {
      const openOne = await OPENERS[name]();
      const gateway = await openOne(options);
      open.push(gateway);
      gateways.push({ name, port: (await gateway.listen({ port, host })).port });
    }
  } catch (fault) {
    await close();
    throw fault;
  }
  return { gateways, close };
}
