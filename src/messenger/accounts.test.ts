// Accounts from the outside of the messenger: who may sign up, what signing in tells, and what ends a session.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Actor } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import {
  AWAY,
  accepted,
  CHEAP_HASHES,
  HERE,
  LOBBY_LOG,
  openHouse,
  PASSWORD,
  type Person,
  type TestHouse,
} from '#test/support/house.ts';
import { openPasswords, type Passwords } from './passwords.ts';

const NEW_PASSWORD = 'pears on the wall';

function signUp(house: TestHouse, username: string, peer = AWAY, code?: string) {
  const request = { username, password: PASSWORD, ...(code === undefined ? {} : { code }) };
  return house.done(house.messenger.signUp(request, peer));
}

function signIn(house: TestHouse, login: string, password = PASSWORD, peer = AWAY) {
  return house.done(house.messenger.signIn({ login, password }, peer));
}

function rejectionIn(answer: object): Rejection | undefined {
  return 'rejected' in answer ? (answer as Rejection) : undefined;
}

describe('the first account', () => {
  test('AUTH1: from another machine it needs the printed code', async () => {
    const house = await openHouse({ settings: { code: 'orchard-code' } });
    const needed = { rejected: 'codeNeeded', field: 'code' };
    assert.equal((await house.messenger.read.place(AWAY)).codeNeeded, true);
    for (const code of [
      undefined,
      '',
      'orchard',
      'orchard-codes',
      'ORCHARD-CODE',
      ' orchard-code',
    ]) {
      assert.deepEqual(await signUp(house, 'nora', AWAY, code), needed, `code ${code}`);
    }
    const { account } = accepted(await signUp(house, 'nora', AWAY, 'orchard-code'));
    assert.equal(account.role, 'owner');
    const place = await house.messenger.read.place(AWAY);
    assert.deepEqual([place.fresh, place.codeNeeded], [false, false]);
    await house.close();
  });

  test('AUTH1: without a code set, nobody from another machine comes first', async () => {
    const house = await openHouse({ settings: { code: '' } });
    for (const code of [undefined, '']) {
      assert.equal(rejectionIn(await signUp(house, 'nora', AWAY, code))?.rejected, 'codeNeeded');
    }
    await house.close();
  });

  test('AUTH1: at this machine it needs no code; the ones after it are members and need none', async () => {
    const house = await openHouse();
    assert.equal((await house.messenger.read.place(HERE)).codeNeeded, false);
    const roles = [];
    for (const [name, peer] of [
      ['nora', HERE],
      ['amara', AWAY],
      ['mateo', HERE],
    ] as const) {
      roles.push(accepted(await signUp(house, name, peer)).account.role);
    }
    assert.deepEqual(roles, ['owner', 'member', 'member']);
    await house.close();
  });

  test('AUTH1: of two that come first at once, one owns the server', async () => {
    const house = await openHouse();
    const both = await house.done(
      Promise.all(
        ['nora', 'amara'].map((username) =>
          house.messenger.signUp({ username, password: PASSWORD }, HERE),
        ),
      ),
    );
    const roles = both.map((answer) => accepted(answer).account.role);
    assert.deepEqual(roles.toSorted(), ['member', 'owner']);
    await house.close();
  });

  test('AUTH1: where sign-up is closed the first account can still be made, and no other', async () => {
    const house = await openHouse({ settings: { signUp: 'closed' } });
    assert.equal((await house.messenger.read.place(HERE)).signUp, 'open');
    accepted(await signUp(house, 'nora', HERE));
    assert.deepEqual(await signUp(house, 'amara', HERE), { rejected: 'signUpClosed' });
    // Closed tells nothing about names either.
    assert.deepEqual(await signUp(house, 'nora', HERE), { rejected: 'signUpClosed' });
    assert.equal((await house.messenger.read.place(HERE)).signUp, 'closed');
    await house.close();
  });
});

/** Counts and notes what is hashed and compared. */
function watched(): { passwords: Passwords; work: string[] } {
  const real = openPasswords(CHEAP_HASHES);
  const work: string[] = [];
  const passwords: Passwords = {
    hash: (password) => {
      work.push('hash');
      return real.hash(password);
    },
    verify: (password, stored) => {
      work.push('verify');
      return real.verify(password, stored);
    },
  };
  return { passwords, work };
}

