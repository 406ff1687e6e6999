import type { Format } from '../i18n/format.js';
import { csvOf } from '../lists/csv.js';
import type { BadRow } from './use-import.js';

/** The rows as they stood in the file, with line and reason before them: to be mended and imported again. */
export function badRowsCsv(rows: readonly BadRow[], words: { readonly line: string; readonly reason: string }, format: Pick<Format, 'text'>): string {
  const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells ?? {})))];
  const byLine = new Map<number, { readonly row: BadRow; readonly reasons: string[] }>();
  for (const row of rows) {
    const known = byLine.get(row.line);
    if (known) known.reasons.push(reasonOf(row, format));
    else byLine.set(row.line, { row, reasons: [reasonOf(row, format)] });
  }
  const lines = [...byLine.values()].map(({ row, reasons }) => [row.line, reasons.join(' '), ...columns.map((column) => row.cells?.[column] ?? '')]);
  return csvOf([[words.line, words.reason, ...columns], ...lines]);
}

const reasonOf = ({ column, text }: BadRow, format: Pick<Format, 'text'>): string => (column === null ? format.text(text) : `${column}: ${format.text(text)}`);
