// Answers about people and one's own account.
import { isRejected } from '#base/result.ts';
import { clearCookie } from '../../credentials.ts';
import { done, type HandlersOf, ok, okOr } from './handler.ts';

/** Handlers of the routes with the tag `people`, but for signing up. */
export const peopleHandlers: HandlersOf<
  | 'listUsers'
  | 'getMe'
  | 'changeMe'
  | 'getUser'
  | 'findByEmail'
  | 'setAvatar'
  | 'removeAvatar'
  | 'exportMe'
  | 'deleteMe'
> = {
  listUsers: ({ messenger, known, query }) => okOr(messenger.read.users(known.actor, query)),

  getMe: ({ messenger, known }) => okOr(messenger.read.account(known.actor)),

  changeMe: ({ messenger, known, body }) => okOr(messenger.changeAccount(known.actor, body)),

  getUser: ({ messenger, known, params }) =>
    okOr(messenger.read.profile(known.actor, params.username)),

  findByEmail: ({ messenger, known, params }) =>
    okOr(messenger.read.profileByEmail(known.actor, params.email)),

  setAvatar: ({ messenger, known, body }) => okOr(messenger.setAvatar(known.actor, body.blob)),

  removeAvatar: ({ messenger, known }) => okOr(messenger.setAvatar(known.actor, '')),

  async exportMe({ messenger, known }) {
    const archive = await messenger.exportData(known.actor);
    return isRejected(archive) ? archive : { ...ok(null), archive };
  },

  async deleteMe({ messenger, known, body, site }) {
    const { actor, credential } = known;
    const refused = await messenger.deleteAccount(actor, body);
    if (refused) return refused;
    if (credential.kind === 'bearer') return done();
    return { ...done(), cookie: clearCookie(actor.user, site.https) };
  },
};