describe('signing in', () => {
  test('AUTH3: an unknown account and a wrong password get the same answer after the same work', async () => {
    const { passwords, work } = watched();
    const house = await openHouse({ passwords });
    await house.signUp('nora', { email: 'nora@example.org' });
    for (const login of ['nora', 'nora@example.org', 'nobody', 'no@example.org', '', '%']) {
      work.length = 0;
      assert.deepEqual(
        await signIn(house, login, 'wrong'),
        { rejected: 'wrongCredentials' },
        login,
      );
      assert.deepEqual(work, ['verify'], login);
    }
    await house.close();
  });

  test('AUTH3: guessing is limited alike for accounts that exist and that do not', async () => {
    const house = await openHouse({
      allowances: { signInByAccount: { burst: 2, refillMs: 1_000 } },
    });
    await house.signUp('nora');
    for (const login of ['nora', 'nobody']) {
      const answers = [];
      for (let n = 0; n < 3; n += 1) answers.push(await signIn(house, login, 'wrong'));
      assert.deepEqual(
        answers.map((answer) => rejectionIn(answer)?.rejected),
        ['wrongCredentials', 'wrongCredentials', 'tooFast'],
        login,
      );
    }
    await house.close();
  });

  test('AUTH4: by account: told how long, from every address, the right password too', async () => {
    const house = await openHouse({
      allowances: { signInByAccount: { burst: 3, refillMs: 30_000 } },
    });
    await house.signUp('nora');
    await house.signUp('amara');
    for (let n = 0; n < 3; n += 1) {
      await signIn(house, 'nora', 'wrong', { ...AWAY, address: `192.0.2.${n}` });
    }
    for (const peer of [AWAY, HERE, { ...AWAY, address: '203.0.113.9' }]) {
      assert.deepEqual(await signIn(house, 'nora', PASSWORD, peer), {
        rejected: 'tooFast',
        retryAfterMs: 30_000,
      });
    }
    accepted(await signIn(house, 'amara'));
    await house.clock.advance(30_000);
    accepted(await signIn(house, 'nora'));
    await house.close();
  });

  test('AUTH4: another way to write the same login is the same account', async () => {
    const house = await openHouse({
      allowances: { signInByAccount: { burst: 3, refillMs: 30_000 } },
    });
    await house.signUp('nora', { email: 'nora@example.org' });
    for (const logins of [
      ['nora', 'NORA', 'ｎora', 'Ｎora', 'nOra'],
      ['nora@example.org', ' nora@example.org', 'NORA@example.org\t', '\u00a0nora@Example.org'],
    ]) {
      const answers = [];
      for (const login of logins) answers.push(await signIn(house, login, 'wrong'));
      const tooFast = answers.filter((answer) => rejectionIn(answer)?.rejected === 'tooFast');
      assert.equal(tooFast.length, logins.length - 3, logins.join());
    }
    await house.close();
  });

  test('AUTH4: by address: over many accounts, but not at this machine', async () => {
    const house = await openHouse({
      allowances: { signInByAddress: { burst: 4, refillMs: 5_000 } },
    });
    await house.signUp('nora');
    for (let n = 0; n < 4; n += 1) await signIn(house, `guess${n}`, 'wrong');
    assert.deepEqual(await signIn(house, 'nora'), { rejected: 'tooFast', retryAfterMs: 5_000 });
    accepted(await signIn(house, 'nora', PASSWORD, { ...AWAY, address: '203.0.113.9' }));
    for (let n = 0; n < 6; n += 1) accepted(await signIn(house, 'nora', PASSWORD, HERE));
    await house.close();
  });

  test('AUTH4: who knows the password is not slowed down by signing in often', async () => {
    const house = await openHouse({
      allowances: {
        signInByAccount: { burst: 2, refillMs: 30_000 },
        signInByAddress: { burst: 2, refillMs: 30_000 },
      },
    });
    await house.signUp('nora');
    for (let n = 0; n < 10; n += 1) accepted(await signIn(house, 'nora'));
    await house.close();
  });

  test('AUTH4: sign-up is limited by address', async () => {
    const house = await openHouse({
      allowances: { signUpByAddress: { burst: 2, refillMs: 30_000 } },
    });
    await house.signUp('nora');
    accepted(await signUp(house, 'amara'));
    assert.equal(rejectionIn(await signUp(house, 'amara'))?.rejected, 'usernameTaken');
    assert.deepEqual(await signUp(house, 'mateo'), { rejected: 'tooFast', retryAfterMs: 30_000 });
    await house.close();
  });

  test('AUTH4: old passwords cannot be guessed from inside either', async () => {
    const house = await openHouse({
      allowances: { signInByAccount: { burst: 2, refillMs: 30_000 } },
    });
    const nora = await house.signUp('nora');
    const answers = [];
    for (let n = 0; n < 3; n += 1) {
      const change = { oldPassword: `guess ${n}`, newPassword: NEW_PASSWORD };
      answers.push(await house.done(house.messenger.changePassword(nora.actor, change)));
    }
    assert.deepEqual(
      answers.map((answer) => answer?.rejected),
      ['wrongPassword', 'wrongPassword', 'tooFast'],
    );
    await house.close();
  });

  test('WIRE6: when too many passwords wait to be compared, it says so', async () => {
    const house = await openHouse();
    await house.signUp('nora');
    const answers = await house.done(
      Promise.all(
        Array.from({ length: 600 }, (_, n) =>
          house.messenger.signIn({ login: `guess${n}`, password: 'wrong' }, HERE),
        ),
      ),
    );
    const said = new Set(answers.map((answer) => rejectionIn(answer)?.rejected));
    assert.deepEqual(said, new Set(['wrongCredentials', 'busy']));
    await house.close();
  });
});

