// Following: what was missed and what comes next, joined without a hole or a double.

import type { Follower } from '#core/messenger.ts';
import { followableFrom } from '#core/readable.ts';
import type { Event } from '#protocol/event.ts';
import { FOLLOW_EVENTS_MAX, FOLLOWED_LOGS_MAX } from '#protocol/limits.ts';
import type { FollowAnswer, FollowRequest } from '#protocol/socket.ts';
import type { Announced, Subscription } from '#realtime/fanout.ts';
import { findHead } from '#store/append.ts';
import type { Queries } from '#store/database.ts';
import { readEvents } from '#store/log-reads.ts';
import { livingSessions } from '#store/sessions.ts';
import type { Store } from '#store/store.ts';
import { spansOf, whyUnreadable } from './access.ts';
import type { House } from './house.ts';

type Wanted = FollowRequest['logs'][number];

/** Events in one answer to `follow`, over all its logs: a thousand logs of long messages would be gigabytes. */
const ANSWER_CHARS_MAX = 1024 * 1024;

/** How much of an answer is left. */
interface Room {
  chars: number;
}

/** Follows logs; see Messenger.follow. A log that may not be read looks like one that is not there. */
export async function follow(
  house: House,
  follower: Follower,
  { logs }: FollowRequest,
): Promise<{ answers: FollowAnswer[]; start(): void }> {
  if (house.fanout.countOf(follower) + logs.length > FOLLOWED_LOGS_MAX) {
    const max = FOLLOWED_LOGS_MAX;
    const refused = { rejected: 'tooMany', field: 'logs', max } as const;
    return { answers: logs.map(({ log }) => ({ log, ...refused })), start: () => undefined };
  }
  // Before the read begins: what is announced from now on is either in the read or noted as having passed by. In the middle
  // of it would be too late, because the first statement fixes what the read sees.
  const subscriptions = logs.map(({ log }) => house.fanout.open(follower, log));
  const answers = await answersFor(house, follower, logs).catch((fault: unknown) => {
    for (const subscription of subscriptions) giveUp(house, subscription);
    throw fault;
  });
  return {
    answers,
    start: () => {
      for (const [index, answer] of answers.entries()) {
        const subscription = subscriptions[index];
        if (subscription) goLive(house, subscription, answer);
      }
    },
  };
}

/** One answer per wanted log, in their order, all from one state of the store. */
function answersFor(
  house: House,
  { actor }: Follower,
  logs: readonly Wanted[],
): Promise<FollowAnswer[]> {
  return house.store.read(async (q) => {
    const lives = await livingSessions(q, [actor.session], house.clock.now());
    const answers: FollowAnswer[] = [];
    const room = { chars: ANSWER_CHARS_MAX };
    for (const wanted of logs) {
      const { log } = wanted;
      if (!lives.has(actor.session)) answers.push({ log, rejected: 'notSignedIn' });
      else answers.push(await answerFor(q, actor.user, wanted, room));
    }
    return answers;
  });
}

async function answerFor(
  q: Queries,
  user: string,
  { log, after }: Wanted,
  room: Room,
): Promise<FollowAnswer> {
  const from = followableFrom(await spansOf(q, user, log));
  if (from === undefined) return { log, ...(await whyUnreadable(q, log)) };
  const head = (await findHead(q, log))?.head ?? 0;
  const start = after === 'tail' ? head : Math.min(Math.max(after, from - 1), head);
  const limit = room.chars > 0 ? FOLLOW_EVENTS_MAX : 1;
  const found = await readEvents(q, { log, reader: user }, { from }, { after: start, limit });
  const rows = fitting(found, room);
  const last = rows.at(-1)?.seq ?? start;
  const events = rows.map(({ json }) => JSON.parse(json) as Event);
  return { log, from: start + 1, events, head, more: last < head };
}

/** What fits into the rest of the answer, but at least one event, so that asking again gets on. */
function fitting<Row extends { json: string }>(rows: readonly Row[], room: Room): Row[] {
  const beyond = rows.findIndex(({ json }, index) => {
    if (index > 0 && json.length > room.chars) return true;
    room.chars -= json.length;
    return false;
  });
  return beyond < 0 ? [...rows] : rows.slice(0, beyond);
}

function goLive(house: House, subscription: Subscription, answer: FollowAnswer): void {
  if ('rejected' in answer || answer.more) {
    giveUp(house, subscription);
    return;
  }
  house.fanout.goLive(subscription, answer.head);
}

function giveUp(house: House, subscription: Subscription): void {
  if (!subscription.ended) house.fanout.close(subscription.follower, subscription.log);
}

/** Reads what a live follower missed, with the same check as following. */
export async function readMissed(
  store: Store,
  follower: Follower,
  log: string,
  after: number,
): Promise<Announced[]> {
  return store.read(async (q) => {
    const reader = follower.actor.user;
    const from = followableFrom(await spansOf(q, reader, log));
    if (from === undefined) return [];
    const range = { after, limit: FOLLOW_EVENTS_MAX };
    const rows = await readEvents(q, { log, reader }, { from }, range);
    return rows.map(({ seq, json }) => ({ log, seq, json }));
  });
}
