// The store's contract over Postgres, in the form of PGlite.
import { makePostgresPlace } from '#test/support/store-places.ts';
import { storeContract } from './store-contract.ts';

storeContract('Postgres', makePostgresPlace);
