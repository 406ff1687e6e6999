import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The thread where the engine runs from its TypeScript sources, as under the tests: the sources are translated as they are read. */
const { transformSync } = await import('@swc/core');
const options = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2023',
    keepClassNames: true,
  },
};
const isOurs = (url) => url.startsWith('file:') && url.endsWith('.ts') && !url.includes('/node_modules/');

registerHooks({
  resolve(specifier, context, next) {
    const conditions = [...(context.conditions ?? []), 'source'];
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL !== undefined && !context.parentURL.includes('/node_modules/')) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(fileURLToPath(source))) return next(source.href, { ...context, conditions });
    }
    return next(specifier, { ...context, conditions });
  },
  load(url, context, next) {
    if (!isOurs(url)) return next(url, context);
    const file = fileURLToPath(url);
    const { code } = transformSync(readFileSync(file, 'utf8'), { ...options, filename: file });
    return { format: 'module', source: code, shortCircuit: true };
  },
});

await import('./worker.ts');
