// Answers about walls: the same acts on messages as in chats, at a person's address.
import { isRejected } from '#base/result.ts';
import { wallLog } from '#core/log-name.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { doneOr, type HandlersOf, okOr } from './handler.ts';
import { type Around, edit, erase, pin, post, react } from './message-acts.ts';

/** Handlers of the routes with the tag `walls`. */
export const wallHandlers: HandlersOf<
  | 'listWallMessages'
  | 'postOnWall'
  | 'listWallEvents'
  | 'getWallMessage'
  | 'editWallMessage'
  | 'deleteWallMessage'
  | 'getWallHistory'
  | 'addWallReaction'
  | 'removeWallReaction'
  | 'pinOnWall'
  | 'unpinOnWall'
  | 'listWallPins'
  | 'readOwnWall'
> = {
  listWallMessages: (call) =>
    onWall(call, (log) => okOr(call.messenger.read.messages(call.known.actor, log, call.query))),

  postOnWall: (call) => onWall(call, (log) => post(call, log, call.body)),

  listWallEvents: (call) =>
    onWall(call, (log) => okOr(call.messenger.read.events(call.known.actor, log, call.query))),

  getWallMessage: (call) =>
    onWall(call, (log) =>
      okOr(call.messenger.read.message(call.known.actor, log, call.params.seq)),
    ),

  editWallMessage: (call) =>
    onWall(call, (log) => edit(call, { log, seq: call.params.seq }, call.body)),

  deleteWallMessage: (call) => onWall(call, (log) => erase(call, { log, seq: call.params.seq })),

  getWallHistory: (call) =>
    onWall(call, (log) =>
      okOr(call.messenger.read.history(call.known.actor, log, call.params.seq)),
    ),

  addWallReaction: (call) => reactOnWall(call, true),
  removeWallReaction: (call) => reactOnWall(call, false),
  pinOnWall: (call) => onWall(call, (log) => pin(call, { log, seq: call.params.seq }, true)),
  unpinOnWall: (call) => onWall(call, (log) => pin(call, { log, seq: call.params.seq }, false)),

  listWallPins: (call) =>
    onWall(call, (log) => okOr(call.messenger.read.pins(call.known.actor, log))),

  readOwnWall: ({ messenger, known, body }) => doneOr(messenger.markWall(known.actor, body.seq)),
};

type ToWall = Around & { readonly params: { readonly username: string } };

/** Does something on the wall of the person in the path; `me` is one's own. */
async function onWall<T>(call: ToWall, act: (log: string) => Promise<T>): Promise<T | Rejection> {
  const { messenger, known, params } = call;
  if (params.username === 'me') return act(wallLog(known.actor.user));
  const user = await messenger.read.user(known.actor, params.username);
  return isRejected(user) ? user : act(wallLog(user.id));
}

function reactOnWall(
  call: Around & {
    readonly params: { readonly username: string; readonly seq: number; readonly emoji: string };
  },
  on: boolean,
) {
  const { seq, emoji } = call.params;
  return onWall(call, (log) => react(call, { log, seq }, emoji, on));
}
