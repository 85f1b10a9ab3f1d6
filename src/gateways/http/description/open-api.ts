// The API's description, OpenAPI 3.1, made from the same routes and schemas that the gateway
// mounts.
import { z } from 'zod';
import { ErrorBody, ROUTES, type Route, type RouteName } from '#protocol/route.ts';
import { VERSION } from '#protocol/version.ts';
import { errorResponses, errorsOf } from './error-answers.ts';
import { exampleOf, examplesOf } from './examples.ts';

/** A piece of JSON Schema or of OpenAPI. */
export type Json = Record<string, unknown>;

/** The description as a document. */
export interface OpenApi {
  readonly openapi: string;
  readonly info: Json;
  readonly servers: readonly Json[];
  readonly tags: readonly Json[];
  readonly paths: Record<string, Record<string, Json>>;
  readonly components: Record<'schemas' | 'responses' | 'securitySchemes', Json>;
}

const DESCRIPTION = `Everything that people do in Kith, for scripts and bots.
Sign in (POST /api/v1/sessions) and send the token as \`Authorization: Bearer …\`.
Lists are \`{items, next?, asOf?}\`; \`next\` goes into \`after\` for the page that follows.
Every error is \`{error: {code, message, field?, …}}\`: the code is stable, the message is for people.
Live events come over Socket.IO at /socket.io/.`;

const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'The token of a session.' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'kith-{userId}',
    description:
      'What a browser gets for `cookie: true`; `__Host-kith-{userId}` under https. ' +
      'With several of them the header Kith-Account names the account.',
  },
};

const MEANING: Readonly<Record<number, string>> = { 200: 'Done', 201: 'Made', 204: 'Done' };

/** Describes all routes. Throws when two schemas of one id differ. */
export function describeApi(): OpenApi {
  const schemas: Json = {};
  refer(ErrorBody, 'output', schemas);
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, Route][]) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    const operations = paths[path] ?? {};
    operations[route.method.toLowerCase()] = operation(name, route, schemas);
    paths[path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Kith', version: VERSION, description: DESCRIPTION },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.values(ROUTES).map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: { schemas, responses: errorResponses(), securitySchemes: SECURITY_SCHEMES },
  };
}

/** A file itself, of whatever type. */
const BYTES: Json = {
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
};

function operation(name: RouteName, route: Route, schemas: Json): Json {
  const parameters = [
    ...parametersOf(route.params, 'path', schemas),
    ...parametersOf(route.query, 'query', schemas),
  ];
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.tag],
    security: route.auth === 'session' ? [{ bearer: [] }, { cookie: [] }] : [],
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && {
      requestBody: { required: true, ...content(route.body, 'input', schemas) },
    }),
    ...(route.raw === 'bytes' && { requestBody: { required: true, ...BYTES } }),
    responses: { ...answersOf(route, schemas), ...errorsOf(route) },
  };
}

function answersOf(route: Route, schemas: Json): Json {
  const answers = Object.entries(route.answers).map(([status, schema]) => {
    const isFile = route.raw === 'file' && status === '200';
    const body = isFile ? BYTES : status === '204' ? {} : content(schema, 'output', schemas);
    return [status, { description: MEANING[Number(status)] ?? 'Done', ...body }];
  });
  return Object.fromEntries(answers);
}

function content(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const own = examplesOf(schema);
  const values = own.length > 0 ? own : [exampleOf(schema)];
  const examples = values.map((value, index) => [`example${index + 1}`, { value }]);
  const media = { schema: refer(schema, io, schemas), examples: Object.fromEntries(examples) };
  return { content: { 'application/json': media } };
}

function parametersOf(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  schemas: Json,
): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const whole = exampleOf(schema) as Json;
  return Object.entries(schema.shape).map(([name, part]) => ({
    name,
    in: place,
    required: !(part instanceof z.ZodOptional),
    schema: refer(part as z.ZodType, 'input', schemas),
    ...(whole[name] !== undefined && { example: whole[name] }),
  }));
}

/** A schema's JSON Schema; those with an id go into `schemas`, and a reference stands for them. */
function refer(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // What we answer may grow; what we take may not.
      if (io === 'output' && jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties;
      }
    },
  });
  for (const [id, definition] of Object.entries($defs)) keep(id, pointed(definition), schemas);
  return pointed(own);
}

function keep(id: string, definition: Json, schemas: Json): void {
  const known = schemas[id];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
    throw new Error(`two schemas are called ${id}`);
  }
  schemas[id] = definition;
}

function pointed(definition: object): Json {
  return JSON.parse(JSON.stringify(definition).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
