// The store's contract over SQLite.
import { makeSqlitePlace } from '#test/support/store-places.ts';
import { storeContract } from './store-contract.ts';

storeContract('SQLite', makeSqlitePlace);
