// What a person's private log adds up to: marks, states of chats, what they hid.
import type { ChatState, UserFact } from '#protocol/event.ts';
import type { Queries } from '../database.ts';
import { blank } from './blank.ts';
import { moveMark, onMark } from './marks.ts';
import { nothing, type Placed, type Projectors } from './placed.ts';

/** The facts of a private log that are about chats and messages. */
export type OwnFact = Exclude<
  UserFact,
  { kind: 'account.changed' | 'contact.changed' | 'block.changed' }
>;

/** Projectors of one's own view of chats. */
export const OWN_PROJECTORS: Projectors<OwnFact> = {
  'chat.entered': nothing,
  'chat.gone': onGone,
  'mark.moved': onMark,
  'state.changed': onState,
  'message.hidden': onHidden,
  'wall.posted': nothing,
  'wall.seen': (q, { event }) =>
    moveMark(q, { chat: undefined, person: event.by, seq: event.mark, posts: event.posts }),
};

/** States are registers like marks: the older event is blanked, so that an old draft is not kept. */
async function onState(q: Queries, { log, event }: Placed<'state.changed'>): Promise<void> {
  await blankState(q, log, event.by, event.chat);
  await setState(q, event.by, event.chat, event.state, event.seq);
}

/** What one knew of a chat goes with the chat; what one hid stays hidden in case one comes back. */
async function onGone(q: Queries, { log, event }: Placed<'chat.gone'>): Promise<void> {
  const person = log.slice('user:'.length);
  await blankState(q, log, person, event.chat);
  await q.run('DELETE FROM chat_states WHERE person = ? AND chat = ?', person, event.chat);
}

async function blankState(q: Queries, log: string, person: string, chat: string): Promise<void> {
  const row = await q.get<{ event: number }>(
    'SELECT event FROM chat_states WHERE person = ? AND chat = ?',
    person,
    chat,
  );
  if (row) await blank(q, log, row.event);
}

// A state of nothing keeps its row: it names the event to blank when there is something again.
async function setState(
  q: Queries,
  person: string,
  chat: string,
  state: ChatState,
  event: number,
): Promise<void> {
  await q.run(
    `INSERT INTO chat_states (person, chat, state, event) VALUES (?, ?, ?, ?)
     ON CONFLICT (person, chat) DO UPDATE SET state = excluded.state, event = excluded.event`,
    person,
    chat,
    JSON.stringify(state),
    event,
  );
}

async function onHidden(q: Queries, { event }: Placed<'message.hidden'>): Promise<void> {
  await q.run(
    'INSERT INTO hidden (person, chat, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    event.by,
    event.chat,
    event.target,
  );
}
