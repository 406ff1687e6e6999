import { inLocale, type Locale, type Text } from '#kernel';

/** How the cells of a column are shown. Shares are 0 to 1, durations seconds, moments Instant text. */
export type SheetKind = 'text' | 'count' | 'number' | 'money' | 'share' | 'seconds' | 'moment';

export interface SheetColumn {
  readonly title: Text;
  readonly kind: SheetKind;
}

export type SheetCell = string | number | null;

/** A table that can become a file. */
export interface Sheet {
  readonly name: Text;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** What to draw: column of the names, and columns of the numbers; null = nothing. */
  readonly chart: { readonly kind: 'bar' | 'column' | 'line'; readonly names: number; readonly values: readonly number[] } | null;
}

/** A file of tables: a title, what the figures are of, and the tables. */
export interface Workbook {
  readonly title: Text;
  /** Name and value of what the reader should know: as of, zone, time, filter. */
  readonly facts: readonly { readonly name: Text; readonly value: string }[];
  readonly sheets: readonly Sheet[];
}

/** RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvOf({ columns, rows }: Sheet, locale: Locale): string {
  const lines = [columns.map(({ title }) => inLocale(title, locale)), ...rows].map((cells) => cells.map(cellText).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function cellText(cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = safeText(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A text that no spreadsheet takes for a formula. */
export const safeText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
