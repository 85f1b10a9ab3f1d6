// Hashes of passwords: their form, what they compare, and that only so many are made at a time.
import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { test } from 'node:test';
import { HASH_COST, HashQueueFull, openPasswords } from './passwords.ts';

const CHEAP = { memoryKiB: 64, passes: 1 };

test('AUTH2: a hash is Argon2id in PHC form, with the cost in it', async () => {
  const hash = await openPasswords(CHEAP).hash('plums in the orchard');
  const match = /^\$argon2id\$v=19\$m=64,t=1,p=1\$([\w+/]{22})\$([\w+/]{43})$/.exec(hash);
  assert.ok(match, hash);
  const [, salt = '', tag = ''] = match;
  const derived = argon2Sync('argon2id', {
    message: 'plums in the orchard',
    nonce: Buffer.from(salt, 'base64'),
    memory: 64,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  assert.equal(derived.toString('base64').replace('=', ''), tag);
});

test('AUTH2: the default costs at least what OWASP asks for', () => {
  assert.ok(HASH_COST.memoryKiB >= 19_456 && HASH_COST.passes >= 2);
});

test('AUTH2: the same password has another hash each time, and each of them is right', async () => {
  const passwords = openPasswords(CHEAP);
  const [one, other] = [await passwords.hash('plums'), await passwords.hash('plums')];
  assert.notEqual(one, other);
  for (const hash of [one, other]) {
    assert.equal(await passwords.verify('plums', hash), true);
    assert.equal(await passwords.verify('Plums', hash), false);
    assert.equal(await passwords.verify('', hash), false);
  }
});

test('AUTH2: a hash made at another cost is still understood', async () => {
  const hash = await openPasswords({ memoryKiB: 128, passes: 2 }).hash('plums');
  assert.equal(await openPasswords(CHEAP).verify('plums', hash), true);
  assert.equal(await openPasswords(CHEAP).verify('pears', hash), false);
});

test('AUTH2: how a keyboard composes an accent makes no difference', async () => {
  const passwords = openPasswords(CHEAP);
  const hash = await passwords.hash('caf\u00e9');
  assert.equal(await passwords.verify('cafe\u0301', hash), true);
});

test('AUTH3: nobody’s password is never right', async () => {
  const passwords = openPasswords(CHEAP);
  for (const password of ['', 'plums', '\u0000']) {
    assert.equal(await passwords.verify(password, undefined), false);
  }
});

test('WIRE6: of more hashes than can wait, the rest is refused and those before are made', async () => {
  const passwords = openPasswords(CHEAP);
  const outcomes = await Promise.all(
    Array.from({ length: 600 }, () =>
      passwords.hash('plums').then(
        () => 'made',
        (fault) => {
          assert.ok(fault instanceof HashQueueFull);
          return 'refused';
        },
      ),
    ),
  );
  const made = outcomes.filter((outcome) => outcome === 'made').length;
  assert.ok(made > 200 && made < 600, `${made} were made`);
  assert.ok(!outcomes.slice(0, made).includes('refused'), 'the first ones are made');
  assert.ok(await passwords.hash('again'));
});
