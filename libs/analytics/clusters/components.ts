import { EigenvalueDecomposition, Matrix as LibraryMatrix } from 'ml-matrix';
import { ok } from '#kernel';
import type { Matrix } from '../matrix.js';
import { refuse, tooFew, type Answer } from '../problem.js';

/** Main components of a table; plain JSON. A row is projected by (row - mean) / deviation, times each component. */
export interface Components {
  readonly mean: readonly number[];
  /** Population deviations where the columns were scaled, 1 elsewhere. */
  readonly deviation: readonly number[];
  /** Unit vectors of one weight a column; the weight of the largest size is positive. */
  readonly components: readonly (readonly number[])[];
  /** Share of the whole variance that each one holds, 0 to 1. */
  readonly share: readonly number[];
}

/**
 * The `count` main components (two, for a map) by the eigenvectors of the covariance (Pearson 1901); `isScaled` reckons with correlations instead, for columns of different units.
 * Refuses one row, and a table whose columns are all constant. Fewer come back where there are fewer columns.
 */
export function mainComponents(matrix: Matrix, { count = 2, isScaled = false } = {}): Answer<Components> {
  if (matrix.rows < 2) return tooFew('/rows', 2, matrix.rows, 'rows', '行');
  const { mean, covariance } = momentsOf(matrix);
  const d = matrix.columns;
  const variance = (c: number): number => covariance[c * d + c] as number;
  const deviation = mean.map((_, c) => (isScaled && variance(c) > 0 ? Math.sqrt(variance(c)) : 1));
  const scaled = LibraryMatrix.zeros(d, d);
  let total = 0;
  for (let a = 0; a < d; a += 1)
    for (let b = 0; b < d; b += 1) {
      const value = (covariance[a * d + b] as number) / ((deviation[a] as number) * (deviation[b] as number));
      scaled.set(a, b, value);
      if (a === b) total += value;
    }
  if (!(total > 0))
    return refuse('analysis.constant', '/rows', 'All columns are constant: there is nothing to draw apart.', '所有列都是常量：没有可区分的内容。');
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(scaled, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => (realEigenvalues[b] as number) - (realEigenvalues[a] as number));
  const main = order.slice(0, count);
  return ok({
    mean,
    deviation,
    components: main.map((i) => pointed(eigenvectorMatrix.getColumn(i))),
    share: main.map((i) => Math.max(0, realEigenvalues[i] as number) / total),
  });
}

/** Places of the rows on the components: rows x components, row by row. Refuses another number of columns. */
export function project({ mean, deviation, components }: Components, { values, rows, columns }: Matrix): Answer<Float64Array> {
  if (columns !== mean.length)
    return refuse(
      'analysis.shape',
      '/rows/0',
      `The components have ${mean.length} columns, the rows have ${columns}.`,
      `主成分有 ${mean.length} 列，数据有 ${columns} 列。`,
    );
  const placed = new Float64Array(rows * components.length);
  for (let r = 0; r < rows; r += 1)
    for (const [p, weights] of components.entries()) {
      let sum = 0;
      for (let c = 0; c < columns; c += 1)
        sum += (((values[r * columns + c] as number) - (mean[c] as number)) / (deviation[c] as number)) * (weights[c] as number);
      placed[r * components.length + p] = sum;
    }
  return ok(placed);
}

/** The sign of an eigenvector is free: the weight of the largest size shall be positive. */
function pointed(vector: readonly number[]): number[] {
  const largest = vector.reduce((best, weight) => (Math.abs(weight) > Math.abs(best) + 1e-12 ? weight : best), 0);
  return vector.map((weight) => (largest < 0 ? -weight : weight));
}

function momentsOf({ values, rows, columns }: Matrix): { mean: number[]; covariance: Float64Array } {
  const mean = Array.from({ length: columns }, (_, c) => {
    let sum = 0;
    for (let r = 0; r < rows; r += 1) sum += values[r * columns + c] as number;
    return sum / rows;
  });
  const covariance = new Float64Array(columns * columns);
  for (let r = 0; r < rows; r += 1)
    for (let a = 0; a < columns; a += 1) {
      const gap = (values[r * columns + a] as number) - (mean[a] as number);
      for (let b = 0; b <= a; b += 1) covariance[a * columns + b]! += (gap * ((values[r * columns + b] as number) - (mean[b] as number))) / rows;
    }
  for (let a = 0; a < columns; a += 1) for (let b = 0; b < a; b += 1) covariance[b * columns + a] = covariance[a * columns + b] as number;
  return { mean, covariance };
}
