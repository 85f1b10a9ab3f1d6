// Answers about one's own view: states of chats, who has read what, one's own wall.
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import { userLog } from '#core/log-name.ts';
import { doneOr, type HandlersOf, okOr } from './handler.ts';

/** Handlers of the routes about one's own view. */
export const ownHandlers: HandlersOf<'setOwnState' | 'listSeen' | 'readOwnWall'> = {
  async setOwnState({ messenger, known, params, body, random }) {
    const { actor } = known;
    const changed = await messenger.append(actor, {
      log: userLog(actor.user),
      command: mintId(random),
      ask: { kind: 'setChatState', chat: params.id, ...body },
    });
    return isRejected(changed) ? changed : okOr(messenger.read.ownState(actor, params.id));
  },

  listSeen: ({ messenger, known, params, query }) =>
    okOr(messenger.read.seen(known.actor, params.id, params.seq, query)),

  readOwnWall: ({ messenger, known, body }) => doneOr(messenger.markWall(known.actor, body.seq)),
};
