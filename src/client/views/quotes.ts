// What is shown of a message that another one answers: worked out from the message itself, so that it changes with it.
import { plainOf } from '#core/markup/plain-of.ts';
import type { Body } from '#protocol/body.ts';
import type { Message } from '#protocol/chat.ts';
import { textOf } from '../chats/chat-state.ts';
import type { Source } from '../messages/sources.ts';
import type { FileView } from '../model/files.ts';
import type { Quote } from '../model/message.ts';
import type { PersonView } from '../model/people.ts';

const QUOTE_CHARS_MAX = 200;
const PREVIEW_CHARS_MAX = 200;
const LINES = new WeakMap<Body, string>();

/** The text of a body in one line and without markup. */
export function lineOf(body: Body): string {
  const known = LINES.get(body);
  if (known !== undefined) return known;
  const line = plainLine(textOf(body));
  LINES.set(body, line);
  return line;
}

/** A text in one line and without markup. */
export function plainLine(text: string): string {
  return plainOf(text, Math.max(QUOTE_CHARS_MAX, PREVIEW_CHARS_MAX));
}

/** What quotes are made with. */
export interface QuoteContext {
  authorOf(user: string): PersonView;
  filesOf(body: Body): readonly FileView[];
}

/** The quote of a message. Of one that is not known yet it is empty, of one that is gone it says so. */
export function quoteOf(seq: number, source: Source, context: QuoteContext): Quote {
  if (source === undefined) return { seq, text: '', files: 0, gone: false };
  if (source === 'gone' || source.deleted) return { seq, text: '', files: 0, gone: true };
  const { by, body } = source satisfies Message;
  const files = context.filesOf(body);
  const picture = files.find(({ kind }) => kind === 'image');
  return {
    seq,
    author: context.authorOf(by),
    text: lineOf(body),
    ...(picture ? { picture } : {}),
    files: files.length,
    gone: false,
  };
}
