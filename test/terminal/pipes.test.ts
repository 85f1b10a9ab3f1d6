// The pipe commands as scripts use them: processes of their own, their output, their errors and their codes.
import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { startServer, type TestServer } from '#test/support/running-server.ts';
import { run, start } from './person.ts';

async function place(t: TestContext): Promise<{ server: TestServer; home: string }> {
  const server = await startServer();
  const home = await mkdtemp(join(tmpdir(), 'kith-pipes-'));
  t.after(async () => {
    await server.close();
    await rm(home, { recursive: true, force: true });
  });
  return { server, home };
}

test('signing in keeps a session that only its person can read, and signing out ends it', async (t) => {
  const { server, home } = await place(t);
  await server.signUp('nora');
  const env = { XDG_CONFIG_HOME: home };
  const input = 'plums in the orchard\n';
  const login = ['login', '--server', server.url, '--user', 'nora'];
  const wrong = await run(login, { env, input: 'pears in the orchard\n' });
  assert.equal(wrong.code, 1);
  assert.equal(wrong.output, '');
  const right = await run(login, { env, input });
  assert.deepEqual([right.code, right.output], [0, '']);
  assert.match(right.errors, /Signed in to Kith as @nora\./);
  const file = join(home, 'kith/sessions.json');
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.equal((await stat(join(home, 'kith'))).mode & 0o777, 0o700);
  // The server is remembered.
  assert.equal((await run(['send', '#lobby', 'hello'], { env })).code, 0);
  assert.equal((await run(['logout'], { env })).code, 0);
  const after = await run(['send', '#lobby', 'hello'], { env });
  assert.deepEqual([after.code, after.output], [3, '']);
  assert.match(after.errors, /kith login/);
});

test('sending takes words, standard input and files, to rooms and to people, and says why it cannot', async (t) => {
  const { server, home } = await place(t);
  const { token } = await server.signUp('nora');
  const { token: bob } = await server.signUp('bob');
  const env = { XDG_CONFIG_HOME: home, KITH_SERVER: server.url, KITH_TOKEN: token };
  assert.equal((await run(['send', '#lobby', 'two', 'words'], { env })).output, '');
  assert.equal((await run(['send', '#Lobby'], { env, input: 'from a\npipe\n' })).code, 0);
  const path = join(home, 'note.txt');
  await writeFile(path, 'what is in it');
  assert.equal((await run(['send', '@bob', '--file', path], { env })).code, 0);

  const asBob = { env: { ...env, KITH_TOKEN: bob } };
  const lines = (await run(['read', '#lobby'], asBob)).output.split('\n');
  assert.match(lines[0] ?? '', /nora: two words$/);
  assert.match(lines[1] ?? '', /nora: from a\\npipe$/);
  assert.match((await run(['read', '@nora'], asBob)).output, /nora: \[note\.txt \w{20}\]\n$/);

  const codes = await Promise.all([
    run(['send', '#nowhere', 'x'], { env }),
    run(['send', '@nobody', 'x'], { env }),
    run(['send', 'lobby', 'x'], { env }),
    run(['send', '#lobby', '--file', join(home, 'none')], { env }),
    run(['send', '#lobby', '--nonsense'], { env }),
    run(['send', '#lobby'], { env, input: '  \n' }),
    run(['chats'], { env: { ...env, KITH_SERVER: 'http://127.0.0.1:1' } }),
    run(['chats'], { env: { ...env, KITH_TOKEN: 'no token' } }),
  ]);
  assert.deepEqual(
    codes.map(({ code }) => code),
    [4, 4, 2, 2, 2, 2, 5, 3],
  );
  for (const { output, errors } of codes) {
    assert.equal(output, '');
    assert.doesNotMatch(errors, /\n\s+at /);
  }
});

test('TERM2: lists are lines or JSON, and no name or message is obeyed by a terminal', async (t) => {
  const { server, home } = await place(t);
  const { token } = await server.signUp('nora');
  const env = { XDG_CONFIG_HOME: home, KITH_SERVER: server.url, KITH_TOKEN: token };
  const text = 'x\u001b[2J\u009b31m\u202ey\r\nz';
  await server.call(token, 'POST', '/api/v1/chats/lobby/messages', { text });
  const plain = await run(['read', '#lobby'], { env });
  assert.match(plain.output, /nora: x�\[2J�31my\\nz\n$/);
  const json = await run(['read', '#lobby', '--json'], { env });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
  assert.doesNotMatch(json.output, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  assert.equal(JSON.parse(json.output).body.text, text);
  assert.equal(JSON.parse(json.output).from.username, 'nora');
  const chats = (await run(['chats', '--json'], { env })).output.trim().split('\n');
  assert.equal(JSON.parse(chats[0] ?? '').address, '#lobby');
  assert.match((await run(['users'], { env })).output, /^@nora\tnora\n$/);
});

test('TERM1: a tail prints every event once and in order, over a restart of the server too', async (t) => {
  const home = await mkdtemp(join(tmpdir(), 'kith-pipes-'));
  t.after(() => rm(home, { recursive: true, force: true }));
  const data = join(home, 'data');
  const first = await startServer({}, { data });
  const { port } = first.server;
  const { token } = await first.signUp('nora');
  const env = { XDG_CONFIG_HOME: home, KITH_SERVER: first.url, KITH_TOKEN: token };
  const say = (server: TestServer, text: string) =>
    server.call(token, 'POST', '/api/v1/chats/lobby/messages', { text });
  await say(first, 'one');
  const tail = start(['tail', '#lobby', '--json', '--since', '0'], env);
  t.after(() => void tail.child.kill('SIGKILL'));
  const heard: { seq: number; kind: string; body?: { text: string } }[] = [];
  const hear = async (text: string): Promise<void> => {
    do heard.push(JSON.parse(await tail.line()));
    while (heard.at(-1)?.body?.text !== text);
  };
  await hear('one');
  await say(first, 'two');
  await hear('two');
  await first.close();
  const second = await startServer({}, { data, port });
  t.after(second.close);
  for (const text of ['three', 'four', 'five']) await say(second, text);
  await hear('five');
  assert.deepEqual(
    heard.map(({ seq }) => seq),
    heard.map((_, at) => (heard[0]?.seq ?? 0) + at),
  );
  assert.deepEqual(
    heard.flatMap(({ body }) => body?.text ?? []),
    ['one', 'two', 'three', 'four', 'five'],
  );
  assert.equal(await tail.end('SIGINT'), 130);
});
