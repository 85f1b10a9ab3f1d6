// Rows of lists that several menus share: chats, people, acts.
import type { ChatRow, PersonView } from '#client/model.ts';
import { markOf } from '../lines/list-lines.ts';
import { nameOf } from '../lines/message-lines.ts';
import { safeLine } from '../text/safe.ts';
import { type Line, span } from '../text/spans.ts';
import type { Desk } from './desk.ts';
import { type Picker, pickerOf, type Row } from './picker.ts';

/** Chats to choose from, those used last first. */
export function chatRows(desk: Desk, choose: (chat: string) => unknown): Row[] {
  return desk.client.chats.get().rows.map((row) => ({
    line: [markOf(row), span(` ${safeLine(row.name)}`), ...unreadOf(row)],
    name: row.person ? `${row.name} @${row.person.username}` : row.name,
    choose: () => choose(row.id),
  }));
}

/** The chat before or behind one (-1, 1). To the unread ones one comes round; of all chats the last is the last. */
export function rowBeside(
  list: readonly ChatRow[],
  id: string | undefined,
  by: -1 | 1,
  unread: boolean,
): ChatRow | undefined {
  const found = list.findIndex((row) => row.id === id);
  // From a chat that is not in the list any more: the last one, the first one.
  const at = found < 0 && by < 0 ? list.length : found;
  if (!unread) return list[at + by];
  const round = list.map((_, step) => list[(at + by * (step + 1) + list.length) % list.length]);
  const others = round.filter((row) => row !== undefined && row.id !== id);
  return others.find((row) => row !== undefined && (row.unread > 0 || row.marked));
}

function unreadOf({ unread, mentions }: ChatRow): Line {
  if (unread === 0) return [];
  return [span(`  ${mentions > 0 ? '@' : ''}${unread}`, { color: 'cyan', bold: true })];
}

/** A row that does something. */
export function actRow(label: string, choose: () => unknown, hint = ''): Row {
  return { line: [span(label), span(hint && `  ${hint}`, { dim: true })], name: label, choose };
}

/** Whether an act without a value went well. */
export async function done(desk: Desk, act: ReturnType<Desk['client']['join']>): Promise<boolean> {
  const outcome = await act;
  if (!outcome.ok) await desk.tried(Promise.resolve(outcome));
  return outcome.ok;
}

/** Somebody in a list; choosing asks what to do. */
export function personRow(desk: Desk, person: PersonView, hint: string): Row {
  const mark = markOf({ person, kind: 'direct' });
  const name = `@${person.username}  ${hint}`;
  return {
    line: [mark, span(` ${nameOf(person)}`), span(`  ${name}`, { dim: true })],
    name: `${person.displayName} @${person.username}`,
    choose: () => desk.show(personMenu(desk, person)),
  };
}

/** What to do about somebody. */
export function personMenu(desk: Desk, person: PersonView, more: readonly Row[] = []): Picker {
  const { client } = desk;
  const { id, contact, theirs, blocked } = person;
  const write = (): void => desk.open({ kind: 'chat', id: client.directWith(id) });
  const say = (text: string) => async (act: ReturnType<typeof client.addContact>) => {
    if (await done(desk, act)) desk.say(text);
  };
  const add = theirs === 'asked' ? 'Accept' : 'Add contact';
  return pickerOf(nameOf(person), [
    actRow('Write', write),
    actRow('Page', () => desk.open({ kind: 'wall', id })),
    contact === 'none'
      ? actRow(add, () => say('Done.')(client.addContact(id)))
      : actRow(contact === 'asked' ? 'Withdraw' : 'Remove contact', () =>
          say('Done.')(client.removeContact(id)),
        ),
    ...(theirs === 'asked' ? [actRow('Refuse', () => say('Done.')(client.removeContact(id)))] : []),
    actRow(blocked ? 'Unblock' : 'Block', () => say('Done.')(client.block(id, !blocked))),
    ...more,
  ]);
}
