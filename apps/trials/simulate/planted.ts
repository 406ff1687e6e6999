import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import { BUGS, type Bug } from './bugs.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../../../..');

/** The source with a bug in it. Throws when the place is not there exactly once. */
export function mutated(source: string, edits: readonly Bug['edits'][number][]): string {
  return edits.reduce((text, { file, find, replace }) => {
    if (text.split(find).length !== 2) throw new Error(`${file} does not hold this exactly once: ${find}`);
    return text.replace(find, () => replace);
  }, source);
}

/** From now on the modules of a bug are loaded with it planted; those loaded before are not touched. */
export function plant(bug: Bug): void {
  const files = new Map(bug.edits.map(({ file }) => [pathToFileURL(join(ROOT, 'dist', file.replace(/\.ts$/, '.js'))).href, file]));
  const { jsc, module } = JSON.parse(readFileSync(join(ROOT, '.swcrc'), 'utf8')) as { jsc: object; module: { type: 'es6' } };
  registerHooks({
    load: (url, context, next) => {
      const file = files.get(url);
      if (file === undefined) return next(url, context);
      const edits = bug.edits.filter((edit) => edit.file === file);
      const { code } = transformSync(mutated(readFileSync(join(ROOT, file), 'utf8'), edits), { swcrc: false, configFile: false, jsc, module, filename: file });
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
}

export const bugNamed = (name: string): Bug | undefined => BUGS.find((bug) => bug.name === name);
