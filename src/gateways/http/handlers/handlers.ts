// All handlers in one record: a route without a handler does not compile, nor does a handler
// without a route.
import type { RouteName } from '#protocol/route.ts';
import { chatHandlers } from './chats.ts';
import { contactHandlers } from './contacts.ts';
import { filesHandlers } from './files.ts';
import type { HandlersOf } from './handler.ts';
import { memberHandlers } from './members.ts';
import { messageHandlers } from './messages.ts';
import { ownHandlers } from './own.ts';
import { peopleHandlers } from './people.ts';
import { placeHandlers } from './place.ts';
import { sessionHandlers } from './sessions.ts';
import { wallHandlers } from './walls.ts';

/** The handler of every route. */
export const handlers: HandlersOf<RouteName> = {
  ...placeHandlers,
  ...peopleHandlers,
  ...contactHandlers,
  ...sessionHandlers,
  ...chatHandlers,
  ...memberHandlers,
  ...messageHandlers,
  ...wallHandlers,
  ...ownHandlers,
  ...filesHandlers,
};
