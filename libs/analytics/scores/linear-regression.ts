import { ok } from '#kernel';
import { badOption, firstUnusable, refuse, tooFew, type Answer } from '../problem.js';
import { solveSymmetric } from '../features/cholesky.js';
import { linearValues, sparseRows, type Matrix } from '../features/matrix.js';

/** value = intercept + row · weights. */
export interface LinearFit {
  readonly kind: 'linear';
  readonly intercept: number;
  readonly weights: readonly number[];
  /** On the training rows: share of the variance explained, and root of the mean squared error. */
  readonly rSquared: number;
  readonly rmse: number;
}

/**
 * Least squares with a penalty l2 · |weights|² (ridge; Hoerl & Kennard 1970); l2 = 0 by default: plain least squares by the normal equations. `x`: rows x columns, `y`: a number a row.
 * Errors: `analysis.shape`, `analysis.too-few` below 2 rows, `analysis.not-a-number`.
 */
export function fitLinear(x: Matrix, y: ArrayLike<number>, options: { readonly l2?: number } = {}): Answer<LinearFit> {
  const l2 = options.l2 ?? 0;
  if (!(l2 >= 0 && l2 <= 1e9)) return badOption('/l2', 'The penalty must be 0 or above.', '惩罚系数不能小于 0。', l2);
  if (y.length !== x.rows) return refuse('analysis.shape', '/target', 'The target has another number of rows.', '目标列的行数与其他列不同。', y.length);
  if (x.rows < 2) return tooFew('/rows', 2, x.rows, 'rows', '行');
  const refused = firstUnusable(y, '/target') ?? firstUnusable(x.data, '/x');
  if (refused) return refused;
  const scale = Math.max(1, largest(y));
  const beta = solveNormal(x, y, scale, l2);
  const weights = Array.from(beta.subarray(0, x.cols));
  const intercept = beta[x.cols] as number;
  return ok({ kind: 'linear', intercept, weights, ...fitOf(linearValues(sparseRows(x), weights, intercept), y, scale) });
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i] as number));
  return most;
}

function solveNormal(x: Matrix, y: ArrayLike<number>, scale: number, l2: number): Float64Array {
  const n = x.cols + 1;
  const gram = new Float64Array(n * n);
  const right = new Float64Array(n);
  const row = new Float64Array(n).fill(1);
  for (let i = 0; i < x.rows; i++) {
    row.set(x.data.subarray(i * x.cols, (i + 1) * x.cols));
    for (let j = 0; j < n; j++) {
      right[j] = (right[j] as number) + (row[j] as number) * ((y[i] as number) / scale);
      for (let k = 0; k <= j; k++) gram[j * n + k] = (gram[j * n + k] as number) + (row[j] as number) * (row[k] as number);
    }
  }
  for (let j = 0; j < x.cols; j++) gram[j * n + j] = (gram[j * n + j] as number) + l2;
  return solveSymmetric(gram, right).map((value) => value * scale);
}

function fitOf(values: Float64Array, y: ArrayLike<number>, scale: number): { rSquared: number; rmse: number } {
  let mean = 0;
  for (let i = 0; i < y.length; i++) mean += (y[i] as number) / y.length;
  let [rest, total] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    rest += (((y[i] as number) - (values[i] as number)) / scale) ** 2;
    total += (((y[i] as number) - mean) / scale) ** 2;
  }
  return { rSquared: total > 0 ? 1 - rest / total : 0, rmse: Math.sqrt(rest / y.length) * scale };
}
