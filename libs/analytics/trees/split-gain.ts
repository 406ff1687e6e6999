import { asLevel, asNumber, type Cell } from '../features/table.js';

/** A way to part rows by one column. */
export type Question = { readonly column: string; readonly gain: number; readonly ratio: number } & (
  | { readonly kind: 'levels'; readonly parts: ReadonlyMap<string, readonly number[]> }
  | { readonly kind: 'number'; readonly threshold: number; readonly low: readonly number[]; readonly high: readonly number[] }
);

interface AskedColumn {
  readonly name: string;
  readonly cells: readonly Cell[];
  readonly numeric: boolean;
}

const NONE: ReadonlySet<string> = new Set();

export function countsOf(rows: readonly number[], labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const i of rows) counts.set(labels[i] as string, (counts.get(labels[i] as string) ?? 0) + 1);
  return counts;
}

/** Bits of surprise in counts (Shannon 1948). */
export function entropy(counts: Iterable<number>): number {
  const list = [...counts].filter((count) => count > 0);
  const total = list.reduce((a, b) => a + b, 0);
  return list.reduce((sum, count) => sum - (count / total) * Math.log2(count / total), 0);
}

/** The question with the most gain, or with the best gain ratio among those of at least the average gain. `null` when nothing is gained. */
export function bestQuestion(
  columns: readonly AskedColumn[],
  rows: readonly number[],
  labels: readonly string[],
  { ratio, minRows }: { readonly ratio: boolean; readonly minRows: number },
): Question | null {
  const all = columns
    .map((column) => (column.numeric ? bestThreshold(column, rows, labels, minRows) : byLevels(column, rows, labels, minRows)))
    .filter((question) => question !== null)
    .filter(({ gain }) => gain > 1e-9);
  const average = all.reduce((sum, { gain }) => sum + gain / all.length, 0);
  const worth = (question: Question): number => (ratio ? question.ratio : question.gain);
  const eligible = ratio ? all.filter(({ gain }) => gain >= average - 1e-9) : all;
  return eligible.reduce<Question | null>((best, question) => (best && worth(best) >= worth(question) ? best : question), null);
}

function byLevels({ name, cells }: AskedColumn, rows: readonly number[], labels: readonly string[], minRows: number): Question | null {
  const parts = new Map<string, number[]>();
  for (const i of rows) {
    const level = asLevel(cells[i], NONE);
    const part = parts.get(level) ?? [];
    part.push(i);
    parts.set(level, part);
  }
  if ([...parts.values()].filter((part) => part.length >= minRows).length < 2) return null;
  const left = [...parts.values()].reduce((sum, part) => sum + (part.length / rows.length) * entropy(countsOf(part, labels).values()), 0);
  const gain = entropy(countsOf(rows, labels).values()) - left;
  return { kind: 'levels', column: name, gain, ratio: gain / entropy([...parts.values()].map((part) => part.length)), parts };
}

/** Between two neighbouring values, where most is gained; missing values go low. */
function bestThreshold({ name, cells }: AskedColumn, rows: readonly number[], labels: readonly string[], minRows: number): Question | null {
  const valueOf = (i: number): number => asNumber(cells[i]) ?? -Infinity;
  const sorted = [...rows].sort((a, b) => valueOf(a) - valueOf(b));
  const high = countsOf(rows, labels);
  const low = new Map<string, number>();
  const whole = entropy(high.values());
  let [gain, at] = [0, 0];
  for (let k = 1; k < sorted.length; k++) {
    const label = labels[sorted[k - 1] as number] as string;
    low.set(label, (low.get(label) ?? 0) + 1);
    high.set(label, (high.get(label) as number) - 1);
    if (k < minRows || sorted.length - k < minRows || !(valueOf(sorted[k - 1] as number) < valueOf(sorted[k] as number))) continue;
    const share = k / sorted.length;
    const here = whole - share * entropy(low.values()) - (1 - share) * entropy(high.values());
    if (here > gain) [gain, at] = [here, k];
  }
  if (at === 0) return null;
  const [below, above] = [valueOf(sorted[at - 1] as number), valueOf(sorted[at] as number)];
  const threshold = Number.isFinite(below) ? below + (above - below) / 2 : above - Math.max(1, Math.abs(above) * 1e-9);
  return { kind: 'number', column: name, gain, ratio: gain / entropy([at, sorted.length - at]), threshold, low: sorted.slice(0, at), high: sorted.slice(at) };
}
