import type { Text } from '#kernel';
import { asLevel, asNumber, type Cell, type Column, type Table } from '../features/table.js';
import { aucOf } from './metrics.js';

/** A column that knows too much about the outcome. */
export interface Leak {
  readonly column: string;
  /** `later`: the caller knows that it is filled after the outcome. `separates`: alone it tells the classes apart. `filled`: alone the fact that it is filled does. */
  readonly kind: 'later' | 'separates' | 'filled';
  /** Area under the curve of the column alone (or of its being filled), on rows it was not fitted on; 0.5 says nothing, 1 all. */
  readonly auc: number;
  readonly text: Text;
}

export interface LeakOptions {
  /** Texts read as missing. */
  readonly blanks?: readonly string[];
  /** Columns known (from the journal, or by a person) to be filled only after the outcome. */
  readonly later?: readonly string[];
  /** A column that reaches this area alone separates the classes; 0.9 by default. */
  readonly separatesAt?: number;
  /** A column whose being filled reaches this area tells the outcome; 0.8 by default. */
  readonly filledAt?: number;
}

const BINS = 20;

/**
 * Columns to leave out by default, the strongest first: each judged alone, by the rate of the outcome in its levels (or 20 quantile bins),
 * fitted on one half of the rows and applied to the other, both ways. `y`: 0 or 1 a row. Kaufman et al. 2012, "Leakage in data mining".
 */
export function findLeaks(table: Table, y: ArrayLike<number>, options: LeakOptions = {}): Leak[] {
  const blanks = new Set(options.blanks);
  const later = new Set(options.later);
  const found: Leak[] = [];
  for (const column of table.columns) {
    const auc = aloneAuc(binsOf(column, blanks), y);
    const filled = aloneAuc(
      column.values.map((cell) => (asLevel(cell, blanks) === '' ? 0 : 1)),
      y,
    );
    if (later.has(column.name)) found.push(leak(column.name, 'later', auc));
    else if (filled >= (options.filledAt ?? 0.8)) found.push(leak(column.name, 'filled', filled));
    else if (auc >= (options.separatesAt ?? 0.9)) found.push(leak(column.name, 'separates', auc));
  }
  return found.sort((a, b) => b.auc - a.auc || (a.column < b.column ? -1 : 1));
}

/**
 * Columns that were filled after the decision in more than `share` (a twentieth) of the rows where they are filled at all: give them to `findLeaks` as `later`.
 * `filledAtMs`: by column, when each row's value was last written (`null` = never); `decidedAtMs`: when the score would have been asked for. Milliseconds since 1970.
 */
export function columnsFilledLater(filledAtMs: ReadonlyMap<string, readonly (number | null)[]>, decidedAtMs: readonly number[], share = 0.05): string[] {
  return [...filledAtMs].flatMap(([column, times]) => {
    const filled = times.flatMap((time, i) => (time === null ? [] : [time > (decidedAtMs[i] ?? Infinity) ? 1 : 0]));
    const late = filled.reduce<number>((sum, one) => sum + one, 0);
    return late > share * filled.length ? [column] : [];
  });
}

/** Area of every column alone, the strongest first: what a person may look at. */
export function columnStrength(table: Table, y: ArrayLike<number>, blanks: readonly string[] = []): { column: string; auc: number }[] {
  const empty = new Set(blanks);
  return table.columns.map((column) => ({ column: column.name, auc: aloneAuc(binsOf(column, empty), y) })).sort((a, b) => b.auc - a.auc);
}

const SENTENCES: Record<Leak['kind'], readonly [string, string]> = {
  later: ['is filled in only after the outcome', '在结果出现之后才填写'],
  separates: ['alone tells the outcomes apart', '单独就能区分结果'],
  filled: ['is filled in, or left blank, as the outcome goes', '是否填写与结果一致'],
};

function leak(column: string, kind: Leak['kind'], auc: number): Leak {
  const [en, zh] = SENTENCES[kind];
  const area = auc.toFixed(3);
  return {
    column,
    kind,
    auc,
    text: {
      en: `"${column}" ${en} (area under the curve ${area} by itself), so it is left out unless you ask for it.`,
      'zh-CN': `“${column}”${zh}（单独的曲线下面积为 ${area}），默认不使用，除非您要求。`,
    },
  };
}

/** A whole number a row: the bin or level of its value, 0 where it is missing. */
function binsOf({ values }: Column, blanks: ReadonlySet<string>): number[] {
  const numbers = values.map((cell) => (asLevel(cell, blanks) === '' ? null : asNumber(cell)));
  const known = numbers.filter((value) => value !== null).sort((a, b) => a - b);
  const filled = values.filter((cell) => asLevel(cell, blanks) !== '').length;
  if (known.length * 10 < filled * 9 || known.length === 0) return levelNumbers(values, blanks);
  const edges = Array.from({ length: BINS - 1 }, (_, b) => known[Math.floor(((b + 1) * known.length) / BINS)] as number);
  return numbers.map((value) => (value === null ? 0 : 1 + edges.filter((edge) => edge <= value).length));
}

function levelNumbers(values: readonly Cell[], blanks: ReadonlySet<string>): number[] {
  const numbers = new Map<string, number>([['', 0]]);
  return values.map((cell) => {
    const level = asLevel(cell, blanks);
    const known = numbers.get(level) ?? numbers.size;
    numbers.set(level, known);
    return known;
  });
}

/** Rates of one half, drawn towards the average by ten rows' weight, as scores of the other half. */
function aloneAuc(bins: readonly number[], y: ArrayLike<number>): number {
  const halves = [0, 1].map((half) => {
    const rates = ratesOf(bins, y, half);
    const rows = bins.map((_, i) => i).filter((i) => halfOf(i) !== half);
    return { p: rows.map((i) => rates(bins[i] as number)), y: rows.map((i) => y[i] as number) };
  });
  return halves.reduce((sum, half) => sum + aucOf(half.p, half.y) / 2, 0);
}

/** Halves that do not follow the order of the rows: Knuth's multiplicative hash. */
const halfOf = (i: number): number => (Math.imul(i + 1, 0x9e3779b1) >>> 16) & 1;

function ratesOf(bins: readonly number[], y: ArrayLike<number>, half: number): (bin: number) => number {
  const sums = new Map<number, [number, number]>();
  let [n, yes] = [0, 0];
  bins.forEach((bin, i) => {
    if (halfOf(i) !== half) return;
    const sum = sums.get(bin) ?? [0, 0];
    sum[0] += 1;
    sum[1] += y[i] as number;
    sums.set(bin, sum);
    n += 1;
    yes += y[i] as number;
  });
  const average = n > 0 ? yes / n : 0.5;
  return (bin) => {
    const [count, positives] = sums.get(bin) ?? [0, 0];
    return (positives + 10 * average) / (count + 10);
  };
}
