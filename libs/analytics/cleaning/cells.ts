/** What a cell of a table may hold: as read from a CSV file, a record or a database row. */
export type Cell = string | number | boolean | null;

export interface Column {
  readonly name: string;
  readonly cells: readonly Cell[];
}

/** Columns of one length, in order. Names are unique. */
export type Table = readonly Column[];

const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', '?', '-', '--', '未知', '无', '缺失']);

/** Empty, blank, one of the usual words for "not there", NaN; and whatever `alsoMissing` names (`Select` of a web form, say; any case). */
export function isMissing(cell: unknown, alsoMissing: readonly string[] = []): boolean {
  if (cell === null || cell === undefined) return true;
  if (typeof cell === 'number') return Number.isNaN(cell);
  if (typeof cell !== 'string') return false;
  const text = cell.trim().toLowerCase();
  return MISSING.has(text) || alsoMissing.some((other) => other.trim().toLowerCase() === text);
}

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const AROUND = /^[$€£¥₹]\s*|\s*[$€£¥₹%元]$/g;

/**
 * The number that a cell says, or `null`. Takes thousands commas, a currency sign, a percent sign (12% is 12), brackets for
 * negative amounts, and full-width digits. Does not take a decimal comma: `1,5` is no number, for it may be 15 or 1.5.
 */
export function numberIn(cell: unknown): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (typeof cell !== 'string' || cell.length > 64) return null;
  const text = cell.normalize('NFKC').trim();
  const inBrackets = /^\((.+)\)$/.exec(text);
  const bare = (inBrackets?.[1] ?? text).replace(AROUND, '').replace(/^([+-])[$€£¥₹]/, '$1');
  const digits = GROUPED.test(bare) ? bare.replaceAll(',', '') : bare;
  if (!PLAIN.test(digits)) return null;
  const value = Number(digits);
  if (!Number.isFinite(value)) return null;
  return inBrackets ? -value : value;
}

const TRUTHS = new Map<string, boolean>([
  ...['true', 'yes', 'y', '是', '真'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', '否', '假'].map((word) => [word, false] as const),
]);

/** Yes or no as people write it (`yes`, `N`, `TRUE`, `是`), or `null`. Numbers are no truths here. */
export function truthIn(cell: unknown): boolean | null {
  if (typeof cell === 'boolean') return cell;
  return typeof cell === 'string' ? (TRUTHS.get(cell.trim().toLowerCase()) ?? null) : null;
}