async function changePassword(house: TestHouse, actor: Actor, oldPassword = PASSWORD) {
  const change = { oldPassword, newPassword: NEW_PASSWORD };
  return house.done(house.messenger.changePassword(actor, change));
}

describe('changing the password', () => {
  test('AUTH5: all other sessions end, sockets included; one’s own and other people’s stay', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const phone = await house.signInAgain(nora);
    const amara = await house.signUp('amara');
    const [desk, pocket, hers] = [nora, phone, amara].map((person) => house.connect(person));
    assert.ok(desk && pocket && hers);
    for (const follower of [desk, pocket, hers]) await house.follow(follower, LOBBY_LOG, 'tail');
    assert.equal(await changePassword(house, nora.actor), undefined);
    assert.deepEqual([desk.ended, pocket.ended, hers.ended], [[], ['signedOut'], []]);
    const { seq } = await house.post(amara, 'lobby', 'after the change');
    assert.deepEqual(
      [desk, pocket, hers].map((follower) => follower.seqsOf(LOBBY_LOG)),
      [[seq], [], [seq]],
    );
    assert.equal(await house.messenger.authenticate(phone.token), undefined);
    assert.deepEqual(await house.messenger.authenticate(nora.token), nora.actor);
    assert.equal(rejectionIn(await signIn(house, 'nora'))?.rejected, 'wrongCredentials');
    accepted(await signIn(house, 'nora', NEW_PASSWORD));
    await house.close();
  });

  test('AUTH5: a wrong old password changes nothing', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const phone = await house.signInAgain(nora);
    assert.deepEqual(await changePassword(house, nora.actor, 'wrong'), {
      rejected: 'wrongPassword',
      field: 'oldPassword',
    });
    assert.ok(await house.messenger.authenticate(phone.token));
    accepted(await signIn(house, 'nora'));
    await house.close();
  });

  test('AUTH5: who signs in with the old password while it is changed gets no session', async () => {
    const { passwords } = watched();
    let held: (() => void) | undefined;
    const holding: Passwords = {
      ...passwords,
      verify: async (password, stored) => {
        const right = await passwords.verify(password, stored);
        if (held === undefined && password === PASSWORD && hold) {
          await new Promise<void>((resolve) => {
            held = resolve;
          });
        }
        return right;
      },
    };
    let hold = false;
    const house = await openHouse({ passwords: holding });
    const nora = await house.signUp('nora');
    hold = true;
    const late = house.messenger.signIn({ login: 'nora', password: PASSWORD }, HERE);
    while (!held) await house.clock.advance(0);
    assert.equal(await changePassword(house, nora.actor), undefined);
    held();
    assert.deepEqual(await house.done(late), { rejected: 'wrongCredentials' });
    await house.close();
  });

  test('AUTH5: of two changes at once from two sessions, one counts', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const phone = await house.signInAgain(nora);
    const answers = await house.done(
      Promise.all(
        [nora, phone].map(({ actor }, n) =>
          house.messenger.changePassword(actor, {
            oldPassword: PASSWORD,
            newPassword: `${NEW_PASSWORD} ${n}`,
          }),
        ),
      ),
    );
    const winner = answers.indexOf(undefined);
    assert.deepEqual(answers[1 - winner], { rejected: 'notSignedIn' });
    accepted(await signIn(house, 'nora', `${NEW_PASSWORD} ${winner}`));
    const actors = await Promise.all(
      [nora, phone].map((one) => house.messenger.authenticate(one.token)),
    );
    assert.equal(actors.filter((actor) => actor !== undefined).length, 1);
    await house.close();
  });
});

