// What every database under the store must do, as one suite: run it over a factory of empty places.
import { describe } from 'node:test';
import type { MakePlace } from '#test/support/store-world.ts';
import { chatContract } from './store-chats.ts';
import { directoryContract } from './store-directory.ts';
import { directContract } from './store-directs.ts';
import { foldContract } from './store-fold.ts';
import { listContract } from './store-lists.ts';
import { logContract } from './store-log.ts';
import { markContract } from './store-marks.ts';
import { messageContract } from './store-messages.ts';
import { ownerContract } from './store-owners.ts';
import { sessionContract } from './store-sessions.ts';
import { transactionContract } from './store-transactions.ts';

/** The whole contract for one kind of database. */
export function storeContract(name: string, make: MakePlace): void {
  describe(`${name}: the log`, () => logContract(make));
  describe(`${name}: transactions`, () => transactionContract(make));
  describe(`${name}: chats and members`, () => chatContract(make));
  describe(`${name}: direct chats`, () => directContract(make));
  describe(`${name}: owners and batches`, () => ownerContract(make));
  describe(`${name}: lists`, () => listContract(make));
  describe(`${name}: messages`, () => messageContract(make));
  describe(`${name}: marks`, () => markContract(make));
  describe(`${name}: the directory`, () => directoryContract(make));
  describe(`${name}: sessions`, () => sessionContract(make));
  describe(`${name}: events and projections`, () => foldContract(make));
}
