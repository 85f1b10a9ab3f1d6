// Terminals in the Lobby, as people use them: several at a time, beside the web app, over a lost connection and over a
// restart of the server.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { TimelineItem } from '#client/model.ts';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { TECHNOLOGY, TerminalClient } from '#test/support/compat/terminal-client.ts';
import { messagesIn, People, says, shows } from '#test/support/world/people.ts';

interface Said {
  readonly id: number;
  readonly username: string;
  readonly content: string;
}

describe(`chatroom, stories (${TECHNOLOGY})`, { timeout: 120_000 }, () => {
  let data: string;
  let server: CompatServer;
  let people: People;
  let terminals: TerminalClient[] = [];

  before(async () => {
    data = mkdtempSync(join(tmpdir(), 'kith-chatroom-'));
    server = await startCompat(['chatroom'], { data });
    people = new People(server.url);
  });
  afterEach(async () => {
    await Promise.all(terminals.map((terminal) => terminal.exit()));
    terminals = [];
  });
  after(async () => {
    people.close();
    await server.close();
    deepEqual(server.logged, []);
    rmSync(data, { recursive: true, force: true });
  });

  /** Somebody new at a terminal, who has joined and been told so. */
  const comes = async (username: string, path: '/register' | '/login' = '/register') => {
    const terminal = new TerminalClient(server.at('chatroom'), username);
    terminals.push(terminal);
    const { status } = await terminal.post(path);
    equal(status, path === '/register' ? 201 : 200);
    const history = (await terminal.join()) as Said[];
    deepEqual(await terminal.next('user_joined'), {
      username,
      message: `${username} has joined the chatroom.`,
    });
    return { terminal, history };
  };
  const hears = async (terminal: TerminalClient): Promise<string> => {
    const { username, content } = (await terminal.next('new_message')) as Said;
    return `${username}: ${content}`;
  };

  test('COMPAT4: two terminals and the web app talk in one room', async () => {
    const { terminal: ann } = await comes('ann');
    const { terminal: ben } = await comes('ben');
    deepEqual(await ann.next('user_joined'), {
      username: 'ben',
      message: 'ben has joined the chatroom.',
    });
    const cleo = await people.signUp('cleo');
    // Who comes by the web app comes, too.
    for (const terminal of [ann, ben]) {
      const { username } = (await terminal.next('user_joined')) as Said;
      equal(username, 'cleo');
    }
    const lobby = cleo.client.chat('lobby');
    lobby.show();
    ann.emit('send_message', { content: '  Good morning.  ' });
    equal(await hears(ann), 'ann: Good morning.');
    equal(await hears(ben), 'ann: Good morning.');
    await says(cleo.client, 'lobby', 'Good morning.');
    lobby.send('And to you, *both*.');
    for (const terminal of [ann, ben]) equal(await hears(terminal), 'cleo: And to you, *both*.');
    ben.emit('get_online_users');
    const { users } = (await ben.next('online_users')) as { users: string[] };
    deepEqual([...users].sort(), ['ann', 'ben', 'cleo']);
  });

  test('COMPAT4: an edit and a deletion are in the history of who comes next', async () => {
    const dora = await people.signUp('dora');
    const lobby = dora.client.chat('lobby');
    lobby.show();
    lobby.send('first draft');
    lobby.send('a mistake');
    const { terminal: elia } = await comes('elia');
    /** The seq of what she said, once the server has it. */
    const mine = async (text: string): Promise<number> => {
      const find = (items: readonly TimelineItem[]) =>
        messagesIn(items).find((item) => item.text === text && item.seq !== undefined);
      const { items } = await shows(lobby.timeline, ({ items }) => find(items) !== undefined);
      return find(items)?.seq ?? 0;
    };
    const [draft, mistake] = [await mine('first draft'), await mine('a mistake')];
    const path = `/api/v1/chats/lobby/messages`;
    const token = [...dora.tokens.values()][0];
    await server.call(token, 'PATCH', `${path}/${draft}`, { text: 'the last word' });
    await server.call(token, 'DELETE', `${path}/${mistake}`);
    const { history } = await comes('fred');
    const texts = history.map(({ content }) => content);
    ok(texts.includes('the last word') && !texts.includes('first draft'), texts.join());
    ok(!texts.includes('a mistake'));
    // The original has no event for either: who is there hears nothing but what comes next.
    elia.emit('send_message', { content: 'still here' });
    equal(await hears(elia), 'elia: still here');
  });

  test('COMPAT2: nobody talks in another’s name', async () => {
    const { terminal: gina } = await comes('gina');
    const thief = new TerminalClient(server.at('chatroom'), 'gina', 'not her password');
    terminals.push(thief);
    equal((await thief.post('/login')).status, 401);
    await thief.connect();
    // Within ten seconds of her login, from her address: nobody can say which of the two she is.
    thief.emit('join', { username: 'gina' });
    deepEqual(await thief.next('error'), { message: 'Please log in first' });
    thief.emit('send_message', { content: 'I am Gina' });
    deepEqual(await thief.next('error'), { message: 'You must join the chat first' });
    deepEqual(await gina.next('error'), {
      message: 'Somebody else joined as you. Please log in again.',
    });
  });

  test('COMPAT9: a restart: the client comes back by itself, and has to join anew', async () => {
    const { terminal: hugo } = await comes('hugo');
    hugo.emit('send_message', { content: 'before' });
    equal(await hears(hugo), 'hugo: before');
    const { port, compat } = server.server;
    await server.close();
    server = await startCompat([], { data, port, compat });
    await hugo.next('connect');
    hugo.emit('send_message', { content: 'between' });
    deepEqual(await hugo.next('error'), { message: 'You must join the chat first' });
    equal((await hugo.post('/login')).status, 200);
    hugo.emit('join', { username: 'hugo' });
    const { messages } = (await hugo.next('message_history')) as { messages: Said[] };
    equal(messages.at(-1)?.content, 'before');
    hugo.emit('send_message', { content: 'after' });
    equal(await hears(hugo), 'hugo: after');
  });
});
