import { ok } from '#kernel';
import { linearValues, sparseRows, type Matrix, type SparseRows } from '../features/matrix.js';
import { badOption, type Answer } from '../problem.js';
import { seededRandom } from '../random.js';
import { checkClasses } from './logistic.js';

/** margin = intercept + row · weights; above 0 is the positive side. A margin is no probability: calibrate it. */
export interface SvmFit {
  readonly kind: 'svm';
  readonly intercept: number;
  readonly weights: readonly number[];
  readonly rounds: number;
}

export interface SvmOptions {
  readonly seed: number;
  /** Price of a row on the wrong side; 0.1 by default. */
  readonly c?: number;
}

const MOST_ROUNDS = 200;
const CLOSE = 0.01;

/**
 * Linear support vector machine, squared hinge loss, by dual coordinate descent (Hsieh et al. 2008, as LIBLINEAR's solver 1); the intercept is a column of ones. `x`: rows x columns, `y`: 0 or 1 a row.
 * Errors: `analysis.one-class`, `analysis.shape`, `analysis.option`.
 */
export function fitLinearSvm(x: Matrix, y: ArrayLike<number>, options: SvmOptions): Answer<SvmFit> {
  const c = options.c ?? 0.1;
  if (!(c > 0 && c <= 1e6)) return badOption('/c', 'The price of a row must be above 0.', '惩罚参数必须大于 0。', c);
  const refused = checkClasses(x.rows, y);
  if (refused) return refused;
  const rows = sparseRows(x);
  const weights = new Float64Array(x.cols + 1);
  const dual: Dual = { rows, y, weights, alpha: new Float64Array(x.rows), norms: normsOf(rows), damping: 1 / (2 * c) };
  const order = Uint32Array.from({ length: x.rows }, (_, i) => i);
  const random = seededRandom(options.seed);
  let rounds = 0;
  for (let widest = Infinity; widest > CLOSE && rounds < MOST_ROUNDS; rounds++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    widest = order.reduce((most, i) => Math.max(most, Math.abs(improve(dual, i))), 0);
  }
  return ok({ kind: 'svm', intercept: weights[x.cols] as number, weights: Array.from(weights.subarray(0, x.cols)), rounds });
}

interface Dual {
  readonly rows: SparseRows;
  readonly y: ArrayLike<number>;
  readonly weights: Float64Array;
  readonly alpha: Float64Array;
  readonly norms: Float64Array;
  readonly damping: number;
}

/** Squared length of each row, the one for the intercept included. */
function normsOf(x: SparseRows): Float64Array {
  const norms = new Float64Array(x.rows).fill(1);
  for (let i = 0; i < x.rows; i++)
    for (let k = x.start[i] as number; k < (x.start[i + 1] as number); k++) norms[i] = (norms[i] as number) + (x.value[k] as number) ** 2;
  return norms;
}

/** Moves the dual variable of one row to its best; gives the projected gradient before. */
function improve({ rows, y, weights, alpha, norms, damping }: Dual, i: number): number {
  const [from, to, last] = [rows.start[i] as number, rows.start[i + 1] as number, rows.cols];
  const sign = y[i] === 1 ? 1 : -1;
  let margin = weights[last] as number;
  for (let k = from; k < to; k++) margin += (rows.value[k] as number) * (weights[rows.column[k] as number] as number);
  const before = alpha[i] as number;
  const gradient = sign * margin - 1 + damping * before;
  const projected = before === 0 ? Math.min(gradient, 0) : gradient;
  if (projected === 0) return 0;
  const after = Math.max(0, before - gradient / ((norms[i] as number) + damping));
  const move = (after - before) * sign;
  alpha[i] = after;
  for (let k = from; k < to; k++) weights[rows.column[k] as number] = (weights[rows.column[k] as number] as number) + move * (rows.value[k] as number);
  weights[last] = (weights[last] as number) + move;
  return projected;
}

/** Margin of each row. */
export const svmScores = (fit: SvmFit, x: Matrix): Float64Array => linearValues(sparseRows(x), fit.weights, fit.intercept);
