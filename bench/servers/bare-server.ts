// What Kith is compared with: a ws server that keeps nothing, checks nothing and knows nobody. It speaks just enough of
// the same protocol for the same load; a message becomes one frame, built once, written straight to every follower.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { flushDelayMs } from '#realtime/flush-rule.ts';
import { type BareOptions, ownOptions } from './options.ts';
import { answerQuestions } from './questions.ts';
import { textFrame } from './text-frame.ts';

const { gathered = false } = ownOptions<BareOptions>();

interface Post {
  readonly log: string;
  readonly command: string;
  readonly body: { readonly text: string };
}

const followers = new Map<string, Set<Socket>>();
const held = { posts: 0, bytes: 0 };
const by = 'x'.repeat(20);
let waiting = new Map<string, string[]>();
let timer: NodeJS.Timeout | NodeJS.Immediate | undefined;
let notBefore = 0;

function accept(socket: WebSocket): void {
  // ws keeps the TCP connection under this name; frames go past its sender, as Kith's do.
  const network = (socket as unknown as { _socket: Socket })._socket;
  socket.send('0{"sid":"bare"}');
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text.startsWith('40')) socket.send('40{"sid":"bare"}');
    else if (text.startsWith('42')) call(socket, network, text);
  });
  socket.on('close', () => {
    for (const those of followers.values()) those.delete(network);
  });
}

function call(socket: WebSocket, network: Socket, text: string): void {
  const start = text.indexOf('[');
  const id = text.slice(2, start);
  const [name, payload] = JSON.parse(text.slice(start)) as [string, unknown];
  if (name === 'follow') {
    for (const { log } of (payload as { logs: { log: string }[] }).logs) follow(network, log);
    socket.send(`43${id}[{"logs":[]}]`);
    return;
  }
  const post = payload as Post;
  const seq = tell(post);
  const appended = { log: post.log, seq, at: Date.now(), repeated: false };
  socket.send(`43${id}${JSON.stringify([appended])}`);
}

function follow(network: Socket, log: string): void {
  const those = followers.get(log) ?? new Set();
  followers.set(log, those.add(network));
}

function tell({ log, command, body }: Post): number {
  held.posts += 1;
  const event = { seq: held.posts, at: Date.now(), by, kind: 'message.posted', class: 'post' };
  const json = JSON.stringify({ ...event, body, command });
  held.bytes += json.length + 1;
  if (gathered) gather(log, json);
  else write(log, json);
  return held.posts;
}

function gather(log: string, json: string): void {
  const run = waiting.get(log);
  if (run) run.push(json);
  else waiting.set(log, [json]);
  if (timer) return;
  const delay = notBefore - performance.now();
  timer = delay > 0 ? setTimeout(flush, delay) : setImmediate(flush);
}

function flush(): void {
  timer = undefined;
  const started = performance.now();
  const now = waiting;
  waiting = new Map();
  for (const [log, run] of now) write(log, run.join(','));
  const ended = performance.now();
  notBefore = ended + flushDelayMs(ended - started);
}

function write(log: string, events: string): void {
  const frame = textFrame(`42["events",{"log":"${log}","events":[${events}]}]`);
  for (const network of followers.get(log) ?? []) network.write(frame);
}

/** Over HTTP: reads the body, says that it was made. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { text } = JSON.parse(Buffer.concat(parts).toString()) as { text: string };
  held.posts += 1;
  const message = { chat: request.url, seq: held.posts, by, at: Date.now(), body: { text } };
  const json = JSON.stringify(message);
  response.writeHead(201, { 'content-type': 'application/json', 'content-length': json.length });
  response.end(json);
}

const http = createServer((request, response) => void answer(request, response));
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', accept);
http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as AddressInfo;
  answerQuestions({ port, stored: async () => held, stop: async () => {} });
});
