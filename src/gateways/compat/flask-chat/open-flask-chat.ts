// The gateway `flask-chat`: opens it. (Being written; answers 404 to everything.)
import type { CompatGateway, CompatOptions } from '../frame/gateway.ts';
import { makeServing } from '../frame/serving.ts';

/** Opens the gateway; it does not listen yet. */
export function openFlaskChat(options: CompatOptions): Promise<CompatGateway> {
  const serving = makeServing('flask-chat', options, ({ status, message }) => ({
    status,
    body: message,
  }));
  return serving.open();
}
