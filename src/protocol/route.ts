// Every HTTP route, once: method, path, who may call it, what goes in and comes out. The gateway mounts these, the API
// description is generated from these, and the tests that try bad input walk through these.
import { CHATS_ROUTES } from './routes/chats.ts';
import { CONTACTS_ROUTES } from './routes/contacts.ts';
import { FILES_ROUTES } from './routes/files.ts';
import { MEMBERS_ROUTES } from './routes/members.ts';
import { MESSAGES_ROUTES } from './routes/messages.ts';
import { PEOPLE_ROUTES } from './routes/people.ts';
import { SERVER_ROUTES } from './routes/server.ts';
import { SESSIONS_ROUTES } from './routes/sessions.ts';
import { WALLS_ROUTES } from './routes/walls.ts';

export { ErrorBody, Place, type Route } from './routes/route.ts';

/** All routes below `/api/v1` by the name of what they do, and `/healthz`. */
export const ROUTES = {
  ...SERVER_ROUTES,
  ...PEOPLE_ROUTES,
  ...SESSIONS_ROUTES,
  ...CHATS_ROUTES,
  ...MEMBERS_ROUTES,
  ...MESSAGES_ROUTES,
  ...WALLS_ROUTES,
  ...CONTACTS_ROUTES,
  ...FILES_ROUTES,
} as const;

/** What a route is called. */
export type RouteName = keyof typeof ROUTES;
