// People's pages as different readers see them; contacts, requests and blocks as both sides are told.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { userLog } from '#core/log-name.ts';
import type { Command } from '#protocol/command.ts';
import { CONTACTS_MAX } from '#protocol/limits.ts';
import { accepted, openHouse, type Person, type TestHouse } from '#test/support/house.ts';

async function people() {
  const house = await openHouse();
  const nora = await house.signUp('nora', {
    email: 'nora@example.org',
    city: 'Uppsala',
    firstName: 'Nora',
    about: 'Plums, pears.',
  });
  const amara = await house.signUp('amara');
  const mateo = await house.signUp('mateo');
  return { house, nora, amara, mateo };
}

function own(house: TestHouse, person: Person, ask: Command) {
  const log = userLog(person.id);
  const command = house.mintCommand();
  return house.done(house.messenger.append(person.actor, { log, command, ask }));
}

function profile(house: TestHouse, reader: Person, username: string) {
  return house.done(house.messenger.read.profile(reader.actor, username));
}

/** What somebody's own log tells of contacts and blocks. */
async function toldOf(house: TestHouse, person: Person): Promise<string[]> {
  const follower = house.connect(person);
  const answer = await house.follow(follower, userLog(person.id));
  assert.ok('events' in answer);
  return answer.events.flatMap((event) => {
    if (event.kind === 'contact.changed') return [`${event.mine}/${event.theirs}`];
    return event.kind === 'block.changed' ? [`block ${event.on}`] : [];
  });
}

describe('a page', () => {
  test('PPL1: each field is shown to whom its owner shows it: the owner’s own contacts, not their fans', async () => {
    const { house, nora, amara, mateo } = await people();
    const visibility = { email: 'nobody', city: 'contacts', firstName: 'everybody' } as const;
    accepted(await house.done(house.messenger.changeAccount(nora.actor, { visibility })));
    accepted(await own(house, nora, { kind: 'addContact', user: amara.id }));
    accepted(await own(house, mateo, { kind: 'addContact', user: nora.id }));
    const fields = async (reader: Person) => {
      const { about, email, city, firstName } = accepted(await profile(house, reader, 'NORA'));
      return { about, email, city, firstName };
    };
    const shown = { about: 'Plums, pears.', email: undefined, firstName: 'Nora' };
    assert.deepEqual(await fields(amara), { ...shown, city: 'Uppsala' });
    assert.deepEqual(await fields(mateo), { ...shown, city: undefined });
    assert.deepEqual(await fields(nora), {
      ...shown,
      city: 'Uppsala',
      email: 'nora@example.org',
    });
    assert.deepEqual(accepted(await profile(house, amara, 'nora')).relation, {
      mine: 'none',
      theirs: 'contact',
      blocked: false,
    });
    await house.close();
  });

  test('PPL1: who is blocked sees the name only, and may not post; the page says nothing of the block', async () => {
    const { house, nora, amara } = await people();
    accepted(await own(house, nora, { kind: 'addContact', user: amara.id }));
    accepted(await own(house, nora, { kind: 'blockUser', user: amara.id, on: true }));
    const { wall, relation, ...rest } = accepted(await profile(house, amara, 'nora'));
    assert.deepEqual(rest, { id: nora.id, username: 'nora', displayName: 'nora' });
    assert.equal(wall.mayPost, false);
    assert.equal(relation.blocked, false);
    await house.close();
  });

  test('nobody and deleted people have none', async () => {
    const { house, nora, amara } = await people();
    const deletion = { password: 'plums in the orchard', messages: 'keep' } as const;
    await house.done(house.messenger.deleteAccount(amara.actor, deletion));
    for (const name of ['amara', `deleted-${amara.id}`, 'nobody']) {
      assert.deepEqual(await profile(house, nora, name), { rejected: 'notFound', what: 'user' });
    }
    await house.close();
  });

  test('PPL2: an address finds only who shows it to the one who asks, and not many times', async () => {
    const { house, nora, amara } = await people();
    const find = (email: string, by = amara) =>
      house.done(house.messenger.read.profileByEmail(by.actor, email));
    const nobody = { rejected: 'notFound', what: 'user' };
    assert.deepEqual(await find('nora@example.org'), nobody);
    assert.deepEqual(await find('zoe@example.org'), nobody);
    const visibility = { email: 'contacts' } as const;
    accepted(await house.done(house.messenger.changeAccount(nora.actor, { visibility })));
    assert.deepEqual(await find('nora@example.org'), nobody);
    accepted(await own(house, nora, { kind: 'addContact', user: amara.id }));
    assert.equal(accepted(await find('Nora@Example.ORG')).id, nora.id);
    for (let n = 0; n < 7; n += 1) await find(`n${n}@example.org`);
    const refused = await find('nora@example.org');
    assert.equal('rejected' in refused && refused.rejected, 'tooFast');
    assert.equal(accepted(await find('nora@example.org', nora)).id, nora.id);
    await house.close();
  });
});

