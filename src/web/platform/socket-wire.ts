// One attempt at a live connection over Socket.IO. Reconnecting is the client's affair, not the library's.
import { io } from 'socket.io-client';
import type { Wire, WireClosed, WireListener } from '#client/platform.ts';

/** Opens a wire for an account, with its cookie. `closed` is told exactly once. */
export function connectWire(account: string, listener: WireListener): Wire {
  const socket = io({
    path: '/socket.io/',
    auth: { account },
    // For polling, whose GETs have no Origin: a header that only our own page can send.
    extraHeaders: { 'kith-account': account },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnection: false,
    forceNew: true,
  });
  let over = false;
  const end = (reason: WireClosed): void => {
    if (over) return;
    over = true;
    socket.disconnect();
    listener.closed(reason);
  };
  socket.on('connect', () => listener.opened());
  socket.on('connect_error', (fault: Error & { data?: { rejected?: string } }) => {
    const signedOut = fault.data?.rejected === 'notSignedIn';
    end({ kind: signedOut ? 'notSignedIn' : 'lost' });
  });
  socket.on('disconnect', () => end({ kind: 'lost' }));
  socket.on('bye', ({ reason }: { reason: string }) => end({ kind: 'bye', reason }));
  socket.onAny((event: string, payload: unknown) => {
    if (event !== 'bye' && !over) listener.received(event, payload);
  });
  return {
    // With a timeout the library also rejects what is unanswered when the connection ends.
    call: (event, payload, timeoutMs) => socket.timeout(timeoutMs).emitWithAck(event, payload),
    close() {
      over = true;
      socket.disconnect();
    },
  };
}
