import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { type Problem, UserError } from '#kernel';

/** A CSV file that can be read from the start more than once; its size does not matter. */
export interface CsvSource {
  open(): AsyncIterable<Uint8Array>;
}

export type CsvEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** A data row by its column names, with the line of the file it ends on (the header is line 1). */
export interface CsvRow {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** A row that could not be read; the others go on. */
export interface BrokenRow {
  readonly line: number;
  readonly problem: Problem;
}

export const CSV_CAPS = { rows: 1_000_000, columns: 500, rowBytes: 1_048_576 } as const;

/** What may be in memory at once. A row beyond it ends the reading: where it ends is no longer worth looking for. */
const HELD_BYTES = 8 * CSV_CAPS.rowBytes;

/** An opened file: how it is written, its header, and its rows as they stream. */
export interface CsvFile {
  readonly encoding: CsvEncoding;
  readonly delimiter: string;
  readonly header: readonly string[];
  rows(): AsyncGenerator<CsvRow | BrokenRow>;
}

/**
 * Reads the encoding (UTF-8 strictly, else GB18030 as Chinese Excel writes it, UTF-16 by its mark), the delimiter and
 * the header. Throws UserError when the file cannot be a CSV file with a header.
 */
export async function openCsv(source: CsvSource, delimiter: string | null): Promise<CsvFile> {
  const encoding = await encodingOf(source);
  const first = await firstLine(source, encoding);
  const separator = delimiter ?? likelyDelimiter(first);
  const header = await readHeader(source, encoding, separator);
  return { encoding, delimiter: separator, header, rows: () => readRows(source, encoding, separator, header) };
}

async function encodingOf(source: CsvSource): Promise<CsvEncoding> {
  const start = await firstBytes(source);
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  for (const encoding of ['utf-8', 'gb18030'] as const) if (await decodes(source, encoding)) return encoding;
  throw refuse('csv.encoding', 'The file is neither UTF-8 nor GB18030: save it as CSV UTF-8.', '文件既不是 UTF-8 也不是 GB18030:请另存为 CSV UTF-8。');
}

async function firstBytes(source: CsvSource): Promise<Uint8Array> {
  for await (const chunk of source.open()) if (chunk.length > 0) return chunk;
  throw refuse('csv.empty', 'The file is empty.', '文件为空。');
}

async function decodes(source: CsvSource, encoding: CsvEncoding): Promise<boolean> {
  try {
    for await (const _ of decoded(source, encoding)) void _;
    return true;
  } catch (error) {
    if (isUndecodable(error)) return false;
    throw error;
  }
}

const isUndecodable = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';

/** Throws what `isUndecodable` knows where the bytes are not of the encoding. */
async function* decoded(source: CsvSource, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of source.open()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function firstLine(source: CsvSource, encoding: CsvEncoding): Promise<string> {
  let text = '';
  for await (const part of decoded(source, encoding)) {
    text += part;
    const end = text.search(/[\r\n]/);
    if (end >= 0) return text.slice(0, end);
    if (text.length > CSV_CAPS.rowBytes)
      throw refuse('csv.header', 'The first line is longer than 1 MB: this is no CSV file.', '首行超过 1 MB:这不是 CSV 文件。');
  }
  return text;
}

/** The candidate that stands most often in the header; a comma when none does. */
function likelyDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((candidate) => ({ candidate, count: bare.split(candidate).length - 1 }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).candidate;
}

async function readHeader(source: CsvSource, encoding: CsvEncoding, delimiter: string): Promise<readonly string[]> {
  for await (const row of parsed(source, encoding, delimiter)) {
    if ('problem' in row) throw new UserError('malformed', row.problem);
    const header = row.record.map((name) => name.trim());
    if (header.length > CSV_CAPS.columns)
      throw refuse('csv.columns', `The file has more than ${CSV_CAPS.columns} columns.`, `文件超过 ${CSV_CAPS.columns} 列。`);
    const twice = header.find((name, i) => name !== '' && header.indexOf(name) !== i);
    if (twice !== undefined) throw refuse('csv.header', `Two columns are called \`${twice.slice(0, 80)}\`.`, `有两列都叫 \`${twice.slice(0, 80)}\`。`);
    return header;
  }
  throw refuse('csv.empty', 'The file is empty.', '文件为空。');
}

async function* readRows(source: CsvSource, encoding: CsvEncoding, delimiter: string, header: readonly string[]): AsyncGenerator<CsvRow | BrokenRow> {
  let n = 0;
  for await (const row of parsed(source, encoding, delimiter)) {
    n += 1;
    if (n === 1) continue;
    if (n - 1 > CSV_CAPS.rows)
      throw new UserError(
        'too-large',
        refuse('csv.rows', `At most ${CSV_CAPS.rows} rows in one import: split the file.`, `一次最多导入 ${CSV_CAPS.rows} 行:请拆分文件。`).problems,
      );
    if ('problem' in row) yield row;
    else if (row.record.length !== header.length) yield { line: row.line, problem: cellCount(row.record.length, header.length) };
    else yield { line: row.line, cells: new Map(header.map((name, i) => [name, row.record[i] ?? ''])) };
  }
}

const cellCount = (got: number, expected: number): Problem => ({
  code: 'row.cells',
  at: '',
  text: { en: `The row has ${got} cells, the header ${expected}.`, 'zh-CN': `该行有 ${got} 个单元格,表头有 ${expected} 个。` },
});

async function* parsed(
  source: CsvSource,
  encoding: CsvEncoding,
  delimiter: string,
): AsyncGenerator<{ readonly line: number; readonly record: readonly string[] } | BrokenRow> {
  const broken: BrokenRow[] = [];
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: HELD_BYTES,
    on_skip: (error) => {
      // The parser loses its place here and would tell the same for every piece that follows.
      if (error?.code === 'CSV_MAX_RECORD_SIZE') parser.destroy(error);
      else broken.push(brokenRow(error));
      return undefined;
    },
  });
  // Errors of either end arrive where the parser is read.
  pipeline(Readable.from(decoded(source, encoding)), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      // The parser reads ahead: what it skipped further down comes later.
      while (broken[0] && broken[0].line < info.lines) yield broken.shift() as BrokenRow;
      yield isTooLarge(record) ? { line: info.lines, problem: tooLarge(info.lines) } : { line: info.lines, record };
    }
    yield* broken.splice(0);
  } catch (error) {
    if (isCsvError(error)) throw new UserError('malformed', error.code === 'CSV_MAX_RECORD_SIZE' ? tooLarge(lineOf(error)) : brokenRow(error).problem);
    throw error;
  } finally {
    parser.destroy();
  }
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(?:CSV|INVALID)_/.test(error.code);

