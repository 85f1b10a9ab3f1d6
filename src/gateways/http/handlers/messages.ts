// Answers about messages, the events of a chat's log, and how far one has read.
import { chatLog, userLog } from '#core/log-name.ts';
import { doneOr, type HandlersOf, okOr } from './handler.ts';
import { type At, change, edit, erase, pin, post, react } from './message-acts.ts';

/** Handlers of the routes with the tag `messages`. */
export const messageHandlers: HandlersOf<
  | 'listMessages'
  | 'postMessage'
  | 'listEvents'
  | 'markRead'
  | 'getMessage'
  | 'editMessage'
  | 'deleteMessage'
  | 'getHistory'
  | 'listSeen'
  | 'addReaction'
  | 'removeReaction'
  | 'pinMessage'
  | 'unpinMessage'
  | 'listPins'
> = {
  listMessages: ({ messenger, known, params, query }) =>
    okOr(messenger.read.messages(known.actor, chatLog(params.id), query)),

  postMessage: (call) => post(call, chatLog(call.params.id), call.body),

  listEvents: ({ messenger, known, params, query }) =>
    okOr(messenger.read.events(known.actor, chatLog(params.id), query)),

  markRead: ({ messenger, known, params, body }) =>
    doneOr(messenger.mark(known.actor, { log: chatLog(params.id), seq: body.seq })),

  getMessage: ({ messenger, known, params }) =>
    okOr(messenger.read.message(known.actor, chatLog(params.id), params.seq)),

  editMessage: (call) => edit(call, at(call.params), call.body),

  deleteMessage(call) {
    const { params, query, known } = call;
    if (query.for !== 'me') return erase(call, at(params));
    const own = userLog(known.actor.user);
    return change(call, own, { kind: 'hideMessage', chat: params.id, target: params.seq });
  },

  getHistory: ({ messenger, known, params }) =>
    okOr(messenger.read.history(known.actor, chatLog(params.id), params.seq)),

  listSeen: ({ messenger, known, params, query }) =>
    okOr(messenger.read.seen(known.actor, params.id, params.seq, query)),

  addReaction: (call) => react(call, at(call.params), call.params.emoji, true),
  removeReaction: (call) => react(call, at(call.params), call.params.emoji, false),
  pinMessage: (call) => pin(call, at(call.params), true),
  unpinMessage: (call) => pin(call, at(call.params), false),

  listPins: ({ messenger, known, params }) =>
    okOr(messenger.read.pins(known.actor, chatLog(params.id))),
};

function at({ id, seq }: { id: string; seq: number }): At {
  return { log: chatLog(id), seq };
}
