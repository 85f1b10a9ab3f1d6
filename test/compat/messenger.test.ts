// The wire contract of messenger, as a transcript: each route and event of its table, and what is answered.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import {
  OldMessenger,
  PASSWORD,
  type ShownContact,
  type ShownMessage,
  type ShownUser,
} from '#test/support/compat/old-messenger.ts';
import { request } from '#test/support/compat/requests.ts';
import { photo } from '#test/support/hostile-files.ts';

const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const GONE = 'This message has been deleted...';
const USER_KEYS = [
  'contacts_received',
  'contacts_sent',
  'date',
  'email',
  'fname',
  'id',
  'lname',
  'profile_pic',
  'recieved_massages',
  'sent_messages',
  'status',
  'username',
];

describe('messenger, the contract', { timeout: 120_000 }, () => {
  let server: CompatServer;
  let url: string;

  before(async () => {
    server = await startCompat(['messenger']);
    url = server.at('messenger');
  });
  afterEach(() => OldMessenger.closeAll());
  after(async () => {
    await server.close();
    deepEqual(server.logged, []);
  });

  const befriend = async (one: OldMessenger, other: OldMessenger): Promise<ShownContact> => {
    const pair = { user_first: one.id, user_second: other.id };
    const answer = await one.call('POST', '/contacts', pair);
    equal(answer.status, 201, answer.text);
    return answer.json as ShownContact;
  };
  const upload = async (by: OldMessenger, name: string, bytes: Buffer) => {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(bytes)]), name);
    return by.call('POST', '/uploadimage', undefined, { body });
  };

  test('POST /users: 201 with a user, 422 with the reason in error[0]', async () => {
    const fields = { fname: 'Pia', lname: 'Åkesson', email: 'pia@example.org' };
    const person = { username: 'pia', password_hash: PASSWORD, ...fields };
    const sign = (change: object) =>
      request('POST', `${url}/users`, { json: { ...person, ...change } });
    const made = await sign({ unknown: 'ignored' });
    equal(made.status, 201);
    deepEqual(made.cookies, []);
    const user = made.json as ShownUser;
    deepEqual(Object.keys(user), USER_KEYS);
    const { id, date, ...rest } = user;
    ok(Number.isInteger(id));
    match(String(date), TIME);
    deepEqual(rest, {
      contacts_received: [],
      contacts_sent: [],
      ...fields,
      profile_pic: 'profile-picture-default.png',
      recieved_massages: [],
      sent_messages: [],
      status: 'offline',
      username: 'pia',
    });
    const error = async (change: object): Promise<string> => {
      const { status, json } = await sign(change);
      equal(status, 422);
      return (json as { error: string[] }).error[0] ?? '';
    };
    match(await error({}), /UNIQUE constraint failed: users\.username/);
    match(await error({ username: 'other' }), /UNIQUE constraint failed: users\.email/);
    equal(await error({ fname: 'R2' }), 'Fname must contain only alphabetic characters.');
    equal(await error({ lname: '' }), 'Lname must contain only alphabetic characters.');
    equal(await error({ password_hash: '' }), 'Password must be non-empty.');
    match(await error({ username: null }), /NOT NULL constraint failed: users\.username/);
    match(await error({ username: 'new', password_hash: 'sixsix' }), /too short/);
  });

  test('POST /login, GET /session, DELETE /logout: a cookie of this gateway, and an end of it', async () => {
    const vera = await OldMessenger.register(url, 'vera');
    match(vera.cookie, /^kith-messenger=/);
    const answer = await vera.logIn();
    equal(answer.status, 200);
    match(answer.headers.getSetCookie()[0] ?? '', /HttpOnly; SameSite=Lax/);
    const session = await vera.call('GET', '/session');
    equal(session.status, 200);
    deepEqual(session.json, answer.json);
    for (const password_hash of ['wrong one here', 7, undefined]) {
      const json = { username: 'vera', password_hash };
      const refused = await request('POST', `${url}/login`, { json });
      equal(refused.status, 401);
      deepEqual(refused.json, { error: 'username/password not on file' });
    }
    // A cookie under another name is nobody's.
    const cookie = vera.cookie.replace('kith-messenger', 'session');
    equal((await request('GET', `${url}/session`, { cookie })).status, 401);
    const out = await vera.call('DELETE', '/logout');
    deepEqual([out.status, out.text], [204, '']);
    const after = await vera.call('GET', '/session');
    deepEqual([after.status, after.json], [401, { error: 'Please login' }]);
    equal((await vera.call('DELETE', '/logout')).status, 401);
    equal((await request('POST', `${url}/login`, { body: '{', headers: JSON_TYPE })).status, 400);
  });

  test('GET /users and /users/<id>: everybody, for who is signed in', async () => {
    const ruth = await OldMessenger.register(url, 'ruth');
    const sam = await OldMessenger.register(url, 'sam');
    const all = (await ruth.call('GET', '/users')).json as ShownUser[];
    const shown = all.find(({ username }) => username === 'sam');
    equal(shown?.id, sam.id);
    deepEqual(Object.keys(shown ?? {}), USER_KEYS);
    deepEqual(
      all.map(({ id }) => id),
      all.map(({ id }) => id).sort((one, other) => one - other),
    );
    const one = (await ruth.call('GET', `/users/${sam.id}`)).json as ShownUser;
    deepEqual([one.username, one.fname, one.email], ['sam', 'Old', 'sam@example.org']);
    for (const id of ['99999', '0', '-1', 'x', '1e9']) {
      const none = await ruth.call('GET', `/users/${id}`);
      deepEqual([none.status, none.json], [404, { error: 'user not found' }]);
    }
    equal((await request('GET', `${url}/users`)).status, 401);
  });

  test('COMPAT2: PATCH /users/<id>: oneself, and nobody else', async () => {
    const tove = await OldMessenger.register(url, 'tove');
    const uma = await OldMessenger.register(url, 'uma');
    const patch = (id: number, json: object) => tove.call('PATCH', `/users/${id}`, json);
    equal(((await patch(tove.id, { status: 'online' })).json as ShownUser).status, 'online');
    equal(((await patch(tove.id, { status: 'offline' })).json as ShownUser).status, 'offline');
    const { json } = await upload(tove, 'me.png', await photo().png().toBuffer());
    const { filename } = json as { filename: string };
    const changed = await patch(tove.id, { profile_pic: filename, fname: 'Tova' });
    const { profile_pic, fname } = changed.json as { profile_pic: string; fname: string };
    equal(fname, 'Tova');
    const picture = await uma.call('GET', `/static/${profile_pic}`);
    equal(picture.status, 200);
    match(picture.headers.get('content-type') ?? '', /^image\//);
    const theirs = await patch(uma.id, { status: 'offline' });
    deepEqual([theirs.status, theirs.json], [404, { error: 'user not found' }]);
    equal((await patch(tove.id, { password_hash: 'another one here' })).status, 422);
    equal((await patch(tove.id, { username: 'uma' })).status, 422);
  });

  test('/contacts: immediate and for both, by one number, removed by either', async () => {
    const wim = await OldMessenger.register(url, 'wim');
    const xia = await OldMessenger.register(url, 'xia');
    const contact = await befriend(wim, xia);
    equal(contact.status, 'pending');
    match(String(contact.date), TIME);
    deepEqual([contact.user_first, contact.user_second], [wim.id, xia.id]);
    deepEqual(Object.keys(contact.user_second_obj), USER_KEYS);
    const mine = (await wim.own()).contacts_sent[0];
    const theirs = (await xia.own()).contacts_received[0];
    deepEqual([mine?.id, mine?.user_second_obj.username], [contact.id, 'xia']);
    deepEqual([theirs?.id, theirs?.user_first_obj.username], [contact.id, 'wim']);
    const list = (await xia.call('GET', '/contacts')).json as ShownContact[];
    deepEqual(
      list.map(({ user_first, user_second }) => [user_first, user_second]),
      [[wim.id, xia.id]],
    );
    const forged = { user_first: xia.id, user_second: wim.id };
    equal((await wim.call('POST', '/contacts', forged)).status, 422);
    equal((await wim.call('POST', '/contacts', { ...forged, user_second: 9999 })).status, 422);
    const stranger = await OldMessenger.register(url, 'yves');
    const none = await stranger.call('DELETE', `/contacts/${contact.id}`);
    deepEqual([none.status, none.json], [404, {}]);
    const gone = await wim.call('DELETE', `/contacts/${contact.id}`);
    deepEqual([gone.status, gone.json], [200, { message: 'contact deleted' }]);
    deepEqual((await wim.own()).contacts_sent, []);
    deepEqual((await xia.own()).contacts_received, []);
  });

  test('COMPAT3: /messages: posted, read by the two, and by nobody else', async () => {
    const anna = await OldMessenger.register(url, 'anna');
    const bert = await OldMessenger.register(url, 'bert');
    const carl = await OldMessenger.register(url, 'carl');
    const said = await anna.say(bert.id, 'Hello <b>Bert</b>');
    const { id, date, ...rest } = said;
    ok(Number.isSafeInteger(id));
    match(String(date), TIME);
    deepEqual(rest, {
      message_type: 'text',
      modified_date: null,
      previous_body: null,
      reaction_emoji: null,
      recipient: bert.id,
      seen: 'False',
      sender: anna.id,
      text: 'Hello <b>Bert</b>',
    });
    const answered = await bert.say(anna.id, 'Hello Anna');
    ok(answered.id > id);
    deepEqual(
      (await bert.messagesWith(anna.id)).map(({ text }) => text),
      ['Hello <b>Bert</b>', 'Hello Anna'],
    );
    // He has read it by then.
    equal((await anna.messagesWith(bert.id))[0]?.seen, 'True');
    const path = `/messages?senderId=${anna.id}&recipientId=${bert.id}`;
    deepEqual((await carl.call('GET', path)).json, []);
    deepEqual((await carl.call('GET', '/messages?senderId=x')).json, []);
    const forged = { text: 'I am Anna', sender: anna.id, recipient: bert.id, message_type: 'text' };
    equal((await carl.call('POST', '/messages', forged)).status, 422);
    const own = { ...forged, sender: carl.id };
    equal((await carl.call('POST', '/messages', { ...own, recipient: 9999 })).status, 422);
    equal((await carl.call('POST', '/messages', { ...own, text: '' })).status, 422);
    equal((await carl.call('PATCH', `/messages/${id}`, { text: 'x' })).status, 404);
    equal((await carl.call('DELETE', `/messages/${id}`)).status, 404);
  });

  test('PATCH and DELETE /messages/<id>: edits, previous_body, reactions, seen, deletion', async () => {
    const dora = await OldMessenger.register(url, 'dora');
    const emil = await OldMessenger.register(url, 'emil');
    const said = await dora.say(emil.id, 'frist');
    const patch = async (by: OldMessenger, change: object) => {
      const answer = await by.call('PATCH', `/messages/${said.id}`, { ...said, ...change });
      return { status: answer.status, message: answer.json as ShownMessage };
    };
    const forged = { text: 'first', previous_body: 'never said', modified_date: 'x' };
    const { status, message } = await patch(dora, forged);
    equal(status, 200);
    deepEqual([message.id, message.text, message.previous_body], [said.id, 'first', 'frist']);
    match(String(message.modified_date), TIME);
    const theirs = await patch(emil, { text: 'something else' });
    equal(theirs.status, 422);
    const reacted = await patch(emil, { text: 'first', reaction_emoji: '👍', seen: 'True' });
    deepEqual([reacted.message.reaction_emoji, reacted.message.seen], ['👍', 'True']);
    const calmed = await patch(emil, { text: 'first', reaction_emoji: null });
    equal(calmed.message.reaction_emoji, null);
    const deleted = await patch(dora, { text: GONE });
    deepEqual([deleted.message.text, deleted.message.previous_body], [GONE, null]);
    match(String(deleted.message.modified_date), TIME);
    const second = await dora.say(emil.id, 'oh no');
    const gone = await dora.call('DELETE', `/messages/${second.id}`);
    deepEqual([gone.status, gone.json], [200, {}]);
    deepEqual(
      (await emil.messagesWith(dora.id)).map(({ text }) => text),
      [GONE, GONE],
    );
    const none = await dora.call('DELETE', '/messages/12345');
    deepEqual([none.status, none.json], [404, {}]);
  });

  test('/uploadimage and /static: decoded, checked, and for those who may see them', async () => {
    const finn = await OldMessenger.register(url, 'finn');
    const gerd = await OldMessenger.register(url, 'gerd');
    const png = await photo().png().toBuffer();
    const { status, json } = await upload(finn, '../my photo.png', png);
    equal(status, 200);
    const { filename } = json as { filename: string };
    match(filename, /^[a-z0-9]{20}_[\w.-]+$/);
    deepEqual((await upload(finn, 'page.html', png)).json, {});
    deepEqual((await upload(finn, 'fake.png', Buffer.from('<script>1</script>'))).json, {});
    const empty = await finn.call('POST', '/uploadimage', undefined, { body: new FormData() });
    deepEqual([empty.status, empty.headers.get('location')], [302, '/uploadimage']);
    deepEqual((await finn.call('GET', '/uploadimage')).json, {});
    const image = { text: filename, recipient: gerd.id, sender: finn.id, message_type: 'image' };
    equal((await gerd.call('GET', `/static/${filename}`)).status, 404);
    const sent = await finn.call('POST', '/messages', image);
    equal(sent.status, 201);
    const { text, message_type } = sent.json as ShownMessage;
    equal(message_type, 'image');
    const picture = await gerd.call('GET', `/static/${text}`);
    equal(picture.status, 200);
    match(picture.headers.get('content-type') ?? '', /^image\//);
    equal((await request('GET', `${url}/static/${text}`)).status, 401);
    const stranger = await OldMessenger.register(url, 'hans');
    equal((await stranger.call('GET', `/static/${text}`)).status, 404);
    equal((await finn.call('POST', '/messages', { ...image, text: 'x.png' })).status, 422);
    equal((await request('GET', `${url}/static/profile-picture-default.png`)).status, 200);
    equal((await request('GET', `${url}/nothing`)).status, 404);
  });

  test('events: message, update_message, contact_added, user_status_change', async () => {
    const ines = await OldMessenger.register(url, 'ines');
    const jan = await OldMessenger.register(url, 'jan');
    await jan.connect();
    await befriend(ines, jan);
    const [added] = (await jan.next('contact_added')) as [ShownUser];
    equal(added.username, 'ines');
    ok(!('contacts_sent' in added));
    await ines.connect();
    const online = { userId: 'jan', sender: 'ines', status: 'online' };
    deepEqual(await jan.next('user_status_change'), [online]);
    const { id, date } = await ines.say(jan.id, 'Hello Jan');
    const live = { text: 'Hello Jan', sender: 'ines', recipient: 'jan', message_type: 'text' };
    deepEqual(await jan.nextMessage(), { ...live, date, id });
    // What only repeats the route says nothing twice, whoever it claims to be.
    ines.socket?.emit('message', JSON.stringify({ ...live, id, date, sender: 'jan' }));
    ines.socket?.emit('message', JSON.stringify({ ...live, text: 'again', sender: 'jan' }));
    const again = await jan.nextMessage();
    deepEqual([again.text, again.sender], ['again', 'ines']);
    const edited = await ines.call('PATCH', `/messages/${id}`, { text: 'Hello, Jan' });
    ines.socket?.emit('message_updated', edited.json, 'jan');
    deepEqual(await jan.next('update_message'), [edited.json]);
    const away = { userId: 'jan', sender: 'somebody else', status: 'offline' };
    ines.socket?.emit('user_status_change', away);
    deepEqual(await jan.next('user_status_change'), [{ ...online, status: 'offline' }]);
  });

  test('events before login are dropped; a session that ends takes the connection with it', async () => {
    const kai = await OldMessenger.register(url, 'kai');
    const lea = await OldMessenger.register(url, 'lea');
    // The name that is claimed does not matter.
    await kai.connect('lea');
    await lea.say(kai.id, 'for Kai');
    equal((await kai.nextMessage()).text, 'for Kai');
    const gone = new Promise((resolve) => kai.socket?.once('disconnect', resolve));
    await kai.call('DELETE', '/logout');
    equal(await gone, 'io server disconnect');
  });

  test('cross origin: the page on port 3000 of the same host, and nobody else', async () => {
    const mia = await OldMessenger.register(url, 'mia', 'http://127.0.0.1:3000');
    const seen = await mia.call('GET', '/session');
    equal(seen.headers.get('access-control-allow-origin'), 'http://127.0.0.1:3000');
    equal(seen.headers.get('access-control-allow-credentials'), 'true');
    match(seen.headers.get('vary') ?? '', /Origin/);
    const asks = { 'access-control-request-method': 'PATCH' };
    const preflight = await mia.call('OPTIONS', '/users/1', undefined, { headers: asks });
    equal(preflight.status, 200);
    match(preflight.headers.get('access-control-allow-methods') ?? '', /PATCH/);
    for (const origin of ['http://127.0.0.1:3001', 'https://127.0.0.1:3000', 'null']) {
      const strange = await mia.call('GET', '/session', undefined, { headers: { origin } });
      equal(strange.status, 403);
      equal(strange.headers.get('access-control-allow-origin'), null);
      const socket = `${url}/socket.io/?EIO=4&transport=polling`;
      const hand = await request('GET', socket, { headers: { origin } });
      equal(hand.status, 403);
      equal(hand.headers.get('access-control-allow-origin'), null);
    }
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };
