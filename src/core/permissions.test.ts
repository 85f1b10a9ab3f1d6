// Who may do what in a chat or on a wall, against a table written out by hand. What every command comes to is in
// decide/commands.test.ts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Role } from '#protocol/event.ts';
import { type Act, allowed, outranks, type Place, type Rulings } from './permissions.ts';

const ROLES: readonly Role[] = ['member', 'moderator', 'admin', 'owner'];
const STANDINGS = [undefined, ...ROLES] as const;
const PLACES: Readonly<Record<string, readonly [Place, Rulings]>> = {
  direct: ['direct', {}],
  group: ['group', {}],
  room: ['room', {}],
  wall: ['wall', {}],
  // A group and a room in which only moderators and above post; a group in which every member may add people.
  quiet: ['group', { readOnly: true }],
  hushed: ['room', { readOnly: true }],
  hearty: ['group', { membersAdd: true }],
};

// For a stranger, a member, a moderator, an admin and the owner. x: may; -: may not.
//               direct group room  wall  quiet hushed hearty
const ALLOWED = `
  read          -xxxx  -xxxx -xxxx xxxxx -xxxx -xxxx  -xxxx
  post          -xxxx  -xxxx -xxxx -xxxx --xxx --xxx  -xxxx
  react         -xxxx  -xxxx -xxxx -xxxx -xxxx -xxxx  -xxxx
  mentionAll    -----  -xxxx --xxx ----- -xxxx --xxx  -xxxx
  deleteOthers  -----  --xxx --xxx ----x --xxx --xxx  --xxx
  pin           -xxxx  -xxxx --xxx ----x -xxxx --xxx  -xxxx
  change        -----  ---xx ---xx ----- ---xx ---xx  ---xx
  addMember     -----  ---xx ---xx ----- ---xx ---xx  -xxxx
  invite        -----  ---xx ---xx ----- ---xx ---xx  -xxxx
  removeMember  -----  ---xx --xxx ----- ---xx --xxx  ---xx
  ban           -----  ---xx --xxx ----- ---xx --xxx  ---xx
  changeRole    -----  ---xx ---xx ----- ---xx ---xx  ---xx
  join          -----  ----- xxxxx ----- ----- xxxxx  -----
  leave         -----  -xxxx -xxxx ----- -xxxx -xxxx  -xxxx
`;

describe('permissions', () => {
  for (const line of ALLOWED.trim().split('\n')) {
    const [act = '', ...cells] = line.trim().split(/\s+/);
    test(`CHAT7: ${act}, in every kind of place, for everybody`, () => {
      const found = Object.values(PLACES).map(([place, rulings]) =>
        STANDINGS.map((role) => (allowed(act as Act, place, role, rulings) ? 'x' : '-')).join(''),
      );
      assert.deepEqual(found, cells);
    });
  }

  test('CHAT7: no act is without a row', () => {
    const acts: Record<Act, true> = {
      ...{ read: true, post: true, react: true, mentionAll: true, deleteOthers: true, pin: true },
      ...{ change: true, addMember: true, invite: true, removeMember: true, ban: true },
      ...{ changeRole: true, join: true, leave: true },
    };
    const rows = ALLOWED.trim().split('\n');
    assert.deepEqual(
      rows.map((line) => line.trim().split(/\s+/)[0]),
      Object.keys(acts),
    );
  });

  test('CHAT7: nobody stands above their equals', () => {
    for (const [rank, one] of ROLES.entries()) {
      for (const [below, other] of ROLES.entries()) {
        assert.equal(outranks(one, other), rank > below, `${one} over ${other}`);
      }
    }
  });
});
