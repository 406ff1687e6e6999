import { inLocale, type Locale } from '#kernel';
import type { Sheet, SheetCell, SheetKind, Workbook } from '#reports';
import writeExcelFile from 'write-excel-file/node';
import { chartFeature } from './xlsx-chart.js';

/** How a spreadsheet shows each kind; durations as hours and minutes. */
const FORMATS: Readonly<Partial<Record<SheetKind, string>>> = {
  count: '#,##0',
  number: '#,##0.##',
  money: '#,##0.00',
  share: '0.0%',
  seconds: '[h]:mm',
};
const DAY_SECONDS = 86_400;
const HEAD_COLOUR = '#EEF1F6';
const [NARROWEST, WIDEST] = [10, 48];

/** A workbook as the bytes of an XLSX file, each table with a chart beside it that the spreadsheet draws itself from the cells. Runs in an analysis thread. */
export async function xlsxOf({ workbook, locale }: { readonly workbook: Workbook; readonly locale: Locale }): Promise<Uint8Array> {
  const names = sheetNames(workbook, locale);
  const sheets = workbook.sheets.map((sheet, i) => {
    const facts = i === 0 ? factRows(workbook, locale) : [];
    return {
      sheet: names[i] as string,
      data: [...facts, headRow(sheet, locale), ...sheet.rows.map((row) => row.map((cell, n) => cellOf(cell, sheet.columns[n]?.kind ?? 'text')))],
      columns: sheet.columns.map((_, n) => ({ width: widthOf(sheet, n, locale) })),
      stickyRowsCount: facts.length + 1,
    };
  });
  const features = [chartFeature(workbook.sheets.map((sheet, i) => ({ sheet, name: names[i] as string, headRow: i === 0 ? headOf(workbook) : 0, locale })))];
  return writeExcelFile(sheets, { features }).toBuffer();
}

/** Rows before the head of the first table: the title, the facts, and a blank one. */
const headOf = ({ facts }: Workbook): number => facts.length + 2;

function factRows({ title, facts }: Workbook, locale: Locale) {
  return [
    [{ value: inLocale(title, locale), type: String, fontWeight: 'bold' as const, fontSize: 14 }],
    ...facts.map(({ name, value }) => [
      { value: inLocale(name, locale), type: String },
      { value, type: String },
    ]),
    [],
  ];
}

const headRow = ({ columns }: Sheet, locale: Locale) =>
  columns.map(({ title }) => ({ value: inLocale(title, locale), type: String, fontWeight: 'bold' as const, backgroundColor: HEAD_COLOUR }));

function cellOf(cell: SheetCell, kind: SheetKind) {
  if (cell === null) return null;
  if (typeof cell === 'string') return { value: cell, type: String };
  if (!Number.isFinite(cell)) return null;
  const format = FORMATS[kind];
  return { value: kind === 'seconds' ? cell / DAY_SECONDS : cell, type: Number, ...(format === undefined ? {} : { format }) };
}

function widthOf({ columns, rows }: Sheet, n: number, locale: Locale): number {
  const longest = rows.slice(0, 200).reduce((most, row) => Math.max(most, wide(String(row[n] ?? ''))), wide(inLocale(columns[n]?.title ?? { en: '' }, locale)));
  return Math.min(WIDEST, Math.max(NARROWEST, (columns[n]?.kind === 'text' ? longest : Math.min(longest, 16)) + 2));
}

/** Characters of an East Asian script are two wide. */
const wide = (text: string): number => text.length + (text.match(/[\u2E80-\uFFEF]/g)?.length ?? 0);

/** At most 31 characters, none of those that a sheet may not have, each once. */
function sheetNames({ sheets }: Workbook, locale: Locale): string[] {
  const names: string[] = [];
  for (const { name } of sheets) {
    const plain =
      inLocale(name, locale)
        .replaceAll(/[[\]:*?/\\']/g, ' ')
        .trim()
        .slice(0, 28) || 'Sheet';
    let unique = plain;
    for (let n = 2; names.includes(unique); n += 1) unique = `${plain} ${n}`;
    names.push(unique);
  }
  return names;
}
