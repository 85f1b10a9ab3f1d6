// The recipe for nginx: run by nginx itself where that is installed (`apt-get install nginx-light`); its text is looked at
// everywhere.
import { match } from 'node:assert/strict';
import { test } from 'node:test';
import { describeProxy } from './behind-proxy.ts';
import { hasNginx, recipe, startNginx } from './nginx.ts';

test('the recipe for nginx says all that Kith needs, running or not', () => {
  const text = recipe();
  for (const line of [
    /proxy_set_header Upgrade +\$http_upgrade;/,
    /proxy_set_header Connection +\$kith_connection;/,
    /proxy_set_header X-Forwarded-For +\$remote_addr;/,
    /proxy_set_header X-Forwarded-Proto +\$scheme;/,
    /proxy_set_header Host +\$http_host;/,
    /location \/socket\.io\/ \{[^}]*proxy_read_timeout 120s;/,
    /location ~ \^\/api\/v1\/\(blobs\|uploads\)[^{]*\{[^}]*client_max_body_size 0;[^}]*proxy_request_buffering off;/,
    /KITH_ORIGIN=https:\/\/chat\.example\.org KITH_TRUSTED_HOPS=1/,
  ]) {
    match(text, line);
  }
});

const missing = hasNginx ? false : 'nginx is not installed here; only the recipe’s text was read';
describeProxy('nginx', missing, startNginx);
