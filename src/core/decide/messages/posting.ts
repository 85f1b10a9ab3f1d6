// Posting and forwarding: who may, where; and that a direct chat exists from its first message on.
import type { OpenBody } from '#protocol/body.ts';
import type { ForwardMessage, PostMessage } from '#protocol/command.ts';
import type { Named } from '#protocol/event.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Facts } from '../../facts.ts';
import { chatOf, otherOfDirect, userLog } from '../../log-name.ts';
import type { Decided, Decision, Rules } from '../decision.ts';
import { namedBy } from './named.ts';
import { may, NO_MESSAGE, NOT_ALLOWED, type Stand, standIn } from './standing-in.ts';

/** Rules of posting. */
export const MESSAGE_RULES: Rules<'postMessage' | 'forwardMessage'> = {
  postMessage,
  forwardMessage,
};

/** A message in a chat or on a wall. */
export function postMessage(facts: Facts, { body }: PostMessage): Decision {
  const stand = standToPost(facts);
  if ('rejected' in stand) return stand;
  if (body.reply !== undefined && !facts.replyFound) return NO_MESSAGE;
  if (body.blobs && !facts.files) return { rejected: 'notFound', what: 'blob' };
  const said: OpenBody = {
    text: body.text ?? '',
    ...(body.reply !== undefined && { reply: body.reply }),
    ...(facts.files?.length && { files: [...facts.files] }),
  };
  return posted(facts, said, namedBy(facts, stand));
}

/** What another message says, once more. It names its first author, and calls nobody. */
export function forwardMessage(facts: Facts, _ask: ForwardMessage): Decision {
  const stand = standToPost(facts);
  if ('rejected' in stand) return stand;
  const { source } = facts;
  if (!source) return NO_MESSAGE;
  const { text, files, forwarded } = source.body;
  return posted(facts, {
    text,
    ...(files?.length && { files }),
    forwarded: { by: forwarded?.by ?? source.by },
  });
}

/** How somebody stands who may post here; the first message between two people makes their chat. */
function standToPost(facts: Facts): Stand | Rejection {
  if (isFirstDirect(facts)) return { place: 'direct', role: 'member', rulings: {} };
  const stand = standIn(facts);
  if ('rejected' in stand || may('post', stand)) return stand;
  return NOT_ALLOWED;
}

function posted(facts: Facts, body: OpenBody, named: Named = {}): Decision {
  const { log, withheldFrom } = facts;
  const event: Decided = { log, fact: { kind: 'message.posted', class: 'post', body, ...named } };
  const first = withheldFrom ? { ...event, withheld: withheldFrom } : event;
  return [first, ...(isFirstHeard(facts) ? entering(facts) : toldToOwner(facts))];
}

function isFirstDirect({ log, actor, chat, target }: Facts): boolean {
  const id = chatOf(log);
  const other = id && otherOfDirect(id, actor);
  return !chat && other !== undefined && other !== '' && target?.id === other;
}

/** Whether this is the first message between two people, or the first after others that one of them never got. */
function isFirstHeard(facts: Facts): boolean {
  const unheard = facts.chat?.kind === 'direct' && facts.posts === 0 && !facts.withheldFrom;
  return isFirstDirect(facts) || unheard;
}

/** The first message between two people enters the chat into both their lists, but for who blocks the other. */
function entering({ log, actor, withheldFrom }: Facts): Decided[] {
  const chat = chatOf(log) ?? '';
  const people = [...new Set([actor, otherOfDirect(chat, actor) ?? actor])];
  return people
    .filter((person) => person !== withheldFrom)
    .map((person) => ({
      log: userLog(person),
      fact: { kind: 'chat.entered', class: 'system', chat },
    }));
}

/** The owner of a wall is told of what others write on it. */
function toldToOwner({ wall, actor, head }: Facts): Decided[] {
  if (!wall || wall.owner === actor) return [];
  const target = (head ?? 0) + 1;
  const fact = { kind: 'wall.posted', class: 'system', target, from: actor } as const;
  return [{ log: userLog(wall.owner), fact }];
}
