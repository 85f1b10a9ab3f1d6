// One attempt at a live connection: Socket.IO over WebSocket with a token, without its own reconnection.
import { io, type Socket } from 'socket.io-client';
import type { Wire, WireClosed, WireListener } from '#client/platform.ts';

/** Connects to `origin`; the listener hears exactly one `closed`, also when it never opened. */
export function openWire(origin: string, token: string, listener: WireListener): Wire {
  const socket = io(origin, {
    auth: { token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  let open = true;
  const closed = (reason: WireClosed): void => {
    if (!open) return;
    open = false;
    socket.disconnect();
    listener.closed(reason);
  };
  socket.on('connect', () => open && listener.opened());
  socket.onAny((event: string, payload: unknown) => open && listener.received(event, payload));
  socket.on('connect_error', (error) => closed(reasonOf(error)));
  socket.on('disconnect', () => closed({ kind: 'lost' }));
  return {
    call: (event, payload, timeoutMs) => call(socket, event, payload, timeoutMs),
    close: () => {
      open = false;
      socket.disconnect();
    },
  };
}

function reasonOf(error: Error): WireClosed {
  const { data } = error as { data?: { rejected?: string } };
  return data?.rejected === 'notSignedIn' ? { kind: 'notSignedIn' } : { kind: 'lost' };
}

/** Rejects at once when the connection ends, and not only when its patience does. */
function call(
  socket: Socket,
  event: string,
  payload: unknown,
  timeoutMs: number,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const lost = (): void => reject(new Error('the connection has ended'));
    socket.once('disconnect', lost);
    socket
      .timeout(timeoutMs)
      .emitWithAck(event, payload)
      .then(resolve, reject)
      .finally(() => socket.off('disconnect', lost));
  });
}
