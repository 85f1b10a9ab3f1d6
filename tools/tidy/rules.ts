// The tables that tidy checks against: which folder may import what, and how large things may get.
// docs and docs/decisions say why; whoever changes a line here changes the architecture.

/**
 * What a folder of src may import: other folders of src, and packages (`*` stands for any rest of a
 * name).
 */
export interface FolderRule {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
}

const UNIVERSAL = ['base', 'protocol', 'core'];

/** What gateways speak with; the server composes them, so it may import the same. */
const WAYS_IN = [
  'node:*',
  'fastify',
  '@fastify/*',
  'fastify-type-provider-zod',
  '@tus/*',
  'socket.io',
  'engine.io',
  'ws',
  'zod',
];

/** The folders of src; one that does not stand here may not exist. */
export const FOLDERS: Readonly<Record<string, FolderRule>> = {
  base: { folders: [], packages: [] },
  protocol: { folders: ['base'], packages: ['zod'] },
  core: {
    folders: ['base', 'protocol'],
    packages: ['micromark', 'micromark-*', 'mdast-util-*', '@types/mdast', 'mdast'],
  },
  store: {
    folders: UNIVERSAL,
    packages: ['node:sqlite', 'node:crypto', 'node:fs', 'node:path', 'pg'],
  },
  realtime: { folders: UNIVERSAL, packages: ['node:*'] },
  messenger: {
    folders: [...UNIVERSAL, 'store', 'realtime'],
    packages: ['node:*', 'sharp', 'thumbhash', 'file-type'],
  },
  consumers: { folders: [...UNIVERSAL, 'store'], packages: ['node:*'] },
  gateways: { folders: UNIVERSAL, packages: WAYS_IN },
  server: {
    folders: [...UNIVERSAL, 'store', 'realtime', 'messenger', 'consumers', 'gateways'],
    packages: WAYS_IN,
  },
  client: { folders: UNIVERSAL.slice(0, 3), packages: [] },
  web: {
    folders: [...UNIVERSAL, 'client'],
    packages: [
      'react',
      'react-dom',
      'react-aria-components',
      'virtua',
      'wouter',
      'idb',
      'socket.io-client',
      'tus-js-client',
      'thumbhash',
      'lucide-react',
      'highlight.js',
      'highlight.js/*',
      '@fontsource-variable/*',
      'emojibase-data/*',
    ],
  },
  terminal: {
    folders: [...UNIVERSAL, 'client'],
    packages: ['node:*', 'socket.io-client', 'string-width', 'emojibase-data/*', 'sharp'],
  },
};

/** Files of src/protocol without schemas: all that browsers may take values from. */
export const SCHEMA_FREE: readonly string[] = [
  'event.ts',
  'limits.ts',
  'rejection.ts',
  'version.ts',
  'well-known.ts',
];

/** What a `*.test.ts` in src may import besides what its folder may. */
export const TEST_PACKAGES = [
  'node:test',
  'node:test/*',
  'node:assert',
  'node:assert/*',
  'fast-check',
];

/**
 * Every source file under these is read; those outside src may import anything, but by its `#`
 * name.
 */
export const ROOTS = ['src', 'tools', 'bench', 'bin', 'runtime', 'test'];

export const FILE_LINES_MAX = 300;
export const TEST_FILE_LINES_MAX = 500;
export const FUNCTION_LINES_MAX = 60;
export const NESTING_MAX = 3;
export const FOLDER_FILES_MAX = 16;
export const HEADER_LINES_MAX = 6;

/** Names that say nothing; a file or folder may not be called one of these. */
export const EMPTY_NAMES = /^(utils?|helpers?|managers?|services?|commons?)$/;
