// The routes of messages. Whoever the body or the address names, it is the asker who reads and speaks; chats of others are
// empty and their messages not there.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRejected } from '#base/result.ts';
import { chatLog, directChat } from '#core/log-name.ts';
import type { Append } from '#protocol/command.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { ask } from '../frame/asking.ts';
import { objectOf } from '../frame/forms.ts';
import { blobIn } from './file-names.ts';
import { DELETED_TEXT, type MessageJson, readChat, readMessage } from './messages.ts';
import { messageBehind, personBehind, type Spot } from './numbers.ts';
import { type Asker, give, idOf, type Parts, refuse, route, wrong } from './routing.ts';

type Body = Readonly<Record<string, unknown>>;

/** Adds the routes. */
export function mountMessages(parts: Parts): void {
  route(parts, 'GET', '/messages', readMessages);
  route(parts, 'POST', '/messages', postMessage);
  route(parts, 'PATCH', '/messages/:id', changeMessage);
  route(parts, 'DELETE', '/messages/:id', async (asker, request, reply) => {
    const spot = await messageBehind(asker.messenger, asker.actor, idOf(request));
    if (!spot) return reply.code(404).send({});
    const asked = { kind: 'deleteMessage', target: spot.seq } as const;
    const deleted = await ask(asker, asker.actor, spot.log, asked);
    return isRejected(deleted) ? refuse(reply, deleted) : reply.send({});
  });
}

/** The original's page asks for a chat when it is opened: then it is read. */
async function readMessages(
  { messenger, actor, aside }: Asker,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { senderId, recipientId } = request.query as Record<string, unknown>;
  const one = await personBehind(messenger, senderId);
  const other = await personBehind(messenger, recipientId);
  if (one === undefined || other === undefined) return reply.send([]);
  if (one !== actor.user && other !== actor.user) return reply.send([]);
  const chat = directChat(one, other);
  const read = await readChat(messenger, actor, chat);
  if (isRejected(read)) return read.rejected === 'notFound' ? reply.send([]) : refuse(reply, read);
  if (read.asOf > 0) {
    const shown = { log: chatLog(chat), seq: read.asOf };
    aside('/messages', () => messenger.mark(actor, shown));
  }
  return reply.send(read.messages);
}

/** What a new message says: a text, or a picture by its name. */
export function saidBy({ text, message_type }: Body): Append['ask'] | Rejection {
  if (typeof text !== 'string') return { rejected: 'invalid', field: 'text', reason: 'is missing' };
  if (message_type !== 'image') return { kind: 'postMessage', body: { text } };
  const blob = blobIn(text);
  if (blob === undefined) {
    return { rejected: 'invalid', field: 'text', reason: 'must be the name of an uploaded file' };
  }
  return { kind: 'postMessage', body: { blobs: [blob] } };
}

async function postMessage(
  asker: Asker,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { messenger, actor } = asker;
  const body = objectOf(request.body) ?? {};
  if ((await personBehind(messenger, body.sender)) !== actor.user) {
    return wrong(reply, 'The sender must be who is signed in.');
  }
  const recipient = await personBehind(messenger, body.recipient);
  if (recipient === undefined) {
    return wrong(reply, '(sqlite3.IntegrityError) FOREIGN KEY constraint failed');
  }
  const said = saidBy(body);
  if (isRejected(said)) return refuse(reply, said);
  const chat = directChat(actor.user, recipient);
  const log = chatLog(chat);
  const posted = await ask(asker, actor, log, said);
  if (isRejected(posted)) {
    // The original answers 422 whatever is wrong with a new message.
    const { rejected } = posted;
    return rejected === 'notFound'
      ? wrong(reply, 'There is nobody to send it to.')
      : refuse(reply, posted);
  }
  const message = await readMessage(messenger, actor, { chat, log, seq: posted.seq });
  return isRejected(message) ? refuse(reply, message) : give(reply, 201, message[0] ?? {});
}

/** The client sends the whole message back; what it changes of it is what differs. */
async function changeMessage(
  asker: Asker,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { messenger, actor } = asker;
  const spot = await messageBehind(messenger, actor, idOf(request));
  const now = spot && (await partAt(asker, spot));
  if (!spot || !now) return reply.code(404).send({});
  if (isRejected(now)) return refuse(reply, now);
  const body = objectOf(request.body) ?? {};
  for (const asked of changesIn(body, now, spot)) {
    const done = await ask(asker, actor, spot.log, asked);
    if (isRejected(done)) return refuse(reply, done);
  }
  const seen = body.seen === 'True' || body.seen === true;
  if (seen) await messenger.mark(actor, { log: spot.log, seq: spot.seq });
  const changed = await partAt(asker, { ...spot, part: 0 }, spot.part);
  return isRejected(changed) ? refuse(reply, changed) : give(reply, 200, changed ?? {});
}

async function partAt(
  { messenger, actor }: Asker,
  spot: Spot,
  part = spot.part,
): Promise<MessageJson | Rejection | undefined> {
  const parts = await readMessage(messenger, actor, spot);
  return isRejected(parts) ? parts : (parts[part] ?? (spot.part === 0 ? parts[0] : undefined));
}

function changesIn(body: Body, now: MessageJson, { seq }: Spot): Append['ask'][] {
  const target = seq;
  const { text, reaction_emoji: emoji } = body;
  if (text === DELETED_TEXT) {
    return now.text === DELETED_TEXT ? [] : [{ kind: 'deleteMessage', target }];
  }
  const changes: Append['ask'][] = [];
  if (typeof text === 'string' && text !== now.text) {
    changes.push({ kind: 'editMessage', target, body: { text } });
  }
  if (emoji === undefined || emoji === now.reaction_emoji) return changes;
  if (typeof emoji === 'string' && emoji !== '') {
    changes.push({ kind: 'reactToMessage', target, emoji, on: true });
  } else if (now.reaction_emoji !== null) {
    changes.push({ kind: 'reactToMessage', target, emoji: now.reaction_emoji, on: false });
  }
  return changes;
}
