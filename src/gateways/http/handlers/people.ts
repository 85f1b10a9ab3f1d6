// Answers about people and one's own account.
import { type HandlersOf, okOr } from './handler.ts';

/** Handlers of the routes with the tag `people`, but for signing up. */
export const peopleHandlers: HandlersOf<'listUsers' | 'getMe' | 'changeMe' | 'getUser'> = {
  listUsers: ({ messenger, known, query }) => okOr(messenger.read.users(known.actor, query)),

  getMe: ({ messenger, known }) => okOr(messenger.read.account(known.actor)),

  changeMe: ({ messenger, known, body }) => okOr(messenger.changeAccount(known.actor, body)),

  getUser: ({ messenger, known, params }) =>
    okOr(messenger.read.user(known.actor, params.username)),
};
