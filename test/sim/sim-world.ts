// What the parts of a simulation share.
import type { FakeClock } from '#test/support/clock.ts';
import type { Chance } from './chance.ts';
import type { Ledger } from './checks/ledger.ts';
import type { SimHost } from './machine/sim-host.ts';
import type { Weather } from './machine/weather.ts';
import type { SimConnection } from './network/sim-connection.ts';
import type { SimDevice } from './people/sim-device.ts';

/** Somebody who takes part. */
export interface Person {
  readonly username: string;
  password: string;
  /** Known once they have got in. */
  id: string | undefined;
  readonly devices: SimDevice[];
}

/** One simulated world. */
export interface SimWorld {
  readonly clock: FakeClock;
  readonly chance: Chance;
  readonly weather: Weather;
  readonly ledger: Ledger;
  readonly host: SimHost;
  /** The file of the store. */
  readonly file: string;
  /** Live connections, clients' and others'. */
  readonly connections: Set<SimConnection>;
  readonly people: Person[];
  /** Numbers that never come twice, for names and texts. */
  next(): number;
}
