// Answers about the server itself.
import { VERSION } from '#protocol/version.ts';
import { type HandlersOf, ok } from './handler.ts';

/** Handlers of the routes with the tag `server`. */
export const placeHandlers: HandlersOf<'health' | 'getPlace'> = {
  async health({ messenger }) {
    await messenger.check();
    return ok({ status: 'ok' as const, version: VERSION });
  },

  async getPlace({ messenger, peer }) {
    return ok(await messenger.read.place(peer()));
  },
};
