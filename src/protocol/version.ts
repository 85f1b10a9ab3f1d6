// The versions of the program and of the wire. Append a line to the history for every change of the wire.

/** The program's version, as in package.json (a test compares them). */
export const VERSION = '0.1.0';

/** The wire's version. 1: first release. */
export const PROTOCOL_VERSION = 1;
