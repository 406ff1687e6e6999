import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from './faults.js';

/** A plan that once broke a promise, and what was wrong. */
export interface Kept {
  readonly name: string;
  readonly why: string;
  readonly plan: Plan;
}

/** The folder in the sources, also when this runs from the build. */
const FOLDER = join(dirname(fileURLToPath(import.meta.url)).replace(/([\\/])dist[\\/]/, '$1'), 'kept');

export async function readKept(kind: 'mended' | 'bugs'): Promise<readonly Kept[]> {
  const folder = join(FOLDER, kind);
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Kept));
}

/** Writes a plan to the sources; of what was wrong its first line, for a stack names the paths of one machine. */
export async function keep(kind: 'mended' | 'bugs', kept: Kept): Promise<string> {
  const file = join(FOLDER, kind, `${kept.name}.json`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...kept, why: kept.why.split('\n')[0] }, null, 2)}\n`);
  return file;
}
