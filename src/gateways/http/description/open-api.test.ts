// The API's description is whole: every reference leads somewhere, every example is one, every
// route is there.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ErrorBody, ROUTES, type Route } from '#protocol/route.ts';
import { openFake } from '../fake-messenger.ts';
import { describeApi, type Json } from './open-api.ts';

interface Media {
  readonly schema: Json;
  readonly examples: Record<string, { value: unknown }>;
}
interface Holder {
  readonly description?: string;
  readonly $ref?: string;
  readonly content?: { 'application/json': Media };
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: string[];
  readonly security: object[];
  readonly parameters?: { name: string; in: string; required: boolean; example?: unknown }[];
  readonly requestBody?: Holder;
  readonly responses: Record<string, Holder>;
}

const api = describeApi();
const routes = Object.entries(ROUTES) as [string, Route][];

function operationOf(route: Route): Operation {
  const path = route.path.replace(/:(\w+)/g, '{$1}');
  const operation = api.paths[path]?.[route.method.toLowerCase()];
  assert.ok(operation);
  return operation as unknown as Operation;
}

function valuesIn(holder: Holder | undefined): unknown[] {
  const { examples = {} } = holder?.content?.['application/json'] ?? {};
  return Object.values(examples).map(({ value }) => value);
}

function refsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' ? [String(value)] : refsIn(value),
  );
}

function lookUp(ref: string): unknown {
  const steps = ref.replace('#/', '').split('/');
  return steps.reduce<unknown>((at, step) => (at as Json | undefined)?.[step], api);
}

test('WIRE4: is OpenAPI 3.1, and every reference in it leads somewhere', () => {
  assert.match(api.openapi, /^3\.1\./);
  const refs = refsIn(api);
  assert.ok(refs.length > 100);
  for (const ref of refs) assert.equal(typeof lookUp(ref), 'object', ref);
  assert.doesNotMatch(JSON.stringify(api), /\$defs|\$schema/);
});

describe('every operation', () => {
  for (const [name, route] of routes) {
    test(`${name}: is there with its words, and its path's parameters`, () => {
      const operation = operationOf(route);
      assert.deepEqual(
        [operation.operationId, operation.summary, operation.tags],
        [name, route.summary, [route.tag]],
      );
      assert.equal(operation.security.length > 0, route.auth === 'session');
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      const named = Array.from(route.path.matchAll(/:(\w+)/g), (match) => match[1]);
      assert.deepEqual(inPath.map((parameter) => parameter.name).sort(), named.sort());
      for (const { required, example } of inPath) assert.ok(required && example !== undefined);
    });

    test(`WIRE4: ${name}: its examples are what its schemas accept`, () => {
      const { requestBody, responses } = operationOf(route);
      const requests = valuesIn(requestBody);
      assert.equal(requests.length > 0, route.body !== undefined);
      for (const value of requests) route.body?.parse(value);
      for (const [status, schema] of Object.entries(route.answers)) {
        const values = valuesIn(responses[status]);
        const isFile = route.raw === 'file';
        assert.equal(values.length > 0, status !== '204' && !isFile, status);
        for (const value of values) schema.parse(value);
      }
    });

    test(`${name}: says how it may go wrong`, () => {
      const { responses } = operationOf(route);
      for (const status of ['429', '500', '503']) assert.ok(responses[status], status);
      const takesMuch = route.body !== undefined || route.raw === 'bytes';
      assert.equal('413' in responses, takesMuch);
      if (route.auth === 'session') assert.ok(responses['401']);
    });
  }

  test('is there once, and none is there without a route', () => {
    const ids = Object.values(api.paths).flatMap((operations) =>
      Object.values(operations).map(({ operationId }) => operationId),
    );
    assert.deepEqual(ids.toSorted(), Object.keys(ROUTES).toSorted());
  });
});

test('every error has an example that is one', () => {
  for (const response of Object.values(api.components.responses) as Holder[]) {
    assert.ok(response.description);
    const values = valuesIn(response);
    assert.equal(values.length, 1);
    for (const value of values) ErrorBody.parse(value);
  }
});

describe('served', () => {
  test('the description is JSON, and public', async () => {
    const { app, close } = await openFake();
    const answer = await app.inject('/api/openapi.json');
    assert.equal(answer.statusCode, 200);
    assert.deepEqual(answer.json(), JSON.parse(JSON.stringify(api)));
    await close();
  });

  test('the page to try it lives in an origin of its own, and only its own files may be read there', async () => {
    const { app, close } = await openFake();
    const page = await app.inject('/api/docs');
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
    const policy = String(page.headers['content-security-policy']);
    assert.match(policy, /^sandbox allow-scripts allow-forms; default-src 'none';/);
    assert.doesNotMatch(policy, /same-origin|unsafe|\*/);
    assert.equal(page.headers['cross-origin-resource-policy'], 'same-origin');
    assert.doesNotMatch(
      page.body.replace(/<script type.*?<\/script>/s, ''),
      /<script>|style=|\son\w+=/,
    );
    const parts = Array.from(
      page.body.matchAll(/(?:src|href)="([^"]+)"/g),
      (match) => match[1] ?? '',
    );
    assert.equal(parts.length, 2);
    for (const part of parts) {
      const answer = await app.inject(part);
      assert.equal(answer.statusCode, 200, part);
      assert.equal(answer.headers['cross-origin-resource-policy'], 'cross-origin');
      assert.doesNotMatch(answer.body, /innerHTML|eval\(|localStorage|cookie/);
    }
    await close();
  });
});
