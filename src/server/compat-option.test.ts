// What may be typed for the compatibility gateways, and the sentence for what may not.
import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { compatOf, originsOf } from './compat-option.ts';
import { configure } from './configuration.ts';

test('COMPAT1: names with their ports, or all behind the main one; nothing unless asked for', () => {
  deepEqual(compatOf('', 8080), []);
  deepEqual(compatOf('twidder=5001, flask-chat=0', 8080), [
    { name: 'twidder', port: 5001 },
    { name: 'flask-chat', port: 0 },
  ]);
  const all = ['twidder', 'messenger', 'template', 'chatroom', 'flask-chat'];
  deepEqual(
    compatOf('all', 8080).map(({ name, port }) => `${name}=${port}`),
    all.map((name, at) => `${name}=${8081 + at}`),
  );
  deepEqual(
    compatOf('all', 0).map(({ port }) => port),
    [0, 0, 0, 0, 0],
  );
});

test('a mistake is told in words', () => {
  for (const wrong of ['twidder', 'twidder=', 'twidder=70000', 'irc=5001', 'twidder=1=2', ',']) {
    throws(() => compatOf(wrong, 8080), /--compat must be "all"/, wrong);
  }
  throws(() => compatOf('twidder=1,twidder=2', 8080), /--compat names twidder twice/);
  throws(() => compatOf('all', 65_533), /needs five ports/);
  throws(() => originsOf('192.168.0.101:3000'), /--compat-origins must be like/);
});

test('by flag and by environment', () => {
  const env = { KITH_COMPAT: 'chatroom=5004', KITH_COMPAT_ORIGINS: 'http://a:3000, https://b' };
  const { compat, compatOrigins } = configure([], env);
  deepEqual(compat, [{ name: 'chatroom', port: 5004 }]);
  deepEqual(compatOrigins, ['http://a:3000', 'https://b']);
  deepEqual(configure(['--compat', 'twidder=5001'], env).compat, [{ name: 'twidder', port: 5001 }]);
});
