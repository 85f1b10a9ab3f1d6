// What a handler is: it gets a request already parsed and its actor, asks the messenger, and says
// what to answer. Knows nothing of the library that serves HTTP.
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { Random } from '#base/random.ts';
import type { Actor, Messenger, Peer } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { ROUTES, RouteName } from '#protocol/route.ts';
import type { Credential } from '../../credentials.ts';

type Routes = typeof ROUTES;

/** The server's place on the network, as configured. */
export interface Site {
  /**
   * Scheme, host and port under which people know us (KITH_ORIGIN), normalised; undefined: Host
   * decides.
   */
  readonly origin: string | undefined;
  readonly https: boolean;
  /** Proxies in front of us whose X-Forwarded-For is believed; 0 for none. */
  readonly trustedHops: number;
}

/** Somebody who has shown who they are, and how. */
export interface Known {
  readonly actor: Actor;
  readonly credential: Credential;
}

/**
 * What a schema gives for the part of a route's request; undefined where the route has no such
 * part.
 */
type Parsed<Name extends RouteName, Part extends 'params' | 'query' | 'body'> =
  Routes[Name] extends Readonly<Record<Part, infer Schema extends z.ZodType>>
    ? z.output<Schema>
    : undefined;

/** One request to one route, with all that its handler may need. */
export interface Call<Name extends RouteName> {
  readonly params: Parsed<Name, 'params'>;
  readonly query: Parsed<Name, 'query'>;
  readonly body: Parsed<Name, 'body'>;
  /** There exactly on routes with `auth: 'session'`. */
  readonly known: Routes[Name]['auth'] extends 'session' ? Known : undefined;
  readonly messenger: Messenger;
  readonly random: Random;
  readonly site: Site;
  readonly request: IncomingMessage;
  /** Where the request comes from. */
  readonly peer: () => Peer;
}

/** What a route may answer: one of its statuses with that status's body, and a Set-Cookie. */
export type Answer<Name extends RouteName> = {
  [Status in keyof Routes[Name]['answers']]: {
    readonly status: Status;
    readonly body: z.output<Extract<Routes[Name]['answers'][Status], z.ZodType>>;
    readonly cookie?: string | undefined;
    /** The browser is to forget what it has kept of answers: pictures of somebody who signs out. */
    readonly forget?: boolean | undefined;
  };
}[keyof Routes[Name]['answers']];

/** Answers one route. Rejections are values; what is thrown is a fault. */
export type Handler<Name extends RouteName> = (
  call: Call<Name>,
) => Promise<Answer<Name> | Rejection>;

/** A handler for each of these routes. */
export type HandlersOf<Names extends RouteName> = { readonly [Name in Names]: Handler<Name> };

/** Answers 200 with a body. */
export function ok<T>(body: T): { status: 200; body: T } {
  return { status: 200, body };
}

/** Answers 201 with a body. */
export function created<T>(body: T): { status: 201; body: T } {
  return { status: 201, body };
}

/** Answers 204: done, nothing to say. */
export function done(): { status: 204; body: null } {
  return { status: 204, body: null };
}

/** Answers 200 with a result, unless it is a rejection. */
export async function okOr<T extends object>(
  result: Promise<T | Rejection>,
): Promise<{ status: 200; body: T } | Rejection> {
  const value = await result;
  return 'rejected' in value ? (value as Rejection) : ok(value as T);
}

/** Answers 204, unless the result is a rejection. */
export async function doneOr(
  result: Promise<Rejection | object | undefined>,
): Promise<{ status: 204; body: null } | Rejection> {
  const value = await result;
  return value && 'rejected' in value ? (value as Rejection) : done();
}