test('PPL2: taking an address does not tell of a whole list whose they are', async () => {
  const { house, amara } = await people();
  const take = (email: string) => house.done(house.messenger.changeAccount(amara.actor, { email }));
  assert.deepEqual(await take('nora@example.org'), { rejected: 'emailTaken', field: 'email' });
  const answers: unknown[] = [];
  for (let n = 0; n < 12; n += 1) answers.push(await take(`n${n}@example.org`));
  assert.deepEqual((answers.at(-1) as { rejected?: string }).rejected, 'tooFast');
  const city = await house.done(house.messenger.changeAccount(amara.actor, { city: 'Enugu' }));
  assert.equal(accepted(city).city, 'Enugu');
  await house.close();
});

describe('contacts', () => {
  test('PPL3: adding is one-sided where nobody wants to be asked; both are told how they stand', async () => {
    const { house, nora, amara } = await people();
    accepted(await own(house, nora, { kind: 'addContact', user: amara.id }));
    accepted(await own(house, nora, { kind: 'addContact', user: amara.id }));
    accepted(await own(house, amara, { kind: 'addContact', user: nora.id }));
    accepted(await own(house, nora, { kind: 'removeContact', user: amara.id }));
    assert.deepEqual(await toldOf(house, nora), [
      'contact/none',
      'contact/contact',
      'none/contact',
    ]);
    assert.deepEqual(await toldOf(house, amara), [
      'none/contact',
      'contact/contact',
      'contact/none',
    ]);
    await house.close();
  });

  test('PPL3: who wants to be asked is asked; yes makes both contacts, no makes none', async () => {
    const { house, nora, amara, mateo } = await people();
    const settings = { contactRequests: true };
    accepted(await house.done(house.messenger.changeAccount(nora.actor, { settings })));
    for (const one of [amara, mateo]) {
      accepted(await own(house, one, { kind: 'addContact', user: nora.id }));
    }
    accepted(await own(house, nora, { kind: 'addContact', user: amara.id }));
    accepted(await own(house, nora, { kind: 'removeContact', user: mateo.id }));
    assert.deepEqual(await toldOf(house, amara), ['asked/none', 'contact/contact']);
    assert.deepEqual(await toldOf(house, mateo), ['asked/none', 'none/none']);
    assert.deepEqual(await toldOf(house, nora), [
      'none/asked',
      'none/asked',
      'contact/contact',
      'none/none',
    ]);
    await house.close();
  });

  test('PPL4: requests of people one blocks get a normal answer and go nowhere', async () => {
    const { house, nora, amara } = await people();
    const settings = { contactRequests: true };
    accepted(await house.done(house.messenger.changeAccount(nora.actor, { settings })));
    accepted(await own(house, nora, { kind: 'blockUser', user: amara.id, on: true }));
    accepted(await own(house, amara, { kind: 'addContact', user: nora.id }));
    assert.deepEqual(await toldOf(house, nora), ['block true']);
    assert.deepEqual(await toldOf(house, amara), ['asked/none']);
    const { read } = house.messenger;
    const requests = accepted(await house.done(read.contactRequests(nora.actor, {})));
    assert.deepEqual(requests.items, []);
    const relation = accepted(await house.done(read.relation(nora.actor, amara.id)));
    assert.deepEqual(relation, { mine: 'none', theirs: 'none', blocked: true });
    await house.close();
  });

  test('oneself, nobody, and more than there may be are refused', async () => {
    const { house, nora, amara } = await people();
    const refused = await own(house, nora, { kind: 'addContact', user: nora.id });
    assert.equal('rejected' in refused && refused.rejected, 'invalid');
    const nobody = 'nobodynobodynobodyno';
    for (const ask of [
      { kind: 'addContact', user: nobody },
      { kind: 'removeContact', user: nobody },
      { kind: 'blockUser', user: nobody, on: true },
    ] as const) {
      assert.deepEqual(await own(house, nora, ask), { rejected: 'notFound', what: 'user' });
    }
    await house.store.write(async (q) => {
      for (let n = 0; n < CONTACTS_MAX; n += 1) {
        await q.run(`INSERT INTO contacts VALUES (?, ?, 'contact', 0)`, nora.id, `p${n}`);
      }
    });
    const full = await own(house, nora, { kind: 'addContact', user: amara.id });
    assert.deepEqual(full, { rejected: 'tooMany', field: 'contacts', max: CONTACTS_MAX });
    assert.ok(
      'rejected' in (await own(house, amara, { kind: 'blockUser', user: amara.id, on: true })),
    );
    await house.close();
  });
});
