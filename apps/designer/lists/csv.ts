/**
 * A spreadsheet takes a text that begins like this for a formula and runs it; an apostrophe before it makes it text
 * (OWASP, "CSV injection"). Numbers are given as numbers and stay as they are.
 */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell of a CSV file: quoted where it must be, harmless in a spreadsheet. */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as RFC 4180 text, with the mark by which Excel knows UTF-8. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string => `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
