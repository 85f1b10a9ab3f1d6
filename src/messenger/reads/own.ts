// Reads of one's own state of a chat, and of who has read a message.
import { chatLog } from '#core/log-name.ts';
import type { Actor, Page, PageQuery, Reads } from '#core/messenger.ts';
import type { ChatState } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { tellsMarks } from '#store/chats/members.ts';
import { listSeen } from '#store/chats/seen.ts';
import type { Queries } from '#store/database.ts';
import { findState } from '#store/facts/own.ts';
import { findMessage } from '#store/messages.ts';
import { findReceipts } from '#store/privacy.ts';
import { findStanding, spansOf } from '../access.ts';
import type { House } from '../house.ts';
import { limitOf, pageOf } from './page.ts';

const NO_CHAT: Rejection = { rejected: 'notFound', what: 'chat' };
const NO_MESSAGE: Rejection = { rejected: 'notFound', what: 'message' };

/** The reads about one's own view of chats. */
export function ownReads({ store }: House): Pick<Reads, 'ownState' | 'seen'> {
  return {
    ownState: (actor, chat) => store.read((q) => ownState(q, actor, chat)),
    seen: (actor, chat, seq, query) => store.read((q) => seen(q, actor, chat, seq, query)),
  };
}

async function ownState(q: Queries, actor: Actor, chat: string): Promise<ChatState | Rejection> {
  const standing = await findStanding(q, actor.user, chat);
  return standing?.active ? findState(q, actor.user, chat) : NO_CHAT;
}

async function seen(
  q: Queries,
  actor: Actor,
  chat: string,
  seq: number,
  query: PageQuery,
): Promise<Page<User> | Rejection> {
  const [viewer, log] = [actor.user, chatLog(chat)];
  const standing = await findStanding(q, viewer, chat);
  if (!standing?.active) return NO_CHAT;
  const spans = await spansOf(q, viewer, log);
  const message = await findMessage(q, { log, reader: viewer }, spans, seq);
  if (!message) return NO_MESSAGE;
  const told = tellsMarks(standing.kind, standing.memberCount) && (await findReceipts(q, viewer));
  if (!told) return { items: [] };
  const found = await listSeen(q, { chat, seq, viewer, after: query.after }, message.by);
  return pageOf(found, limitOf(query), ({ username }) => username);
}
