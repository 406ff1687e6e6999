import { gunzipSync } from 'node:zlib';
import { CsvError, parse } from 'csv-parse/sync';
import { numberIn } from '#analytics';
import { epochMs, parseInstant, UserError } from '#kernel';
import { readBytes } from '../input-files.js';

/** A CSV file in memory: names of the columns, and the rows in the order of the file. Cells are trimmed texts. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Texts of JavaScript end near 512 MiB. */
const MAX_BYTES = 400 * 1024 * 1024;

/**
 * Reads a CSV file with a header (also .gz). `delimiter`: one sign, or `null` for the one that stands most often in the first line.
 * UTF-8, else GB18030 as Chinese Excel writes it, UTF-16 by its mark. Throws UserError when it is no such file, WrongUse when it cannot be read.
 */
export async function readCsvTable(path: string, delimiter: string | null): Promise<CsvTable> {
  const [header, ...rows] = await readCsvLines(path, delimiter);
  if (!header) throw refused('csv.empty', `${path} is empty.`, `${path} 为空。`);
  const twice = header.find((name, i) => name !== '' && header.indexOf(name) !== i);
  if (twice !== undefined) throw refused('csv.header', `Two columns are called "${twice.slice(0, 80)}".`, `有两列都叫“${twice.slice(0, 80)}”。`);
  if (rows.length === 0) throw refused('csv.empty', `${path} has a header and no rows.`, `${path} 只有表头，没有数据行。`);
  const ragged = rows.findIndex((row) => row.length !== header.length);
  if (ragged >= 0)
    throw refused(
      'row.cells',
      `Row ${ragged + 1} has ${rows[ragged]?.length} cells, the header ${header.length}.`,
      `第 ${ragged + 1} 行有 ${rows[ragged]?.length} 个单元格，表头有 ${header.length} 个。`,
    );
  return { header, rows };
}

/** Lines of cells of a CSV file without a header; lines may differ in length. */
export async function readCsvLines(path: string, delimiter: string | null): Promise<string[][]> {
  const text = decoded(await bytesOf(path), path);
  const options = {
    delimiter: delimiter ?? likelyDelimiter(text),
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    trim: true,
    skip_empty_lines: true,
  };
  try {
    return parse(text, options) as string[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 0);
    throw refused(
      'csv.syntax',
      `${path} is not CSV: a quote of line ${line} is wrong or never ends.`,
      `${path} 不是有效的 CSV：第 ${line} 行的引号有误或未结束。`,
    );
  }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const bytes = await readBytes(path, MAX_BYTES);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch {
    throw refused('csv.gzip', `${path} cannot be unpacked, or is larger than 400 MiB.`, `${path} 无法解压，或超过 400 MiB。`);
  }
}

function decoded(bytes: Uint8Array, path: string): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : bytes[0] === 0xfe && bytes[1] === 0xff ? ['utf-16be'] : ['utf-8', 'gb18030'];
  for (const encoding of marked) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  throw refused('csv.encoding', `${path} is neither UTF-8 nor GB18030: save it as CSV UTF-8.`, `${path} 既不是 UTF-8 也不是 GB18030：请另存为 CSV UTF-8。`);
}

function likelyDelimiter(text: string): string {
  const end = text.search(/[\r\n]/);
  const bare = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((candidate) => ({ candidate, count: bare.split(candidate).length - 1 }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).candidate;
}

/** The cells of a column. Throws UserError `analysis.no-column`, which lists the columns there are. */
export function cellsOf({ header, rows }: CsvTable, name: string): string[] {
  const at = header.indexOf(name);
  if (at >= 0) return rows.map((row) => row[at] as string);
  throw new UserError('invalid', {
    code: 'analysis.no-column',
    at: '',
    text: {
      en: `There is no column "${name}"; the file has ${listed(header)}.`,
      'zh-CN': `没有“${name}”列；文件中的列有 ${listed(header)}。`,
    },
    got: name,
    expected: [...header],
  });
}

const listed = (names: readonly string[]): string => (names.length > 30 ? `${names.slice(0, 30).join(', ')}, ...` : names.join(', '));

/** The numbers of a column; a cell that is none is refused with its row (the first below the header is 1). */
export function numbersIn(table: CsvTable, name: string): number[] {
  return cellsOf(table, name).map((cell, row) => {
    const value = numberIn(cell);
    if (value !== null && Math.abs(value) <= 1e100) return value;
    throw badCell('analysis.not-a-number', name, row, cell, ['is no number between -1e100 and 1e100', '不是 -1e100 到 1e100 之间的数值']);
  });
}

const DAY = /^(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})(?=$|[T ])/;

/** Milliseconds since 1970 of `2010-12-01`, `2010/12/1 8:26`, `20101201`, ISO 8601 with an offset; without one it is UTC. `null` for anything else. */
export function momentIn(text: string): number | null {
  const iso = text
    .trim()
    .replace(DAY, (_all, year: string, _sign, month: string, day: string) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    .replace(/[T ](\d):/, 'T0$1:')
    .replace(/\s+(?=Z$|[+-]\d{2}:?\d{2}$)/, '');
  const instant = parseInstant(iso);
  return instant === null ? null : epochMs(instant);
}

/** The moments of a column; a cell that is none is refused with its row. */
export function momentsIn(table: CsvTable, name: string): number[] {
  return cellsOf(table, name).map((cell, row) => {
    const value = momentIn(cell);
    if (value !== null) return value;
    throw badCell('analysis.not-a-moment', name, row, cell, [
      'is no date such as 2026-01-31 or 2026-01-31T09:30:00Z',
      '不是 2026-01-31 或 2026-01-31T09:30:00Z 这样的日期',
    ]);
  });
}

const badCell = (code: string, name: string, row: number, cell: string, [en, zh]: readonly [string, string]): UserError =>
  refused(code, `Column "${name}", row ${row + 1}: "${cell.slice(0, 80)}" ${en}.`, `“${name}”列第 ${row + 1} 行：“${cell.slice(0, 80)}”${zh}。`);

/** An input that a person can mend. */
export const refused = (code: string, en: string, zh: string): UserError => new UserError('invalid', { code, at: '', text: { en, 'zh-CN': zh } });
