import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.js';
import { precompiledSchemas } from './build/precompiled-schemas.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The web app: built into dist/designer, which the engine serves. `npm run dev` serves it from its sources and asks a running engine. */
export default defineConfig({
  root: here,
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  plugins: [precompiledSchemas(), compressed()],
  build: {
    outDir: fileURLToPath(new URL('../../dist/designer', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome125', 'firefox128', 'safari18'],
    chunkSizeWarningLimit: 2000,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Libraries do no work when they are imported: who needs one function of #pipeline need not load all of it.
      treeshake: { moduleSideEffects: [{ test: /\/libs\//, sideEffects: false }] },
      onLog: (level, log, handle) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : handle(level, log)),
    },
  },
  worker: { format: 'es', plugins: () => [precompiledSchemas()] },
  server: {
    proxy: Object.fromEntries(
      ['^/api/(v1|openapi)', '^/docs', '^/hooks'].map((path) => [
        path,
        { target: process.env['MILLRACE_URL'] ?? 'http://127.0.0.1:8080', changeOrigin: false },
      ]),
    ),
  },
});
