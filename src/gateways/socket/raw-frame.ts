// The quick way to a WebSocket: one frame per packet, built once, written straight to every connection on which nothing
// waits; acknowledgements too. The same bytes that Socket.IO would send (a test compares them), at a third of the cost. It
// reaches into private fields of engine.io and ws, whose versions are pinned; `quickFrames: false` does without it.
import type { Socket as NetSocket } from 'node:net';
import type { Socket } from 'socket.io';
import type { Packet } from '#core/messenger.ts';

/** What is used of engine.io's connection, none of it documented. */
interface Engine {
  readonly readyState: string;
  readonly upgrading: boolean;
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  readonly transport: {
    readonly name: string;
    readonly socket?: {
      readonly readyState: number;
      readonly isPaused: boolean;
      readonly _socket?: NetSocket;
      pause(): void;
      resume(): void;
    };
  };
}

const OPEN = 1;
const FINAL_TEXT = 0x81;

/** The TCP connection behind a Socket.IO socket if a frame may be written to it now; undefined: use `emit`. */
export function quickWay(socket: Socket): NetSocket | undefined {
  const engine = engineOf(socket);
  if (engine.readyState !== 'open' || engine.upgrading || engine.writeBuffer.length > 0) {
    return undefined;
  }
  const { name, socket: webSocket } = engine.transport;
  if (name !== 'websocket' || webSocket?.readyState !== OPEN) return undefined;
  return webSocket._socket;
}

/** The packet as Socket.IO's event `events`, for engine.io to send; unlike `emit`, without parsing it for everybody. */
export function messageOf(packet: Packet): string {
  return `2["events",${packet.json}]`;
}

/** The packet as one WebSocket text frame: Socket.IO's event in engine.io's message. */
export function frameOf(packet: Packet): Buffer {
  packet.frame ??= textFrame(`4${messageOf(packet)}`);
  return packet.frame as Buffer;
}

/** An event for many sockets in namespace `/`, encoded once. */
export interface Encoded {
  /** As Socket.IO encodes it. */
  readonly text: string;
  frame?: Buffer;
}

/** Encodes an event with one argument. */
export function encode(name: string, argument: unknown): Encoded {
  return { text: `2${JSON.stringify([name, argument])}` };
}

/** Emits an encoded event: the quick way where that is open, else by engine.io. */
export function emitEncoded(socket: Socket, encoded: Encoded): void {
  const network = quickWay(socket);
  if (!network) {
    socket.conn.write(encoded.text);
    return;
  }
  encoded.frame ??= textFrame(`4${encoded.text}`);
  network.write(encoded.frame);
}

/**
 * Acknowledges calls the quick way where that is open, and as Socket.IO does where it is not. Takes the place of the
 * method by which Socket.IO makes the callback of a call.
 */
export function acknowledgeQuickly(socket: Socket): void {
  const held = socket as unknown as { ack(id: number): (said: unknown) => void };
  const plain = held.ack;
  held.ack = (id) => (said) => {
    const network = quickWay(socket);
    if (network) network.write(textFrame(`43${id}${JSON.stringify([said])}`));
    else plain.call(socket, id)(said);
  };
}

/** Bytes handed to this connection that the network has not taken yet. */
export function waitingBytesOf(socket: Socket): number {
  const engine = engineOf(socket);
  let bytes = engine.transport.socket?._socket?.writableLength ?? 0;
  for (const { data } of engine.writeBuffer) bytes += typeof data === 'string' ? data.length : 0;
  return bytes;
}

/** The TCP connection of a WebSocket, to gather writes on; undefined while polling. */
export function networkOf(socket: Socket): NetSocket | undefined {
  return engineOf(socket).transport.socket?._socket;
}

/**
 * Reads nothing more from a WebSocket until the returned function is called; undefined when it is not read already, or
 * polls, where each request waits for an answer anyway.
 */
export function stopReading(socket: Socket): (() => void) | undefined {
  const webSocket = engineOf(socket).transport.socket;
  if (!webSocket || webSocket.isPaused) return undefined;
  webSocket.pause();
  return () => webSocket.resume();
}

/** Ends a connection at once and frees what waits for it. */
export function cutOff(socket: Socket): void {
  const network = networkOf(socket);
  socket.conn.close(true);
  network?.destroy();
}

function engineOf(socket: Socket): Engine {
  return socket.conn as unknown as Engine;
}

/** A whole text frame as a server sends it (RFC 6455, 5.2): unmasked and in one piece. */
function textFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const head = bytes < 126 ? 2 : bytes < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + bytes);
  frame[0] = FINAL_TEXT;
  frame[1] = head === 2 ? bytes : head === 4 ? 126 : 127;
  if (head === 4) frame.writeUInt16BE(bytes, 2);
  if (head === 10) frame.writeBigUInt64BE(BigInt(bytes), 2);
  frame.write(text, head);
  return frame;
}
