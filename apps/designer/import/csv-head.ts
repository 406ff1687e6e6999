/** The beginning of a CSV file, as the wizard shows it. */
export interface CsvHead {
  readonly delimiter: string;
  readonly header: readonly string[];
  /** The first rows, each with a cell a column. */
  readonly rows: readonly (readonly string[])[];
}

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Text of a file's bytes: UTF-16 by its mark, strictly UTF-8, else GB18030 as Chinese Excel writes it. Throws TypeError
 * when it is none of them.
 */
export function textOfFile(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}

/** Reads the header and up to `most` rows; quotes are minded, nothing is checked. The delimiter is the one that stands most often in the header. */
export function readHead(text: string, most = 20): CsvHead {
  const first = /^[^\r\n]*/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? '';
  const counts = DELIMITERS.map((candidate) => first.split(candidate).length - 1);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
  const [header = [], ...rows] = readRows(text.replace(/^\uFEFF/, ''), delimiter, most + 1);
  return { delimiter, header: header.map((name) => name.trim()), rows: rows.map((row) => header.map((_, i) => row[i] ?? '')) };
}

function readRows(text: string, delimiter: string, most: number): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = (): void => {
    row.push(cell);
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
    cell = '';
  };
  for (let i = 0; i < text.length && rows.length < most; i += 1) {
    const sign = text.charAt(i);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === delimiter) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  if (rows.length < most) endRow();
  return rows;
}
