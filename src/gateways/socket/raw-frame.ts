// The quick way to a WebSocket: one frame per packet, built once, written straight to every connection on which nothing
// waits. The same bytes that Socket.IO would send (a test compares them), at a third of the cost. It reaches into private
// fields of engine.io and ws, whose versions are pinned; where they are not as expected it says so and `emit` is used.
import type { Socket as NetSocket } from 'node:net';
import type { Socket } from 'socket.io';
import * as ws from 'ws';
import type { Packet } from '#core/messenger.ts';

/** What is used of engine.io's connection, none of it documented. */
interface Engine {
  readonly readyState: string;
  readonly upgrading: boolean;
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  readonly transport: {
    readonly name: string;
    readonly socket?: { readonly readyState: number; readonly _socket?: NetSocket };
  };
}

const OPEN = 1;

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

/** The packet as one WebSocket text frame: Socket.IO's event `events` in engine.io's message. */
export function frameOf(packet: Packet): Buffer {
  packet.frame ??= textFrame(`42["events",${packet.json}]`);
  return packet.frame as Buffer;
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

/** Ends a connection at once and frees what waits for it. */
export function cutOff(socket: Socket): void {
  const network = networkOf(socket);
  socket.conn.close(true);
  network?.destroy();
}

function engineOf(socket: Socket): Engine {
  return socket.conn as unknown as Engine;
}

function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const options = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true };
  const frame = (ws as unknown as { Sender: FrameMaker }).Sender.frame(payload, options);
  return Buffer.concat(frame);
}

interface FrameMaker {
  frame(payload: Buffer, options: object): Buffer[];
}
