// How some parts of a client are put together with the others: what they ask of them, and whom they tell.
import { chatLog, chatOf, userLog, wallOf } from '#core/log-name.ts';
import type { OwnStateChange } from '#protocol/chat.ts';
import { type Api, isRejection } from './api.ts';
import { Drafts } from './chats/drafts.ts';
import type { Directory } from './directory.ts';
import type { Uploads } from './files/uploads.ts';
import type { Follows } from './follows.ts';
import { type Link, LinkDown } from './link.ts';
import type { LogEntry } from './messages/log-entry.ts';
import type { Pins } from './messages/pins.ts';
import type { Outcome, Refused } from './model/outcome.ts';
import type { Failure } from './model.ts';
import type { Cell } from './observable.ts';
import { Outbox } from './outbox/outbox.ts';
import type { OutboxPorts } from './outbox/outbox-ports.ts';
import type { Outgoing, Platform } from './platform.ts';
import { WallBook } from './walls/wall-book.ts';

/** What is told to the views. Called synchronously. */
export interface PartsListener {
  /** A chat has changed; with undefined, all may have. */
  chat(id: string | undefined): void;
  /** A wall has changed; with undefined, all may have. */
  wall(user: string | undefined): void;
  /** How one stands with people. */
  contacts(): void;
  people(): void;
  connection(): void;
  /** Fields of the account have changed on another device. */
  account(): void;
}

/** What was refused lately, at most so much of it. */
const FAILURES_MAX = 5;

/** The parts that these are put together with. */
export interface Wired {
  readonly platform: Platform;
  readonly me: string;
  readonly api: Api;
  readonly link: Link;
  readonly follows: Follows;
  readonly directory: Directory;
  readonly uploads: Uploads;
  readonly outbox: Outbox;
  readonly pins: Pins;
  readonly failures: Cell<readonly Failure[]>;
  entryOf(log: string): LogEntry | undefined;
  setState(chat: string, change: OwnStateChange): Promise<Outcome>;
}

/** Tells the views that something of a log has changed. */
export function tellOf(log: string, listener: PartsListener): void {
  const wall = wallOf(log);
  if (wall === undefined) listener.chat(chatOf(log));
  else listener.wall(wall);
}

/** The drafts of a client. */
export function draftsFor(parts: Wired, listener: PartsListener): Drafts {
  return new Drafts(parts.platform, parts.me, {
    changed: (id) => tellOf(id.startsWith('wall:') ? id : chatLog(id), listener),
    isOpen: () => parts.link.isOpen,
    tell: async (chat, draft) => {
      const answer = await parts.setState(chat, { draft });
      // What is refused will not be taken later, either.
      return answer.ok || 'refused' in answer;
    },
  });
}

/** The walls of a client. */
export function wallsFor(parts: Wired, listener: PartsListener): WallBook {
  const { me, api, platform, follows, directory } = parts;
  return new WallBook({
    me,
    api,
    clock: platform.clock,
    follows,
    nameOf: (user) => directory.find(user)?.username,
    learn: (users) => directory.learn(users),
    arrived: (entry, events) => {
      parts.outbox.settle(entry.log, events);
      parts.pins.events(entry, events);
    },
    changed: (user) => listener.wall(user),
    read: () => listener.account(),
  });
}

/** The outbox of a client. */
export function outboxFor(parts: Wired, listener: PartsListener): Outbox {
  const { platform, me } = parts;
  return new Outbox({
    platform,
    account: me,
    isOpen: () => parts.link.isOpen,
    send: (outgoing) => send(parts, outgoing),
    cursorOf: (log) => cursorOf(parts, log),
    ...filesFor(parts),
    refused: (outgoing, refused) => noteRefused(parts, outgoing, refused),
    changed: (log) => {
      // What one deletes for oneself is asked of one's own log, and stands in a chat.
      if (log === userLog(me)) listener.chat(undefined);
      else tellOf(log, listener);
      listener.connection();
    },
  });
}

/** What the outbox asks of uploads. Those of earlier pages are looked for in storage first. */
function filesFor(parts: Wired): Pick<OutboxPorts, 'files' | 'taken' | 'gone'> {
  const restoring = new Set<string>();
  return {
    files: ({ attachments = [] }) => {
      const keys = attachments.map(({ key }) => key);
      return keys.some((key) => restoring.has(key)) ? undefined : parts.uploads.ready(keys);
    },
    taken: ({ attachments = [], log }) => {
      for (const { key, caption } of attachments) {
        restoring.add(key);
        void parts.uploads.restore(key, caption).finally(() => {
          restoring.delete(key);
          parts.outbox.pump(log);
        });
      }
    },
    gone: ({ attachments = [] }) => {
      for (const { key } of attachments) parts.uploads.remove(key);
    },
  };
}

/** Up to where a log has been taken in; of a wall that is not followed nothing comes any more. */
function cursorOf(parts: Wired, log: string): number {
  const { follows } = parts;
  if (wallOf(log) !== undefined && !follows.has(log)) return Number.POSITIVE_INFINITY;
  return parts.entryOf(log)?.replica.cursor ?? follows.cursorOf(log);
}

function noteRefused({ failures }: Wired, { command, ask, log }: Outgoing, refused: Refused): void {
  const failure: Failure = { key: command, kind: ask.kind, log, refused };
  failures.set([...failures.get(), failure].slice(-FAILURES_MAX));
}

async function send({ link }: Wired, { log, command, ask }: Outgoing): Promise<unknown> {
  const answer = await link.call('append', { log, command, ...ask });
  if (!isRejection(answer) || answer.rejected !== 'notSignedIn') return answer;
  // Nothing is wrong with what was asked: it waits for whoever signs in again.
  link.signedOut();
  throw new LinkDown('signed out');
}
