// Registering, logging in, and whether the server is well: the answers of both generations of the original in one.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRejected } from '#base/result.ts';
import type { SignedIn } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { wordsOf } from '../../words.ts';
import { signIn, signUp } from '../frame/entering.ts';
import { objectOf } from '../frame/forms.ts';
import type { CompatOptions } from '../frame/gateway.ts';
import { peerOfRequest } from '../frame/peer.ts';
import type { Problem, Said, Serving } from '../frame/serving.ts';
import type { Tickets } from './tickets.ts';

/** What the routes need. */
export interface EntranceOptions extends CompatOptions, Pick<Serving, 'app'> {
  readonly tickets: Tickets;
  /** How many are in the room. */
  online(): number;
}

interface Credentials {
  readonly username: string;
  readonly password: string;
}

interface Way {
  /** How its failures begin. */
  readonly name: 'Registration' | 'Login';
  readonly status: number;
  readonly success: string;
  enter(wanted: Credentials, request: FastifyRequest): Promise<SignedIn | Rejection>;
  refused(rejection: Rejection): Refused;
}

interface Refused {
  readonly status: number;
  readonly message: string;
}

/** Mounts the routes. */
export function mountEntrance(options: EntranceOptions): void {
  mountWay(options, '/register', {
    name: 'Registration',
    status: 201,
    success: 'User registered successfully',
    enter: (person, request) => signUp(options, request, person),
    refused: (rejection) =>
      rejection.rejected === 'usernameTaken'
        ? { status: 409, message: 'Username already exists' }
        : { status: 400, message: wordsOf(rejection).message },
  });
  mountWay(options, '/login', {
    name: 'Login',
    status: 200,
    success: 'Login successful',
    enter: ({ username: login, password }, request) =>
      signIn(options, request, { login, password }),
    refused: (rejection) => ({
      status: 401,
      message:
        rejection.rejected === 'wrongCredentials'
          ? 'Invalid username or password'
          : wordsOf(rejection).message,
    }),
  });
  mountHealth(options);
}

function mountWay({ app, tickets, site }: EntranceOptions, path: string, way: Way): void {
  app.post(path, async (request, reply) => {
    const wanted = credentialsIn(request.body, way);
    if ('status' in wanted) return fail(reply, wanted);
    const entered = await way.enter(wanted, request);
    if (isRejected(entered)) return fail(reply, way.refused(entered));
    const { account, session } = entered;
    const { address } = peerOfRequest(request, site);
    tickets.issue(address, wanted.username, { user: account.id, session });
    const { username } = account;
    const said = { Success: true, success: true, message: way.success, username };
    return reply.code(way.status).type(JSON_TYPE).send(JSON.stringify(said));
  });
}

const JSON_TYPE = 'application/json';

function credentialsIn(body: unknown, { name }: Way): Credentials | Refused {
  const object = objectOf(body);
  if (!object) return { status: 500, message: `${name} failed: the body must be JSON` };
  const { username, password } = object;
  if (Object.keys(object).length === 0) return { status: 400, message: 'Missing data' };
  if (isNothing(username) || isNothing(password)) return REQUIRED;
  if (typeof username !== 'string' || typeof password !== 'string') {
    return { status: 500, message: `${name} failed: username and password must be texts` };
  }
  return { username: username.trim(), password };
}

const REQUIRED: Refused = { status: 400, message: 'Username and password are required' };

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

function fail(reply: FastifyReply, { status, message }: Refused): FastifyReply {
  return reply.code(status).type(JSON_TYPE).send(failure(message));
}

function failure(message: string): string {
  return JSON.stringify({ Success: false, success: false, message, error: message });
}

/** What the original says of what it does not know, and of what failed before a route could answer. */
export function sayProblem({ status, message, incident }: Problem, path: string): Said {
  const way = WAYS[path];
  if (status === 405) return { status, type: 'text/html; charset=utf-8' };
  if (status === 404 || way === undefined) {
    return { status, type: JSON_TYPE, body: failure(status === 404 ? 'Not found' : message) };
  }
  const why = incident === undefined ? 'the body must be JSON' : `incident ${incident}`;
  return { status: 500, type: JSON_TYPE, body: failure(`${way} failed: ${why}`) };
}

const WAYS: Readonly<Record<string, string>> = { '/register': 'Registration', '/login': 'Login' };

function mountHealth({ app, messenger, online }: EntranceOptions): void {
  app.get('/health', async (_request, reply) => {
    const well = await messenger.check().then(
      () => true,
      () => false,
    );
    const said = {
      status: well ? 'healthy' : 'unhealthy',
      database: well ? 'connected' : 'disconnected',
      online_users: online(),
    };
    return reply
      .code(well ? 200 : 503)
      .type(JSON_TYPE)
      .send(JSON.stringify(said));
  });
}
