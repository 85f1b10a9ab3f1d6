// What is offered for the word before the cursor, also among very many people.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonView } from '#client/model.ts';
import { complete, completionOf } from './completion.ts';
import { EMPTY, editorOf } from './editor.ts';

const person = (id: string, displayName: string, more: Partial<PersonView> = {}): PersonView => ({
  ...{ id, username: id, displayName, presence: 'unknown' },
  ...{ contact: 'none', theirs: 'none', blocked: false },
  ...more,
});

function offered(text: string, people: readonly PersonView[]): string[] {
  return completionOf(editorOf(text), () => people, [])?.choices.map(({ label }) => label) ?? [];
}

test('names come first that begin with it, then words of names, then what holds its letters', () => {
  const people = [
    person('zamara', 'Zoe'),
    person('bo', 'Bo Amara'),
    person('gone', 'Amara', { deleted: true }),
    person('amara', 'Élodie'),
    person('xaxmx', 'X'),
  ];
  assert.deepEqual(offered('hello @am', people), ['@amara', '@bo', '@zamara', '@xaxmx']);
  assert.deepEqual(offered('@elodie', people), ['@amara']);
  assert.deepEqual(offered('a@am', people), []);
});

test('a name that changes is found by the new one', () => {
  assert.deepEqual(offered('@rosa', [person('p', 'Amara')]), []);
  assert.deepEqual(offered('@rosa', [person('p', 'Rosa')]), ['@p']);
});

test('one of ten thousand is found, and put in with a space behind it', () => {
  const people = Array.from({ length: 10_000 }, (_, at) => person(`p${at}`, `Person ${at}`));
  const editor = editorOf('see @p9876');
  const found = completionOf(editor, () => people, []);
  assert.equal(found?.choices[0]?.label, '@p9876');
  assert.equal(found && complete(editor, found, 0).text, 'see @p9876 ');
});

test('nobody is looked at while no name is being written', () => {
  const never = (): never => assert.fail('people were asked for');
  assert.equal(completionOf(editorOf('plain text'), never, []), undefined);
  assert.equal(completionOf(EMPTY, never, []), undefined);
});
