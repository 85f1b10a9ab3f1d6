// A Socket.IO connection as the fan-out sees it.
import type { Socket } from 'socket.io';
import type { Actor, Follower, Packet } from '#core/messenger.ts';
import type { ServerSignal } from '#protocol/signal.ts';
import type { ByeReason } from '#protocol/socket.ts';
import { cutOff, frameOf, messageOf, networkOf, quickWay, waitingBytesOf } from './raw-frame.ts';

/** Above this many waiting bytes ephemerals are dropped: they would arrive late and make it later. */
const SIGNAL_BYTES_MAX = 64 * 1024;

/** The follower behind a connection. `quick` off: everything goes through Socket.IO's own `emit`. */
export function followSocket(socket: Socket, actor: Actor, quick: boolean): Follower {
  return {
    actor,
    write: (packet) => write(socket, packet, quick),
    signal: (signal: ServerSignal) => {
      if (waitingBytesOf(socket) < SIGNAL_BYTES_MAX) socket.emit('signal', signal);
    },
    waitingBytes: () => waitingBytesOf(socket),
    end: (reason) => end(socket, reason),
    cork: () => networkOf(socket)?.cork(),
    uncork: () => uncork(socket),
  };
}

function write(socket: Socket, packet: Packet, quick: boolean): void {
  const network = quick ? quickWay(socket) : undefined;
  if (network) network.write(frameOf(packet));
  else if (quick) socket.conn.write(messageOf(packet));
  else socket.emit('events', JSON.parse(packet.json));
}

/** At the end of the turn: the acknowledgements that come right behind the events leave in the same write. */
function uncork(socket: Socket): void {
  const network = networkOf(socket);
  if (network) process.nextTick(() => network.uncork());
}

/** Who does not read would never see a goodbye, and would hold the memory until it did: cut off at once. */
function end(socket: Socket, reason: ByeReason): void {
  if (reason === 'slow') {
    cutOff(socket);
    return;
  }
  socket.emit('bye', { reason });
  socket.disconnect(true);
}