function lineOf(error: CsvError | undefined): number {
  const lines: unknown = error ? (error as unknown as { lines?: unknown }).lines : 0;
  return typeof lines === 'number' ? lines : 0;
}

/** A character has at most three bytes for each unit of its length: most rows are known to be small without counting. */
function isTooLarge(record: readonly string[]): boolean {
  const length = record.reduce((sum, cell) => sum + cell.length, 0);
  return length * 3 > CSV_CAPS.rowBytes && record.reduce((sum, cell) => sum + Buffer.byteLength(cell), 0) > CSV_CAPS.rowBytes;
}

const tooLarge = (line: number): Problem => ({
  code: 'row.too-large',
  at: '',
  text: {
    en: `The row that ends on line ${line} is larger than 1 MB. Is a quote not closed?`,
    'zh-CN': `结束于第 ${line} 行的记录超过 1 MB。是否有引号未闭合？`,
  },
});

function brokenRow(error: CsvError | undefined): BrokenRow {
  const line = lineOf(error);
  const why = error?.message ?? 'unreadable';
  return { line, problem: { code: 'row.unreadable', at: '', text: { en: `Line ${line} cannot be read: ${why}`, 'zh-CN': `第 ${line} 行无法读取:${why}` } } };
}

const refuse = (code: string, en: string, zh: string): UserError => new UserError('malformed', { code, at: '', text: { en, 'zh-CN': zh } });
