// What every database under the store must do, as one suite: run it over a factory of empty places.
import { describe } from 'node:test';
import type { MakePlace } from '#test/support/store-world.ts';
import { changeContract } from './messages/changes.ts';
import { messageContract } from './messages/pages.ts';
import { postingContract } from './messages/posting.ts';
import { withheldContract } from './messages/withheld.ts';
import { markContract } from './own/marks.ts';
import { recountContract } from './own/recount.ts';
import { sightContract } from './own/sight.ts';
import { stateContract } from './own/states.ts';
import { chatContract } from './store-chats.ts';
import { directoryContract } from './store-directory.ts';
import { directContract } from './store-directs.ts';
import { foldContract } from './store-fold.ts';
import { inviteContract } from './store-invites.ts';
import { listContract } from './store-lists.ts';
import { logContract } from './store-log.ts';
import { numberContract } from './store-numbers.ts';
import { ownerContract } from './store-owners.ts';
import { peopleContract } from './store-people.ts';
import { roleContract } from './store-roles.ts';
import { sessionContract } from './store-sessions.ts';
import { transactionContract } from './store-transactions.ts';

/** The whole contract for one kind of database. */
export function storeContract(name: string, make: MakePlace): void {
  describe(`${name}: the log`, () => logContract(make));
  describe(`${name}: transactions`, () => transactionContract(make));
  describe(`${name}: chats and members`, () => chatContract(make));
  describe(`${name}: direct chats`, () => directContract(make));
  describe(`${name}: owners and batches`, () => ownerContract(make));
  describe(`${name}: roles and bans`, () => roleContract(make));
  describe(`${name}: invite links`, () => inviteContract(make));
  describe(`${name}: lists`, () => listContract(make));
  describe(`${name}: messages`, () => messageContract(make));
  describe(`${name}: what goes with messages`, () => postingContract(make));
  describe(`${name}: changes of messages`, () => changeContract(make));
  describe(`${name}: what is withheld`, () => withheldContract(make));
  describe(`${name}: marks`, () => markContract(make));
  describe(`${name}: states of chats`, () => stateContract(make));
  describe(`${name}: one’s own sight`, () => sightContract(make));
  describe(`${name}: counts`, () => recountContract(make));
  describe(`${name}: the directory`, () => directoryContract(make));
  describe(`${name}: people`, () => peopleContract(make));
  describe(`${name}: numbers for ids`, () => numberContract(make));
  describe(`${name}: sessions`, () => sessionContract(make));
  describe(`${name}: events and projections`, () => foldContract(make));
}
