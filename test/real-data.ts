import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe } from '@jest/globals';

/** Where real input lies: MILLRACE_DATA, or ../shared/data beside the checkout. */
export const dataPath = (...path: readonly string[]): string => join(resolve(process.env['MILLRACE_DATA'] ?? '../shared/data'), ...path);

/** The JSON of a data file; `absent` where the file is not there. */
export const readData = <T>(absent: T, ...path: readonly string[]): T =>
  existsSync(dataPath(...path)) ? (JSON.parse(readFileSync(dataPath(...path), 'utf8')) as T) : absent;

/** `describe` where the data is there; otherwise its tests are skipped, counted, and the title says what is missing. */
export function describeData(title: string, path: readonly string[], body: () => void): void {
  const there = existsSync(dataPath(...path));
  const suite = there ? describe : describe.skip;
  suite(there ? title : `${title} (skipped: ${dataPath(...path)} is not there; set MILLRACE_DATA)`, body);
}
