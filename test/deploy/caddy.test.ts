// The recipe for Caddy: run by Caddy itself where that is installed (`apt-get install caddy`); its text is looked at
// everywhere.
import { match } from 'node:assert/strict';
import { test } from 'node:test';
import { describeProxy } from './behind-proxy.ts';
import { hasCaddy, recipe, startCaddy } from './caddy.ts';

test('the recipe for Caddy sends everything on, and says how Kith is started', () => {
  match(recipe(), /^chat\.example\.org \{\n\treverse_proxy 127\.0\.0\.1:8080\n\}/m);
  match(recipe(), /KITH_ORIGIN=https:\/\/chat\.example\.org KITH_TRUSTED_HOPS=1/);
});

const missing = hasCaddy ? false : 'Caddy is not installed here; only the recipe’s text was read';
describeProxy('Caddy', missing, startCaddy);
