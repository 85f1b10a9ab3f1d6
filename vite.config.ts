// How the web app is built: hashed files in dist/web, no inline script, nothing as a data URI, one language of React Aria.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { buildEmoji } from './src/web/emoji/data/build-emoji.ts';
import { packEmoji } from './src/web/emoji/data/emoji.ts';

const ROOT = import.meta.dirname;
const LOCALES = /react-(aria|stately)\/dist\/private\/intl\/\w+\/[a-z]{2}-[A-Z]{2}\.mjs$/;

/** React Aria brings its words in 34 languages; the app speaks those of its own catalogue only. */
function oneLanguage(): Plugin {
  return {
    name: 'kith-one-language',
    enforce: 'pre',
    load(id) {
      const other = LOCALES.test(id) && !id.endsWith('/en-US.mjs');
      return other ? "export { default } from './en-US.mjs';" : undefined;
    },
  };
}

/** The emoji as a file of their own, by a name for these bytes alone; the app asks for it when it needs it. */
function emojiFile(): Plugin {
  const source = packEmoji(buildEmoji());
  const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
  const fileName = `assets/emoji-en-${hash}.json`;
  return {
    name: 'kith-emoji-file',
    config: () => ({ define: { KITH_EMOJI_FILE: JSON.stringify(`/${fileName}`) } }),
    configureServer(server) {
      server.middlewares.use(`/${fileName}`, (_request, response) => {
        response.setHeader('content-type', 'application/json').end(source);
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source });
    },
  };
}

export default defineConfig({
  root: join(ROOT, 'src/web'),
  publicDir: join(ROOT, 'src/web/public'),
  cacheDir: join(ROOT, '.cache/vite'),
  plugins: [react(), oneLanguage(), emojiFile()],
  build: {
    outDir: join(ROOT, 'dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // The tokens need relative colours anyway; older browsers would get other ones than those that are drawn.
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/socket.io': { target: 'ws://127.0.0.1:8080', ws: true },
    },
  },
});
