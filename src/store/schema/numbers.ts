// Tables of whole numbers that stand for ids, for clients that know nothing but numbers.
import type { Step } from './step.ts';

/** The part of step 2 about numbers. `number_heads`: the last one given in each scope. */
export const numbers: Step = ({ bigint, key, clustered }) => [
  `CREATE TABLE numbers (
      scope ${key} NOT NULL, id ${key} NOT NULL, number ${bigint} NOT NULL, PRIMARY KEY (scope, id)
    ) ${clustered}`,
  `CREATE UNIQUE INDEX numbers_by_number ON numbers (scope, number)`,
  `CREATE TABLE number_heads (scope ${key} PRIMARY KEY, head ${bigint} NOT NULL)`,
];