describe('ending sessions', () => {
  async function endOwn(house: TestHouse, person: Person): Promise<Rejection | undefined> {
    return house.done(house.messenger.endSession(person.actor, person.actor.session));
  }

  test('AUTH6: an ended session can do nothing more, on any way in', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    const follower = house.connect(nora);
    await house.follow(follower, LOBBY_LOG, 'tail');
    assert.equal(await endOwn(house, nora), undefined);
    assert.deepEqual(follower.ended, ['signedOut']);
    await house.post(amara, 'lobby', 'is she gone?');
    assert.deepEqual(follower.packets, []);
    const ask = { kind: 'postMessage', body: { text: 'still me' } } as const;
    assert.deepEqual(await house.append(nora, 'lobby', ask), { rejected: 'notSignedIn' });
    assert.deepEqual(
      await house.done(house.messenger.mark(nora.actor, { log: LOBBY_LOG, seq: 1_000 })),
      { rejected: 'notSignedIn' },
    );
    assert.deepEqual(
      await house.done(house.messenger.changeAccount(nora.actor, { city: 'Umeå' })),
      { rejected: 'notSignedIn' },
    );
    assert.deepEqual(await changePassword(house, nora.actor), { rejected: 'notSignedIn' });
    assert.equal(await house.messenger.authenticate(nora.token), undefined);
    const again = house.connect(nora);
    assert.deepEqual(await house.follow(again, LOBBY_LOG), {
      log: LOBBY_LOG,
      rejected: 'notSignedIn',
    });
    await house.post(amara, 'lobby', 'surely');
    assert.deepEqual(again.packets, []);
    await house.close();
  });

  test('AUTH6: one’s other sessions can be ended, other people’s cannot', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const phone = await house.signInAgain(nora);
    const amara = await house.signUp('amara');
    const pocket = house.connect(phone);
    const end = (actor: Actor) =>
      house.done(house.messenger.endSession(actor, phone.actor.session));
    assert.deepEqual(await end(amara.actor), { rejected: 'notFound', what: 'session' });
    assert.deepEqual(pocket.ended, []);
    assert.equal(await end(nora.actor), undefined);
    assert.deepEqual(pocket.ended, ['signedOut']);
    assert.deepEqual(await end(nora.actor), { rejected: 'notFound', what: 'session' });
    await house.close();
  });

  test('AUTH6: the session that a hundred newer ones push out is ended at once, its socket too', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const follower = house.connect(nora);
    for (let n = 0; n < 100; n += 1) {
      await house.clock.advance(1);
      await house.signInAgain(nora);
    }
    assert.deepEqual(follower.ended, ['signedOut']);
    assert.equal(await house.messenger.authenticate(nora.token), undefined);
    await house.close();
  });

  test('AUTH6: tokens that never were one are nobody’s', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    for (const token of [
      '',
      'x',
      nora.token.slice(1),
      `${nora.token}x`,
      nora.token.toLowerCase(),
    ]) {
      assert.equal(await house.messenger.authenticate(token), undefined, token);
    }
    await house.close();
  });

  test('AUTH6: a session that is used lives on, one that is not ends after 90 days', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const phone = await house.signInAgain(nora);
    const dayMs = 24 * 3_600_000;
    for (let day = 0; day < 89; day += 1) {
      await house.clock.advance(0);
      house.clock.jump(dayMs);
      assert.ok(await house.done(house.messenger.authenticate(nora.token)));
    }
    house.clock.jump(dayMs);
    assert.ok(await house.done(house.messenger.authenticate(nora.token)));
    assert.equal(await house.done(house.messenger.authenticate(phone.token)), undefined);
    await house.close();
  });
});
