// The gateway `messenger`: opens it. (Being written; answers 404 to everything.)
import type { CompatGateway, CompatOptions } from '../frame/gateway.ts';
import { makeServing } from '../frame/serving.ts';

/** Opens the gateway; it does not listen yet. */
export function openMessenger(options: CompatOptions): Promise<CompatGateway> {
  const serving = makeServing('messenger', options, ({ status, message }) => ({
    status,
    body: message,
  }));
  return serving.open();
}
