// Who may read and post on a wall, for every setting and every way to stand with its owner.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Audience, FIRST_SETTINGS } from '#protocol/person.ts';
import { wallRights } from './wall-rights.ts';

const STRANGER = { own: false, contact: false, blocked: false, deleted: false };
const STANDINGS = {
  owner: { ...STRANGER, own: true },
  contact: { ...STRANGER, contact: true },
  stranger: STRANGER,
  blocked: { ...STRANGER, contact: true, blocked: true },
  deleted: { ...STRANGER, own: true, deleted: true },
};

// Per readers and posters: owner, contact, stranger, blocked contact, owner of a deleted account.
// r: reads only; p: reads and posts; -: nothing.
const TABLE: Readonly<Record<string, string>> = {
  'everybody everybody': 'p p p - -',
  'everybody contacts': 'p p r - -',
  'everybody nobody': 'p r r - -',
  'contacts everybody': 'p p - - -',
  'contacts contacts': 'p p - - -',
  'contacts nobody': 'p r - - -',
  'nobody everybody': 'p - - - -',
  'nobody contacts': 'p - - - -',
  'nobody nobody': 'p - - - -',
};

for (const wallReaders of Audience.options) {
  for (const wallPosts of Audience.options) {
    test(`WALL1: a wall that ${wallReaders} may read and ${wallPosts} may post on`, () => {
      const found = Object.values(STANDINGS).map((standing) => {
        const rights = wallRights({ ...FIRST_SETTINGS, wallReaders, wallPosts }, standing);
        if (rights.mayPost) return rights.mayRead ? 'p' : '!';
        return rights.mayRead ? 'r' : '-';
      });
      assert.equal(found.join(' '), TABLE[`${wallReaders} ${wallPosts}`]);
    });
  }
}
