// What all routes share: who asks by the cookie, and refusals in the original's form.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { wordsOf } from '../../words.ts';
import { actorBy } from '../frame/entering.ts';
import type { CompatOptions } from '../frame/gateway.ts';
import type { Serving } from '../frame/serving.ts';

/** What routes are made from. */
export interface Parts extends CompatOptions, Pick<Serving, 'app' | 'aside'> {}

/** What answers are made from. */
export interface Asker extends Parts {
  readonly actor: Actor;
}

/** A route of somebody signed in. */
export type Handle = (
  asker: Asker,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks at a route of the gateway `messenger` that needs a session. */
    messengerActor: Actor | undefined;
  }
}

/** Who asks, by the cookie; which pages may send it, origins.ts says. */
export function actorIn(
  options: CompatOptions,
  { raw }: FastifyRequest,
): Promise<Actor | undefined> {
  return actorBy(options, raw, 'messenger');
}

/** Adds a route for people who are signed in; others are told to log in before their body is read. */
export function route(
  parts: Parts,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  handle: Handle,
): void {
  parts.app.route({
    method,
    url,
    onRequest: async (request, reply) => {
      request.messengerActor = await actorIn(parts, request);
      return request.messengerActor ? undefined : pleaseLogIn(reply);
    },
    handler: async (request, reply) => {
      const actor = request.messengerActor;
      return actor ? handle({ ...parts, actor }, request, reply) : pleaseLogIn(reply);
    },
  });
}

/** 401 in the original's words. */
export function pleaseLogIn(reply: FastifyReply): FastifyReply {
  return reply.code(401).send({ error: 'Please login' });
}

const MISSING: ReadonlySet<Rejection['rejected']> = new Set(['notFound']);

/** A refusal: 404 `{}` of what is not there for the asker, 429 of too much, else 422 with the reason in `error[0]`. */
export function refuse(reply: FastifyReply, rejection: Rejection): FastifyReply {
  if (MISSING.has(rejection.rejected)) return reply.code(404).send({});
  const { status, message } = wordsOf(rejection);
  const code = status === 429 || status === 503 || status === 401 ? status : 422;
  return reply.code(code).send({ error: [message] });
}

/** Answers with a value. */
export function give(reply: FastifyReply, status: number, value: object): FastifyReply {
  return reply.code(status).send(value);
}

/** 422 with a reason of the original's own. */
export function wrong(reply: FastifyReply, reason: string): FastifyReply {
  return reply.code(422).send({ error: [reason] });
}

/** The parameter `id` of an address. */
export function idOf(request: FastifyRequest): string {
  return (request.params as { id: string }).id;
}
