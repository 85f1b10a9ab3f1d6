// Answers about messages, the events of a chat's log, and how far one has read.
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import { chatLog } from '#core/log-name.ts';
import { created, doneOr, type HandlersOf, okOr } from './handler.ts';

/** Handlers of the routes with the tag `messages`. */
export const messageHandlers: HandlersOf<
  'listMessages' | 'postMessage' | 'listEvents' | 'markRead'
> = {
  listMessages: ({ messenger, known, params, query }) =>
    okOr(messenger.read.messages(known.actor, params.id, query)),

  async postMessage({ messenger, known, params, body, random }) {
    const { actor } = known;
    const command = body.commandId ?? mintId(random);
    const said = { text: body.text };
    const appended = await messenger.append(actor, {
      log: chatLog(params.id),
      command,
      ask: { kind: 'postMessage', body: said },
    });
    if (isRejected(appended)) return appended;
    const { seq, at, repeated } = appended;
    // A known command may have said something else, and its message may have been edited since.
    if (repeated) return okOr(messenger.read.message(actor, params.id, seq));
    return created({ chat: params.id, seq, by: actor.user, at, body: said, command });
  },

  listEvents: ({ messenger, known, params, query }) =>
    okOr(messenger.read.events(known.actor, params.id, query)),

  markRead: ({ messenger, known, params, body }) =>
    doneOr(messenger.mark(known.actor, { log: chatLog(params.id), seq: body.seq })),
};
