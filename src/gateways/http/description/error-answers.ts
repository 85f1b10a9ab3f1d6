// The error answers of the API's description: one per status, with what a route's own shape says
// about which it gives.
import type { Rejection } from '#protocol/rejection.ts';
import type { Route } from '#protocol/route.ts';
import { errorAnswer } from '../../words.ts';

interface ErrorKind {
  readonly name: string;
  readonly description: string;
  readonly example: Rejection;
}

const KINDS: Readonly<Record<number, ErrorKind>> = {
  400: {
    name: 'Invalid',
    description: 'Something about the request is not as it must be; `field` says what.',
    example: { rejected: 'invalid', field: 'username', reason: 'is missing' },
  },
  401: {
    name: 'NotSignedIn',
    description: 'No session, an ended one, or a wrong name or password.',
    example: { rejected: 'notSignedIn' },
  },
  403: {
    name: 'NotAllowed',
    description: 'Understood, and refused: rights, a wrong old password, another origin.',
    example: { rejected: 'notAllowed' },
  },
  404: {
    name: 'NotFound',
    description: 'Not there, or not for you to know about.',
    example: { rejected: 'notFound', what: 'chat' },
  },
  409: {
    name: 'Conflict',
    description: 'Something else is already so: a taken name, a newer state.',
    example: { rejected: 'usernameTaken', field: 'username' },
  },
  413: {
    name: 'TooLarge',
    description: 'The body is larger than `maxBytes`.',
    example: { rejected: 'tooLarge', maxBytes: 131_072 },
  },
  415: {
    name: 'NotJson',
    description: 'The body is of another content type than application/json.',
    example: { rejected: 'invalid', field: 'content-type', reason: 'must be application/json' },
  },
  422: {
    name: 'TooMany',
    description: 'A limit on how many there may be is reached; `max` says which.',
    example: { rejected: 'tooMany', field: 'members', max: 1_000 },
  },
  429: {
    name: 'TooFast',
    description: 'Too often; try again after the seconds in Retry-After.',
    example: { rejected: 'tooFast', retryAfterMs: 2_000 },
  },
  500: {
    name: 'Fault',
    description: 'The server is at fault; the incident number is in its log.',
    example: { rejected: 'fault', incident: '3f9a2c71' },
  },
  503: {
    name: 'Busy',
    description: 'More is waiting than the server takes; try again after Retry-After.',
    example: { rejected: 'busy', retryAfterMs: 1_000 },
  },
};

/** The reusable error answers, by name, for `components.responses`. */
export function errorResponses(): Record<string, object> {
  const responses = Object.values(KINDS).map(({ name, description, example }) => {
    const media = {
      schema: { $ref: '#/components/schemas/Error' },
      examples: { [name]: { value: errorAnswer(example) } },
    };
    return [name, { description, content: { 'application/json': media } }];
  });
  return Object.fromEntries(responses);
}

/** References to the error answers that a route may give, by status. */
export function errorsOf(route: Route): Record<string, object> {
  const changes = route.method !== 'GET';
  const statuses = [
    ...(route.body || route.query ? [400] : []),
    ...(route.auth === 'session' || route.path.endsWith('/sessions') ? [401] : []),
    ...(changes ? [403] : []),
    ...(route.params || (changes && route.path.endsWith('/chats')) ? [404] : []),
    ...(changes ? [409] : []),
    ...(route.body ? [413, 415] : []),
    ...(route.raw === 'bytes' ? [413] : []),
    ...(changes ? [422] : []),
    ...[429, 500, 503],
  ];
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      { $ref: `#/components/responses/${KINDS[status]?.name}` },
    ]),
  );
}
