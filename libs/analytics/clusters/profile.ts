import { ok, type Text } from '#kernel';
import type { Matrix } from '../matrix.js';
import { refuse, type Answer } from '../problem.js';

/** How a cluster differs from all rows in one column. */
export interface Trait {
  readonly column: string;
  readonly mean: number;
  readonly overall: number;
  /** (mean - overall) / population deviation over all rows; 0 for a constant column. */
  readonly deviations: number;
}

export interface ClusterProfile {
  readonly cluster: number;
  readonly rows: number;
  /** 0 to 1. */
  readonly share: number;
  readonly traits: readonly Trait[];
  /** What sets it apart, the three strongest traits of at least half a deviation, in words. */
  readonly summary: Text;
}

/** Profile of each cluster over named columns, best given in their own units. Negative labels (noise) count in the overall means only. */
export function profileClusters(matrix: Matrix, labels: ArrayLike<number>, names: readonly string[]): Answer<ClusterProfile[]> {
  if (labels.length !== matrix.rows || names.length !== matrix.columns)
    return refuse('analysis.shape', '/labels', 'Labels must be one a row and names one a column.', '每行需要一个标签，每列需要一个名称。', labels.length);
  const k = Array.from(labels).reduce((most, label) => Math.max(most, label + 1), 0);
  const { sums, counts } = sumsOf(matrix, labels, k);
  const overall = names.map((_, c) => columnMoments(matrix, c));
  return ok(
    Array.from({ length: k }, (_, cluster) => {
      const rows = counts[cluster] as number;
      const traits = names.map((column, c) => {
        const { mean: all, deviation } = overall[c] as { mean: number; deviation: number };
        const mean = rows > 0 ? (sums[cluster * matrix.columns + c] as number) / rows : all;
        return { column, mean, overall: all, deviations: deviation > 0 ? (mean - all) / deviation : 0 };
      });
      return { cluster, rows, share: rows / matrix.rows, traits, summary: inWords(traits) };
    }),
  );
}

function inWords(traits: readonly Trait[]): Text {
  const strongest = traits.filter(({ deviations }) => Math.abs(deviations) >= 0.5).sort((a, b) => Math.abs(b.deviations) - Math.abs(a.deviations));
  const said = strongest.slice(0, 3);
  if (said.length === 0) return { en: 'close to the average in every column', 'zh-CN': '各列都接近平均水平' };
  const isHigh = ({ deviations }: Trait): boolean => deviations > 0;
  return {
    en: said.map((t) => `${t.column} ${isHigh(t) ? 'above' : 'below'} average (${short(t.mean)} against ${short(t.overall)})`).join('; '),
    'zh-CN': said.map((t) => `${t.column}${isHigh(t) ? '高于' : '低于'}平均（${short(t.mean)}，平均 ${short(t.overall)}）`).join('；'),
  };
}

const short = (value: number): string => String(Number(value.toPrecision(3)));

function sumsOf({ values, rows, columns }: Matrix, labels: ArrayLike<number>, k: number): { sums: Float64Array; counts: Float64Array } {
  const sums = new Float64Array(k * columns);
  const counts = new Float64Array(k);
  for (let r = 0; r < rows; r += 1) {
    const label = labels[r] as number;
    if (label < 0) continue;
    counts[label]! += 1;
    for (let c = 0; c < columns; c += 1) sums[label * columns + c]! += values[r * columns + c] as number;
  }
  return { sums, counts };
}

function columnMoments({ values, rows, columns }: Matrix, c: number): { mean: number; deviation: number } {
  let sum = 0;
  for (let r = 0; r < rows; r += 1) sum += values[r * columns + c] as number;
  const mean = sum / rows;
  let squares = 0;
  for (let r = 0; r < rows; r += 1) squares += ((values[r * columns + c] as number) - mean) ** 2;
  const deviation = Math.sqrt(squares / rows);
  return { mean, deviation: deviation <= Math.abs(mean) * 1e-13 ? 0 : deviation };
}
