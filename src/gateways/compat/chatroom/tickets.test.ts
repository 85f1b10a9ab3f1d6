// Tickets: for whom, from where, how often and how long.
import { deepEqual, equal } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FakeClock } from '#test/support/clock.ts';
import { actorOf } from '#test/support/recorded-follower.ts';
import { TICKET_MS, Tickets } from './tickets.ts';

const HOME = '192.0.2.1';
const NORA = actorOf('nora');

function open() {
  const clock = new FakeClock();
  const unused: unknown[] = [];
  const ended: string[] = [];
  const tickets = new Tickets(clock, (actor) => unused.push(actor));
  const holder = (name: string) => ({ end: () => void ended.push(name) });
  return { clock, unused, ended, tickets, holder };
}

describe('tickets', () => {
  test('COMPAT6: one login, one join: of that name, from that address', () => {
    const { tickets, holder, ended } = open();
    tickets.issue(HOME, 'Nora', NORA);
    equal(tickets.claim('192.0.2.2', 'Nora', holder('elsewhere')), undefined);
    equal(tickets.claim(HOME, 'amara', holder('another')), undefined);
    equal(tickets.claim(HOME, ' nora ', holder('her')), NORA);
    deepEqual(ended, []);
  });

  test('COMPAT6: a second join in the window ends both, and a third finds nothing', () => {
    const { tickets, holder, ended } = open();
    tickets.issue(HOME, 'nora', NORA);
    tickets.claim(HOME, 'nora', holder('first'));
    equal(tickets.claim(HOME, 'nora', holder('second')), undefined);
    deepEqual(ended, ['first']);
    equal(tickets.claim(HOME, 'nora', holder('third')), undefined);
    deepEqual(ended, ['first']);
  });

  test('two logins are good for two joins', () => {
    const { tickets, holder, ended } = open();
    tickets.issue(HOME, 'nora', NORA);
    tickets.issue(HOME, 'nora', actorOf('nora', '2'));
    deepEqual(tickets.claim(HOME, 'nora', holder('one')), NORA);
    deepEqual(tickets.claim(HOME, 'nora', holder('two')), actorOf('nora', '2'));
    deepEqual(ended, []);
  });

  test('COMPAT6: ten seconds and no more; who took theirs stays', async () => {
    const { clock, unused, ended, tickets, holder } = open();
    tickets.issue(HOME, 'nora', NORA);
    tickets.issue(HOME, 'amara', actorOf('amara'));
    tickets.claim(HOME, 'amara', holder('amara'));
    await clock.advance(TICKET_MS - 1);
    deepEqual(unused, []);
    await clock.advance(1);
    deepEqual(unused, [NORA]);
    equal(tickets.claim(HOME, 'nora', holder('late')), undefined);
    equal(tickets.claim(HOME, 'amara', holder('late')), undefined);
    deepEqual(ended, []);
    equal(clock.waiting, 0);
  });

  test('at the end all go back', () => {
    const { clock, unused, tickets, holder } = open();
    tickets.issue(HOME, 'nora', NORA);
    tickets.issue(HOME, 'amara', actorOf('amara'));
    tickets.claim(HOME, 'amara', holder('amara'));
    tickets.close();
    deepEqual(unused, [NORA]);
    equal(clock.waiting, 0);
  });
});
