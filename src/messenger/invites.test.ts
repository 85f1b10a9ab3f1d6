// Invite links from the outside of the messenger: who may make them, how many, and that guessing is slowed down.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { INVITES_MAX } from '#protocol/limits.ts';
import { AWAY, accepted, HERE, openHouse, PASSWORD, type TestHouse } from '#test/support/house.ts';

const TEAM = 'team0000000000000000';
const NO_INVITE = { rejected: 'notFound', what: 'invite' };

async function openTeam(options: Parameters<typeof openHouse>[0] = {}) {
  const house = await openHouse(options);
  const nora = await house.signUp('nora');
  const amara = options.settings?.signUp === 'invite' ? nora : await house.signUp('amara');
  await house.group(TEAM, nora);
  const link = async (wanted = {}) =>
    accepted(await house.done(house.messenger.createInvite(nora.actor, TEAM, wanted)));
  return { house, nora, amara, link };
}

describe('invite links', () => {
  test('INV1: codes are long, random and all different', async () => {
    const { house, link } = await openTeam();
    const codes = new Set<string>();
    for (let n = 0; n < INVITES_MAX; n += 1) codes.add((await link()).code);
    assert.equal(codes.size, INVITES_MAX);
    for (const code of codes) assert.match(code, /^[\w-]{24}$/);
    await house.close();
  });

  test('a chat has only so many that work; one that ran out makes room', async () => {
    const { house, nora, link } = await openTeam();
    await link({ expiresInMs: 60_000 });
    for (let n = 1; n < INVITES_MAX; n += 1) await link();
    const more = () => house.done(house.messenger.createInvite(nora.actor, TEAM, {}));
    assert.deepEqual(await more(), { rejected: 'tooMany', field: 'invites', max: INVITES_MAX });
    await house.clock.advance(60_000);
    accepted(await more());
    await house.close();
  });

  test('guessing codes is slowed down; who has a right one is not', async () => {
    const { house, nora, amara, link } = await openTeam({
      allowances: { inviteByUser: { burst: 3, refillMs: 10_000 } },
    });
    const { code } = await link();
    const look = (given: string) => house.done(house.messenger.read.invite(amara.actor, given));
    for (let n = 0; n < 10; n += 1) accepted(await look(code));
    for (let n = 0; n < 3; n += 1) assert.deepEqual(await look(`guess-${n}`), NO_INVITE);
    const late = { rejected: 'tooFast', retryAfterMs: 10_000 };
    assert.deepEqual(await look(code), late);
    assert.deepEqual(await house.done(house.messenger.acceptInvite(amara.actor, code)), late);
    accepted(await house.done(house.messenger.read.invite(nora.actor, code)));
    await house.clock.advance(10_000);
    const chat = accepted(await house.done(house.messenger.acceptInvite(amara.actor, code)));
    assert.deepEqual([chat.id, chat.role], [TEAM, 'member']);
    await house.close();
  });

  test('a session that is over makes and ends no links', async () => {
    const { house, nora, link } = await openTeam();
    const { code } = await link();
    await house.done(house.messenger.endSession(nora.actor, nora.actor.session));
    const over = { rejected: 'notSignedIn' };
    const { messenger } = house;
    assert.deepEqual(await house.done(messenger.createInvite(nora.actor, TEAM, {})), over);
    assert.deepEqual(await house.done(messenger.endInvite(nora.actor, TEAM, code)), over);
    await house.close();
  });
});

describe('signing up by invite', () => {
  const signUp = (house: TestHouse, username: string, invite?: string, peer = HERE) =>
    house.done(
      house.messenger.signUp({ username, password: PASSWORD, ...(invite && { invite }) }, peer),
    );

  test('AUTH1: the first account needs none; every other one a link that works', async () => {
    const { house, link } = await openTeam({ settings: { signUp: 'invite' } });
    const { code } = await link();
    assert.deepEqual(await signUp(house, 'amara'), { rejected: 'signUpClosed' });
    assert.deepEqual(await signUp(house, 'amara', 'a-guess'), NO_INVITE);
    const { account } = accepted(await signUp(house, 'amara', code));
    const members = accepted(
      await house.done(house.messenger.read.members({ user: account.id, session: '' }, TEAM, {})),
    );
    assert.equal(members.items.length, 2);
    await house.close();
  });

  test('a link works where sign-up is open, too, and not where it is closed', async () => {
    const open = await openTeam();
    const { code } = await open.link();
    accepted(await signUp(open.house, 'zoe', code));
    assert.deepEqual(await signUp(open.house, 'yuki', 'a-guess'), NO_INVITE);
    await open.house.close();
    const closed = await openHouse({ settings: { signUp: 'closed' } });
    const nora = await closed.signUp('nora');
    await closed.group(TEAM, nora);
    const link = accepted(await closed.done(closed.messenger.createInvite(nora.actor, TEAM, {})));
    assert.deepEqual(await signUp(closed, 'amara', link.code), { rejected: 'signUpClosed' });
    await closed.close();
  });

  test('AUTH4: guessing links by signing up is limited by address', async () => {
    const { house } = await openTeam({
      settings: { signUp: 'invite' },
      allowances: { signUpByAddress: { burst: 2, refillMs: 30_000 } },
    });
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await signUp(house, 'amara', `guess-${n}`, AWAY));
    assert.deepEqual(
      answers.map((answer) => ('rejected' in answer ? answer.rejected : 'in')),
      ['notFound', 'notFound', 'tooFast'],
    );
    await house.close();
  });
});
