// One step of the schema: the statements that it takes, in a database's dialect.
import type { Dialect } from '../database.ts';

/** Statements in order. A step that was released never changes. */
export type Step = (dialect: Dialect) => readonly string[];
