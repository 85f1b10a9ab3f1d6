// The server as a process: what it says when it cannot start, and how it stops.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { VERSION } from '#protocol/version.ts';
import { freePort, type ServerProcess, spawnServer } from '#test/support/server-process.ts';
import { consultOracle } from '#test/support/world/oracle.ts';
import { People, shows } from '#test/support/world/people.ts';
import { textOf } from '#test/support/world/views.ts';

const HOST = '127.0.0.1';

function serve(port: number, data: string): ServerProcess {
  return spawnServer('--port', String(port), '--host', HOST, '--data', data);
}

/** One plain sentence, or few, and no trace of where in the program it came from. */
function isPlain(output: string): boolean {
  const lines = output.trim().split('\n');
  return lines.length === 1 && !/\bat .*:\d+|Error:|node:/.test(output);
}

describe('starting and stopping', { timeout: 120_000 }, () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kith-process-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('RUN1: a port in use', async () => {
    const other = createServer();
    other.listen(0, HOST);
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, output } = await serve(port, join(folder, 'port')).ended;
    other.close();
    equal(code, 1);
    ok(output.includes(`Port ${port} is in use.`), output);
    ok(isPlain(output), output);
  });

  test('RUN1: a gateway’s port in use ends the whole start', async () => {
    const other = createServer();
    other.listen(0, HOST);
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const where = ['--port', '0', '--host', HOST, '--data', join(folder, 'gateway')];
    const server = spawnServer(...where, '--compat', `chatroom=0,twidder=${port}`);
    const { code, output } = await server.ended;
    other.close();
    equal(code, 1);
    ok(output.includes(`Port ${port} is in use.`) && output.includes('--compat'), output);
    ok(isPlain(output), output);
  });

  test('RUN1: a data folder that cannot be made or written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'not a folder');
    for (const data of [file, join(file, 'below'), '/proc/kith']) {
      const { code, output } = await serve(0, data).ended;
      equal(code, 1);
      ok(output.includes(`The data folder ${data} cannot be written.`), output);
      ok(isPlain(output), output);
    }
    equal(readFileSync(file, 'utf8'), 'not a folder');
  });

  test('RUN1 LOG9: data from a newer version is refused and not touched', async () => {
    const data = join(folder, 'newer');
    const first = serve(0, data);
    await first.ready;
    equal((await first.stop()).code, 0);
    const database = new DatabaseSync(join(data, 'kith.db'));
    database.exec("UPDATE settings SET value = '9999' WHERE name = 'schema'");
    database.close();
    const { code, output } = await serve(0, data).ended;
    equal(code, 1);
    ok(output.includes('is from a newer version of Kith'), output);
    ok(isPlain(output), output);
  });

  test('RUN3: the version is that of package.json, wherever it is told', async () => {
    const path = join(import.meta.dirname, '../../package.json');
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
    equal(VERSION, version);
    const port = await freePort();
    const server = serve(port, join(folder, 'version'));
    await server.ready;
    const answer = await fetch(`http://${HOST}:${port}/healthz`);
    deepEqual(await answer.json(), { status: 'ok', version });
    await server.stop();
  });

  test('RUN2: a stop in mid-sentence tells everybody, keeps what it accepted, and loses nothing', async () => {
    const data = join(folder, 'stop');
    const port = await freePort();
    let server = serve(port, data);
    await server.ready;
    const people = new People(`http://${HOST}:${port}`);
    const nora = await people.signUp('nora');
    const goodbyes: unknown[] = [];
    const listening = new Promise<void>((closed) => {
      nora.platform.connect(nora.account.id, {
        opened: () => undefined,
        received: (event, payload) => void (event === 'bye' && goodbyes.push(payload)),
        closed: () => closed(),
      });
    });
    const lobby = nora.client.chat('lobby');
    const texts = Array.from({ length: 120 }, (_, index) => `line ${index}`);
    for (const text of texts) lobby.send(text);
    await shows(nora.client.connection, ({ queued }) => queued < 100);
    equal((await server.stop()).code, 0);
    await listening;
    deepEqual(goodbyes, [{ reason: 'stopping' }]);
    server = serve(port, data);
    await server.ready;
    await shows(nora.client.connection, ({ queued, state }) => queued === 0 && state === 'open');
    const events = consultOracle(join(data, 'kith.db')).logs.get('chat:lobby') ?? [];
    deepEqual(
      events.flatMap((event) => textOf(event) ?? []),
      texts,
    );
    people.close();
    await server.stop();
  });
});
