// What the fan-out withholds: from those who left, who were never let in, and who are gone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MemberMark, ServerSignal } from '#protocol/signal.ts';
import { FakeClock, settle } from '#test/support/clock.ts';
import { actorOf, RecordedFollower } from '#test/support/recorded-follower.ts';
import { type Announced, Fanout } from './fanout.ts';
import { MarkBoard } from './mark-board.ts';

const LOG = 'chat:lobby';
const TYPING: ServerSignal = { kind: 'typing', log: LOG, user: 'nora', on: true };

function open() {
  const clock = new FakeClock();
  let head = 0;
  const missed: Announced[] = [];
  const fanout = new Fanout(clock, async (_follower, _log, after) => missed.slice(after));
  const commit = (): Announced => {
    head += 1;
    const event = { log: LOG, seq: head, json: JSON.stringify({ seq: head }) };
    missed.push(event);
    return event;
  };
  const join = (name: string, session = '1'): RecordedFollower => {
    const follower = new RecordedFollower(actorOf(name, session));
    fanout.goLive(fanout.open(follower, LOG), head);
    return follower;
  };
  return { clock, fanout, commit, join, missed };
}

describe('taking away', () => {
  test('SYNC7: a log taken from somebody is gone from all their connections at once', () => {
    const { fanout, commit, join } = open();
    const [desk, phone, amara] = [join('nora'), join('nora', '2'), join('amara')];
    fanout.announce([commit()]);
    fanout.revoke(desk.actor.user, LOG);
    fanout.announce([commit()]);
    fanout.signal(LOG, TYPING);
    assert.deepEqual(
      [desk, phone, amara].map((one) => [one.seqsOf(LOG), one.signals.length]),
      [
        [[1], 0],
        [[1], 0],
        [[1, 2], 1],
      ],
    );
    assert.deepEqual([fanout.follows(desk, LOG), fanout.sizeOf(LOG)], [false, 1]);
  });

  test('SYNC7: what waits for the flush does not reach who was removed meanwhile', async () => {
    const { clock, fanout, commit, join } = open();
    const slow = join('slow');
    let spent = 0;
    const { elapsed } = clock;
    clock.elapsed = () => elapsed.call(clock) + spent;
    slow.write = () => {
      spent += 20;
    };
    const nora = join('nora');
    fanout.announce([commit(), commit()]);
    fanout.announce([commit()]);
    fanout.revoke(nora.actor.user, LOG);
    await clock.advance(25);
    assert.deepEqual(nora.seqsOf(LOG), [1, 2]);
  });

  test('SYNC7: one who is removed while catching up gets nothing', async () => {
    const { fanout, commit } = open();
    const nora = new RecordedFollower(actorOf('nora'));
    const subscription = fanout.open(nora, LOG);
    fanout.announce([commit()]);
    fanout.goLive(subscription, 0);
    fanout.revoke(nora.actor.user, LOG);
    await settle();
    assert.deepEqual(nora.packets, []);
    fanout.goLive(subscription, 0);
    fanout.announce([commit()]);
    assert.deepEqual(nora.packets, []);
  });

  test('SYNC7: one who may read nothing any more is let go when it is noticed', async () => {
    const { fanout, commit, join, missed } = open();
    const nora = join('nora');
    commit();
    const event = commit();
    missed.length = 0;
    fanout.announce([event]);
    await settle();
    assert.deepEqual([nora.packets, fanout.follows(nora, LOG)], [[], false]);
  });

  test('SYNC7: who is gone is followed no more, in any log', () => {
    const { fanout, commit, join } = open();
    const nora = join('nora');
    fanout.goLive(fanout.open(nora, 'server'), 0);
    assert.equal(fanout.countOf(nora), 2);
    fanout.closeAll(nora);
    fanout.announce([commit()]);
    assert.deepEqual([nora.packets, fanout.countOf(nora), fanout.sizeOf('server')], [[], 0, 0]);
    // Once more does no harm.
    fanout.closeAll(nora);
    fanout.close(nora, LOG);
  });

  test('SYNC2: following again takes the place of following', () => {
    const { fanout, commit, join } = open();
    const nora = join('nora');
    fanout.announce([commit()]);
    fanout.goLive(fanout.open(nora, LOG), 1);
    fanout.announce([commit()]);
    assert.deepEqual([nora.seqsOf(LOG), fanout.countOf(nora), fanout.sizeOf(LOG)], [[1, 2], 1, 1]);
  });
});

