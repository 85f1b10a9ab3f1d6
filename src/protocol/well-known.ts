// Names that everybody knows, without a schema, so that the browser can have them.

/** The room everybody is in. */
export const LOBBY = 'lobby';
/** The log of the directory. */
export const SERVER_LOG = 'server';
