import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { dataPath } from './real-data.js';

/** Text of a data file, unpacked when its name ends in .gz; empty where it is not there. */
export function readText(...path: readonly string[]): string {
  const file = dataPath(...path);
  if (!existsSync(file)) return '';
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Records of a CSV file with a header row; every cell is text. */
export function readCsv(path: readonly string[], delimiter = ','): Record<string, string>[] {
  return parse(readText(...path), { columns: true, delimiter, bom: true, relax_quotes: true, trim: true, skip_empty_lines: true }) as Record<string, string>[];
}

/** The test fold of the baselines: sha1(id) mod 5 is 0. */
export const inTestFold = (id: string): boolean => BigInt(`0x${createHash('sha1').update(id).digest('hex')}`) % 5n === 0n;
