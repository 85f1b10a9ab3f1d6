// The compatibility gateways: opens those that are wanted, each on a port of its own, and closes them together.

import { openChatroom } from './chatroom/open-chatroom.ts';
import { openFlaskChat } from './flask-chat/open-flask-chat.ts';
import type { CompatGateway, CompatOptions, GatewayName } from './frame/gateway.ts';
import { openMessenger } from './messenger/open-messenger.ts';
import { openTemplate } from './template/open-template.ts';
import { openTwidder } from './twidder/open-twidder.ts';

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

const OPENERS: Readonly<Record<GatewayName, (options: CompatOptions) => Promise<CompatGateway>>> = {
  twidder: openTwidder,
  messenger: openMessenger,
  template: openTemplate,
  chatroom: openChatroom,
  'flask-chat': openFlaskChat,
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
      const gateway = await OPENERS[name](options);
      open.push(gateway);
      gateways.push({ name, port: (await gateway.listen({ port, host })).port });
    }
  } catch (fault) {
    await close();
    throw fault;
  }
  return { gateways, close };
}