describe('ephemerals', () => {
  test('SIG1: typing reaches the others who follow, not the one who types', () => {
    const { fanout, join } = open();
    const [nora, phone, amara] = [join('nora'), join('nora', '2'), join('amara')];
    fanout.signal(LOG, TYPING, nora);
    assert.deepEqual(
      [nora, phone, amara].map(({ signals }) => signals),
      [[], [TYPING], [TYPING]],
    );
  });

  test('SIG1: who is still asking to follow neither hears ephemerals nor counts as following', () => {
    const { fanout, join } = open();
    join('nora');
    const stranger = new RecordedFollower(actorOf('stranger'));
    const asking = fanout.open(stranger, LOG);
    fanout.signal(LOG, TYPING);
    assert.deepEqual([stranger.signals, fanout.follows(stranger, LOG)], [[], false]);
    fanout.goLive(asking, 0);
    fanout.signal(LOG, TYPING);
    assert.deepEqual([stranger.signals, fanout.follows(stranger, LOG)], [[TYPING], true]);
  });

  test('TICK1: marks are gathered for 150 ms; of each person the furthest is told, once', async () => {
    const { clock, fanout, join } = open();
    const amara = join('amara');
    const board = new MarkBoard(clock, fanout);
    const mark = (user: string, read: number, delivered: number): MemberMark => ({
      user,
      read,
      delivered,
    });
    board.tell(LOG, mark('nora', 3, 3));
    await clock.advance(100);
    board.tell(LOG, mark('nora', 0, 9));
    board.tell(LOG, mark('nora', 2, 2));
    board.tell(LOG, mark('mateo', 1, 1));
    board.tell('chat:else', mark('nora', 8, 8));
    await clock.advance(49);
    assert.deepEqual(amara.signals, []);
    await clock.advance(1);
    const marks = [mark('nora', 3, 9), mark('mateo', 1, 1)];
    assert.deepEqual(amara.signals, [{ kind: 'marks', log: LOG, marks }]);
    await clock.advance(1_000);
    assert.deepEqual([amara.signals.length, clock.waiting], [1, 0]);
    board.tell(LOG, mark('nora', 4, 4));
    await clock.advance(150);
    assert.deepEqual(amara.signals[1], { kind: 'marks', log: LOG, marks: [mark('nora', 4, 4)] });
    board.tell(LOG, mark('nora', 5, 5));
    board.stop();
    assert.equal(clock.waiting, 0);
  });
});

describe('withholding', () => {
  const at = (seq: number, withheld?: string): Announced => {
    const json = JSON.stringify({ seq, at: seq, by: 'mateo', kind: 'message.posted', body: seq });
    return { log: LOG, seq, json, withheld };
  };

  test('who blocks the author gets the number only; all others share one packet as ever', () => {
    const { fanout, join } = open();
    const [nora, amara, zoe] = [join('nora'), join('amara'), join('zoe')];
    fanout.announce([at(1), at(2, nora.actor.user), at(3)]);
    assert.deepEqual(nora.eventsOf(LOG)[1], {
      ...{ seq: 2, at: 2, by: 'mateo', kind: 'withheld', class: 'system' },
    });
    assert.deepEqual(
      [nora.seqsOf(LOG), amara.seqsOf(LOG)],
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
    );
    assert.equal(
      JSON.stringify(amara.eventsOf(LOG)),
      `[${[at(1), at(2), at(3)].map(({ json }) => json)}]`,
    );
    assert.equal(amara.packets[0], zoe.packets[0]);
    assert.notEqual(nora.packets[0], zoe.packets[0]);
  });

  test('where nothing is withheld from somebody they share the packet, too', () => {
    const { fanout, join } = open();
    const [nora, amara] = [join('nora'), join('amara')];
    fanout.announce([at(1, 'somebody-else')]);
    assert.equal(nora.packets[0], amara.packets[0]);
    fanout.announce([at(2)]);
    assert.equal(nora.packets[1], amara.packets[1]);
  });

  test('who comes in the middle of a run gets the rest of it, still without what is withheld', () => {
    const { fanout } = open();
    const late = new RecordedFollower(actorOf('nora', '1'));
    fanout.goLive(fanout.open(late, LOG), 1);
    fanout.announce([at(1), at(2, late.actor.user), at(3)]);
    assert.deepEqual(
      late.eventsOf(LOG).map(({ seq, kind }) => [seq, kind]),
      [
        [2, 'withheld'],
        [3, 'message.posted'],
      ],
    );
  });
});
