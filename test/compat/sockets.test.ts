// What the gateways' Socket.IO servers have in common: who makes room when there are too many connections, and events that
// are encoded once for many.
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { io, type Socket } from 'socket.io-client';
import { mountSockets } from '#gateways/compat/frame/live/sockets.ts';
import { emitEncoded, encode } from '#gateways/socket/raw-frame.ts';

describe('sockets of the gateways', { timeout: 60_000 }, () => {
  test('COMPAT11: strangers’ connections make room for others; those of people do not', async () => {
    const server = createServer();
    const sockets = mountSockets({
      server,
      https: false,
      mayConnect: () => true,
      connectionsMax: 2,
      welcome: (socket, recognise) => {
        socket.on('name', (_name: string, done: () => void) => {
          recognise();
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const person = await connected(server);
    await person.emitWithAck('name', 'nora');
    const stranger = await connected(server);
    const gone = new Promise((resolve) => stranger.once('disconnect', resolve));
    const another = await connected(server);
    await gone;
    equal(person.connected, true);
    await another.emitWithAck('name', 'amara');
    await rejects(connected(server), /xhr poll error|websocket error/);
    deepEqual([person.connected, another.connected], [true, true]);
    for (const socket of [person, another]) socket.close();
    sockets.close();
    server.close();
  });

  test('SYNC6: what is encoded once is what Socket.IO sends, over a WebSocket and by polling', async () => {
    const said = { content: '鈴木 \u2028 "quoted" <b> 👩‍👩‍👧', id: 7 };
    const server = createServer();
    const sockets = mountSockets({
      server,
      https: false,
      mayConnect: () => true,
      welcome: (socket) => {
        socket.on('go', () => {
          socket.emit('said', said);
          emitEncoded(socket, encode('said', said));
          socket.emit('said', said);
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    for (const transport of ['websocket', 'polling']) {
      const socket = await connected(server, [transport]);
      const packets: unknown[] = [];
      socket.io.engine.on('packet', ({ data }) => packets.push(data));
      const heard: unknown[] = [];
      const all = new Promise<void>((resolve) => {
        socket.on('said', (data) => heard.push(data) === 3 && resolve());
      });
      socket.emit('go');
      await all;
      deepEqual(heard, [said, said, said], transport);
      equal(new Set(packets).size, 1, transport);
      socket.close();
    }
    sockets.close();
    server.close();
  });
});

/** A client whose connection stands; rejects with what the client says of it. */
async function connected(
  server: Server,
  transports: string[] = ['polling', 'websocket'],
): Promise<Socket> {
  const { port } = server.address() as AddressInfo;
  const options = { forceNew: true, reconnection: false, autoConnect: false, transports };
  const socket = io(`http://127.0.0.1:${port}`, options);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
    socket.connect();
  });
  return socket;
}
