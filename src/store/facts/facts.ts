// Gathers what a decision may know, inside the transaction that will keep its events.
import type { Ask } from '#core/ask.ts';
import type { Facts } from '#core/facts.ts';
import { chatOf, wallOf } from '#core/log-name.ts';
import type { Queries } from '../database.ts';
import { findWall } from '../walls.ts';
import { chatFacts, invitedFacts } from './chat.ts';
import type { HeadOf } from './head.ts';
import { markFacts, wallMarkFacts } from './marks.ts';
import { messageFacts } from './message.ts';
import { hideFacts, stateFacts } from './own.ts';
import { peopleFacts } from './people.ts';

interface Asked {
  readonly log: string;
  readonly actor: string;
  readonly ask: Ask;
  readonly now: number;
}

/** The facts for one ask. `headOf` gives heads that include what this transaction did before. */
export async function loadFacts(q: Queries, asked: Asked, headOf: HeadOf): Promise<Facts> {
  const { log, actor, ask } = asked;
  const { epoch, head, posts } = await headOf(log);
  const base = { log, actor, epoch, head, posts };
  const people = await peopleFacts(q, asked);
  if (people && ask.kind === 'createUser') {
    return { ...base, ...people, ...(await invitedFacts(q, ask, asked.now)) };
  }
  if (people) return { ...base, ...people };
  const own = await ownFacts(q, asked, headOf);
  if (own) return { ...base, ...own };
  if (!wallOf(log) && !chatOf(log)) return base;
  const known = { ...base, ...(await placeFacts(q, asked)) };
  return { ...known, ...(await messageFacts(q, asked, known)) };
}

/** The chat or the wall of the log, and how the actor stands there. */
async function placeFacts(q: Queries, asked: Asked): Promise<Partial<Facts>> {
  const owner = wallOf(asked.log);
  return owner ? { wall: await findWall(q, asked.actor, owner) } : chatFacts(q, asked);
}

/** For what only one person knows of a chat. */
async function ownFacts(
  q: Queries,
  { actor, ask }: Asked,
  headOf: HeadOf,
): Promise<Partial<Facts> | undefined> {
  if (ask.kind === 'moveMark') return markFacts(q, actor, ask, headOf);
  if (ask.kind === 'moveWallMark') return wallMarkFacts(q, actor, ask, headOf);
  if (ask.kind === 'setChatState') return stateFacts(q, actor, ask);
  return ask.kind === 'hideMessage' ? hideFacts(q, actor, ask) : undefined;
}
