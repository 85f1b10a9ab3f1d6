// A timeline with a place to write, whatever the log: the views of it, and what can be done with its messages. Holds what is
// being answered or edited; everything else is asked of the parts.
import { userLog } from '#core/log-name.ts';
import type { Body } from '#protocol/body.ts';
import type { Message, Version } from '#protocol/chat.ts';
import { fileViewOf } from '../files/file-view.ts';
import { type OwnTray, openTray } from '../files/tray.ts';
import type { Source } from '../messages/sources.ts';
import type { FileView } from '../model/files.ts';
import type { Conversation, MessageItem, Quote } from '../model/message.ts';
import type { Outcome } from '../model/outcome.ts';
import { derived } from '../observable.ts';
import { overlayOf } from '../outbox/overlay.ts';
import type { Parts } from '../parts.ts';
import { itemOf, type MessageContext, withPending } from '../views/message-item.ts';
import { quoteOf } from '../views/quotes.ts';
import { rightsOf } from '../views/rights.ts';
import { type Reached, tickAt } from '../views/ticks.ts';
import { timelineOf } from '../views/timeline.ts';
import type { Desk, Talk } from './desk.ts';
import { actsOnMessages } from './message-acts.ts';
import { Writing } from './writing.ts';

/** A conversation together with what tells it that something may have changed. */
export interface OwnConversation extends Conversation {
  readonly tray: OwnTray;
  touch(): void;
  /** What is shown of a message that is spoken of. */
  quote(seq: number): Quote;
}

const NO_REACH: Reached = { read: 0, delivered: 0 };

/** Opens the conversation of a log. */
export function openConversation(parts: Parts, talk: Talk): OwnConversation {
  const { outbox, directory, drafts, me } = parts;
  const lines = () => outbox.lines(talk.log);
  const overlaid = overlayOf(talk.chat);
  const overlay = () => overlaid(lines(), outbox.lines(userLog(me)));
  const rightsFor = rightsOf();
  const rights = () => rightsFor(talk.stand());
  const sourceOf = sourceIn(parts, talk, overlay, () => touch());
  const context = contextIn(parts, talk, { overlay, rights, sourceOf });
  const timeline = derived(
    timelineOf({ ...talk, version: () => directory.version, rights, lines, overlay, context }),
  );
  const tray = openTray(parts.uploads);
  const quote = (seq: number): Quote => quoteOf(seq, sourceOf(seq), context(NO_REACH));
  const writing = new Writing(quote, sourceOf);
  const draft = derived(() => drafts.of(talk.draft));
  const touch = (): void => {
    timeline.touch();
    draft.touch();
    tray.touch();
    writing.touch();
  };
  const desk = { parts, talk, tray, writing, timeline, overlay, rights, context, sourceOf };
  return {
    timeline,
    draft,
    tray,
    writing: writing.view,
    touch,
    quote,
    ...actsOnMessages(desk),
    ...readingIn(desk),
  };
}

type Reading = Pick<Conversation, 'show' | 'seen' | 'loadOlder' | 'reach' | 'history' | 'pins'>;

function readingIn({ parts, talk, context }: Desk): Reading {
  const { entry } = talk;
  return {
    show: talk.show,
    seen: talk.seen,
    loadOlder: async () => {
      const known = entry();
      if (known) await talk.older(known);
    },
    reach: async (seq) => {
      const known = entry();
      if (!known || talk.hidden().has(seq) || !(await talk.reach(known, seq))) return false;
      return known.standings.of(seq) !== undefined;
    },
    history: async (seq) => {
      const path = `${entry()?.path ?? ''}/messages/${seq}/history`;
      return itemsOf(await parts.api.request<{ items: Version[] }>('GET', path));
    },
    pins: async (): Promise<Outcome<readonly MessageItem[]>> => {
      const known = entry();
      if (!known) return { ok: false, offline: true };
      const answer = itemsOf<Message>(await parts.pins.load(known));
      if (!answer.ok) return answer;
      const here = context(talk.reached());
      const messages = answer.value.filter(({ seq }) => !talk.hidden().has(seq));
      return { ok: true, value: messages.map((message) => itemOf(message, here)) };
    },
  };
}

/** The items of a page as an outcome. */
export function itemsOf<T>(answer: Outcome<{ items: T[] }>): Outcome<readonly T[]> {
  return answer.ok ? { ok: true, value: answer.value.items } : answer;
}

/** What is known of a message: from the replica, else fetched. */
function sourceIn(parts: Parts, talk: Talk, overlay: Desk['overlay'], came: () => void) {
  return (seq: number): Source => {
    const entry = talk.entry();
    if (!entry) return undefined;
    if (talk.hidden().has(seq)) return 'gone';
    const standing = entry.standings.of(seq);
    if (standing) return withPending(standing, overlay().get(seq) ?? [], parts.me);
    const { start, cursor } = entry.replica;
    if (seq < entry.from || (seq >= start && seq <= cursor)) return 'gone';
    void entry.sources.fetch(seq, entry.path, parts.api, came);
    return entry.sources.of(seq);
  };
}

function contextIn(
  parts: Parts,
  talk: Talk,
  { overlay, rights, sourceOf }: Pick<Desk, 'overlay' | 'rights' | 'sourceOf'>,
) {
  const { me, directory, uploads } = parts;
  const authorOf = (user: string) => directory.author(user);
  const filesOf = (body: Body): readonly FileView[] => filesIn(body, me);
  return (reached: Reached): MessageContext => ({
    me,
    rights: rights(),
    authorOf,
    filesOf,
    tickOf: (seq) => (talk.ticks ? tickAt(seq, reached) : undefined),
    quoteOf: (seq) => quoteOf(seq, sourceOf(seq), { authorOf, filesOf }),
    pendingOf: (seq) => overlay().get(seq) ?? [],
    attachmentsOf: ({ outgoing }) =>
      (outgoing.attachments ?? []).flatMap(({ key }) => uploads.find(key) ?? []),
    messageAt: (log, seq) => parts.entryOf(log)?.standings.of(seq),
  });
}

const NO_FILES: readonly FileView[] = [];

function filesIn(body: Body, me: string): readonly FileView[] {
  const files = 'text' in body ? body.files : undefined;
  return files?.map((file) => fileViewOf(file, me)) ?? NO_FILES;
}
