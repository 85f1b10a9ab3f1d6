// All handlers in one record: a route without a handler does not compile, nor does a handler
// without a route.
import type { RouteName } from '#protocol/route.ts';
import { chatHandlers } from './chats.ts';
import type { HandlersOf } from './handler.ts';
import { messageHandlers } from './messages.ts';
import { peopleHandlers } from './people.ts';
import { placeHandlers } from './place.ts';
import { sessionHandlers } from './sessions.ts';

/** The handler of every route. */
export const handlers: HandlersOf<RouteName> = {
  ...placeHandlers,
  ...peopleHandlers,
  ...sessionHandlers,
  ...chatHandlers,
  ...messageHandlers,
};
