// Messenger beside the web app: the same chats, contacts and pictures at the same moment; connections with and without a
// cookie on polling, and a restart of the server.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { directChat } from '#core/log-name.ts';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { NEWER } from '#test/support/compat/generations.ts';
import { OldMessenger, type ShownMessage } from '#test/support/compat/old-messenger.ts';
import { WireFriend } from '#test/support/wire-friend.ts';

const pageOrigin = 'http://127.0.0.1:4000';
const io = NEWER.connect;

describe('messenger, stories', { timeout: 60_000 }, () => {
  let data: string;
  let server: CompatServer;
  let url: string;

  const start = async (port = 0): Promise<void> => {
    const compat = [{ name: 'messenger' as const, port }];
    server = await startCompat([], { data, compat, compatOrigins: [pageOrigin] });
    url = server.at('messenger');
  };

  before(async () => {
    data = mkdtempSync(join(tmpdir(), 'kith-old-messenger-'));
    await start();
  });
  afterEach(() => OldMessenger.closeAll());
  after(async () => {
    await server.close();
    deepEqual(server.logged, []);
    rmSync(data, { recursive: true, force: true });
  });

  test('COMPAT4: old pages near and far, two of one person, and the web app hear the same at once', async () => {
    const near = await OldMessenger.register(url, 'nina');
    const far = await OldMessenger.register(url, 'olaf', pageOrigin);
    const second = new OldMessenger(url, 'olaf');
    await second.logIn();
    const web = await WireFriend.signUp(server, 'petra');
    await Promise.all([near.connect(), far.connect(), second.connect('olaf', ['websocket'])]);
    // The web app writes first: the old pages get a contact, and then what was said.
    const petra = web.id;
    const chat = `chat:${directChat(petra, await idOf(web, 'olaf'))}`;
    const posted = await web.ask(chat, { kind: 'postMessage', body: { text: 'Hello Olaf' } });
    ok(posted.seq);
    for (const page of [far, second]) {
      const [added] = (await page.next('contact_added')) as [{ username: string; id: number }];
      equal(added.username, 'petra');
      const said = await page.nextMessage();
      deepEqual([said.text, said.sender], ['Hello Olaf', 'petra']);
    }
    // What Olaf answers on one page, the other one and the web app hear.
    await web.follow(chat);
    const webNumber = (await far.own()).contacts_received[0]?.user_first ?? 0;
    const answer = await far.say(webNumber, 'Hello Petra');
    for (;;) {
      const [text] = await second.next('message');
      if ((JSON.parse(String(text)) as ShownMessage).id === answer.id) break;
    }
    const heard = await web.hears(chat, 'message.posted');
    ok(heard.kind === 'message.posted' && 'text' in heard.body);
    equal(heard.body.text, 'Hello Petra');
    // Edits and deletions, both ways.
    await web.ask(chat, { kind: 'editMessage', target: posted.seq, body: { text: 'Hi Olaf' } });
    for (const page of [far, second]) {
      const [edited] = (await page.next('update_message')) as [ShownMessage];
      deepEqual([edited.text, edited.previous_body], ['Hi Olaf', 'Hello Olaf']);
    }
    await far.call('PATCH', `/messages/${answer.id}`, {
      ...answer,
      text: 'This message has been deleted...',
    });
    await web.hears(chat, 'message.deleted');
    await web.ask(chat, { kind: 'deleteMessage', target: posted.seq });
    const texts = (await far.messagesWith(webNumber)).map(({ text }) => text);
    deepEqual(texts, Array(2).fill('This message has been deleted...'));
    // Nobody else heard any of it.
    equal(near.heard.filter(([event]) => event === 'update_message').length, 0);
    web.close();
  });

  test('a connection without the cookie is nobody: polling across origins waits for its upgrade', async () => {
    const quinn = await OldMessenger.register(url, 'quinn', pageOrigin);
    const rosa = await OldMessenger.register(url, 'rosa');
    const mute = io(url, {
      forceNew: true,
      transports: ['polling'],
      extraHeaders: { origin: pageOrigin },
    });
    const heard: unknown[] = [];
    mute.onAny((...event: unknown[]) => heard.push(event));
    await new Promise<void>((resolve) => mute.once('connect', resolve));
    mute.emit('login', { username: 'quinn' });
    mute.emit('message', JSON.stringify({ text: 'I am Quinn', recipient: 'rosa' }));
    await quinn.connect();
    await rosa.say(quinn.id, 'to Quinn alone');
    equal((await quinn.nextMessage()).text, 'to Quinn alone');
    deepEqual(heard, []);
    deepEqual(
      (await quinn.messagesWith(rosa.id)).map(({ text }) => text),
      ['to Quinn alone'],
    );
    mute.close();
  });

  test('who connects before logging in comes back with the cookie', async () => {
    const sven = await OldMessenger.register(url, 'sven');
    const { cookie } = sven;
    sven.cookie = '';
    const socket = io(url, { forceNew: true, transports: ['websocket'], reconnectionDelay: 50 });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const back = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.io.opts.extraHeaders = { cookie };
    socket.emit('login', { username: 'sven' });
    equal(await back, 'transport close');
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const said = new Promise((resolve) => socket.once('message', resolve));
    socket.emit('login', { username: 'sven' });
    socket.emit('message', JSON.stringify({ text: 'to myself', recipient: 'sven' }));
    match(String(await said), /to myself/);
    socket.close();
  });

  test('with an https address the client asks for a namespace of host and port, and gets it', async () => {
    const tilda = await OldMessenger.register(url, 'tilda');
    const extraHeaders = { cookie: tilda.cookie };
    const socket = io(`${url}/chat.example.org:5002`, { forceNew: true, extraHeaders });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const said = new Promise((resolve) => socket.once('message', resolve));
    socket.emit('login', { username: 'tilda' });
    socket.emit('message', JSON.stringify({ text: 'over there', recipient: 'tilda' }));
    match(String(await said), /over there/);
    socket.close();
  });

  test('COMPAT9 COMPAT8: after a restart: the same session, the same numbers, and the live events again', async () => {
    const ulla = await OldMessenger.register(url, 'ulla');
    const vito = await OldMessenger.register(url, 'vito', pageOrigin);
    const said = await ulla.say(vito.id, 'before');
    await Promise.all([ulla.connect(), vito.connect()]);
    const port = Number(new URL(url).port);
    deepEqual(server.logged, []);
    await server.close();
    await start(port);
    await Promise.all([ulla.listens(), vito.listens()]);
    await ulla.say(vito.id, 'after');
    equal((await vito.nextMessage()).text, 'after');
    const [first] = await vito.messagesWith(ulla.id);
    deepEqual([first?.id, first?.text], [said.id, 'before']);
  });
});

async function idOf(friend: WireFriend, username: string): Promise<string> {
  return (await friend.call('GET', `/users/${username}`)).body.id;
}
