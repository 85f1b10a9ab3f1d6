// The contract of counts: unread and mentions equal a recount of the events, whatever happened.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { directChat } from '#core/log-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { idOf } from '#test/support/recorded-follower.ts';
import type { MakePlace, StoreWorld } from '#test/support/store-world.ts';
import { chatOf, threeIn } from './three.ts';

interface Step {
  readonly actor: number;
  readonly chat: number;
  readonly what: 'post' | 'edit' | 'delete' | 'mark' | 'hide' | 'join' | 'leave';
  readonly at: number;
  readonly text: string;
}

const TEXTS = ['plums', 'Hello @amara', '@all come', '@nora and @mateo', '`@amara` in code'];

const anyStep: fc.Arbitrary<Step> = fc.record({
  actor: fc.nat(2),
  chat: fc.nat(2),
  what: fc.constantFrom('post', 'post', 'post', 'edit', 'delete', 'mark', 'hide', 'join', 'leave'),
  at: fc.nat(40),
  text: fc.constantFrom(...TEXTS),
});

/** What counts must be. */
export function recountContract(make: MakePlace): void {
  test('READ1 OWN5: unread and mentions equal a recount, whatever is posted, edited and deleted', async () => {
    let mentions = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 30, maxLength: 90 }), async (steps) => {
        mentions += await compare(make, steps);
      }),
      { numRuns: 12, seed: 20_261_121 },
    );
    assert.ok(mentions > 5, `${mentions} unread mentions were compared`);
  });
}

async function compare(make: MakePlace, steps: readonly Step[]): Promise<number> {
  const { world, nora, amara, mateo } = await threeIn(make);
  const people = [nora, amara, mateo];
  const team = await world.group(idOf('team'), nora, amara, mateo);
  const chats = [LOBBY, team, directChat(nora, amara)];
  for (const step of steps) {
    const [actor, chat] = [people[step.actor] ?? '', chats[step.chat] ?? ''];
    await world.outcome(world.request(actor, chat, askOf(step, chat, mateo)));
  }
  let mentions = 0;
  for (const user of people) {
    for (const chat of chats) mentions += await recounted(world, user, chat);
  }
  await world.close();
  return mentions;
}

function askOf(
  { what, at, text }: Step,
  chat: string,
  user: string,
): Parameters<StoreWorld['request']>[2] {
  if (what === 'post') return { kind: 'postMessage', body: { text } };
  if (what === 'edit') return { kind: 'editMessage', target: at, body: { text } };
  if (what === 'delete') return { kind: 'deleteMessage', target: at };
  if (what === 'mark') return { kind: 'moveMark', chat, seq: at };
  if (what === 'hide') return { kind: 'hideMessage', chat, target: at };
  return what === 'join' ? { kind: 'addMember', user } : { kind: 'leaveChat' };
}

/** Compares one chat of one person with its events; how many mentions there were. */
async function recounted(world: StoreWorld, user: string, chat: string): Promise<number> {
  const seen = await chatOf(world, user, chat);
  if (!seen) return 0;
  const events = (await world.events(`chat:${chat}`)).map(({ event }) => event);
  const behind = events.filter(({ seq, class: kind }) => seq > seen.read && kind === 'post');
  const living = behind.filter(({ kind }) => kind === 'message.posted');
  const naming = living.filter(({ seq, by }) => {
    const says = events.findLast(
      (event) => event.seq === seq || (event.kind === 'message.edited' && event.target === seq),
    );
    assert.ok(says?.kind === 'message.posted' || says?.kind === 'message.edited');
    return by !== user && (says.all || says.mentions?.includes(user));
  });
  const seqs = (some: readonly { seq: number }[]): number[] => some.map(({ seq }) => seq);
  const erased = behind.filter(({ kind }) => kind === 'blank');
  assert.deepEqual(
    [seen.unread, seen.mentions, seen.mentioned ?? [], seen.erased ?? []],
    [living.length, naming.length, seqs(naming), seqs(erased)],
    `${user} in ${chat}`,
  );
  return naming.length;
}
