import { ok } from '#kernel';
import { badOption, refuse, type Answer } from '../problem.js';
import { solveSymmetric } from '../features/cholesky.js';
import { linearValues, sparseRows, type Matrix, type SparseRows } from '../features/matrix.js';

/** log-odds = intercept + row · weights; one weight a column of the matrix. */
export interface LogisticFit {
  readonly kind: 'logistic';
  readonly intercept: number;
  readonly weights: readonly number[];
  readonly iterations: number;
}

export interface LogisticOptions {
  /** Strength of the penalty l2 / 2 · |weights|²; the intercept goes free. 1 by default, as scikit-learn's C = 1. */
  readonly l2?: number;
}

export const sigmoid = (logit: number): number => (logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit)));

/** log(1 + e^x) without overflow. */
const softplus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

const MOST_STEPS = 100;

/**
 * Logistic regression by Newton's method with step halving (Hastie, Tibshirani & Friedman, ESL 4.4.1). `x`: rows x columns; `y`: 0 or 1 a row.
 * Errors: `analysis.one-class` when y has one value only, `analysis.shape`, `analysis.option` for a penalty that is not above 0.
 */
export function fitLogistic(x: Matrix, y: ArrayLike<number>, options: LogisticOptions = {}): Answer<LogisticFit> {
  const l2 = options.l2 ?? 1;
  if (!(l2 > 0 && l2 <= 1e9)) return badOption('/l2', 'The penalty must be above 0.', '惩罚系数必须大于 0。', l2);
  const refused = checkClasses(x.rows, y);
  if (refused) return refused;
  const rows = sparseRows(x);
  let at: Point = { beta: new Float64Array(x.cols + 1), loss: Infinity };
  at = { beta: at.beta, loss: lossAt(rows, y, at.beta, l2) };
  let iterations = 0;
  while (iterations < MOST_STEPS) {
    iterations += 1;
    const next = newtonStep(rows, y, at, l2);
    const gain = at.loss - next.loss;
    at = next;
    if (gain <= 1e-10 * Math.abs(at.loss)) break;
  }
  return ok({ kind: 'logistic', intercept: at.beta[x.cols] as number, weights: Array.from(at.beta.subarray(0, x.cols)), iterations });
}

/** Refuses targets that do not fit the rows, or have one class only. */
export function checkClasses(rows: number, y: ArrayLike<number>): Answer<never> | null {
  if (y.length !== rows) return refuse('analysis.shape', '/target', 'The target has another number of rows.', '目标列的行数与其他列不同。', y.length);
  let positives = 0;
  for (let i = 0; i < rows; i++) positives += y[i] as number;
  if (positives > 0 && positives < rows) return null;
  return refuse('analysis.one-class', '/target', 'The target has one class only; both are needed.', '目标列只有一个类别；需要两个类别。', positives);
}

/** Coefficients, the intercept last, and the penalised loss there. */
interface Point {
  readonly beta: Float64Array;
  readonly loss: number;
}

function lossAt(x: SparseRows, y: ArrayLike<number>, beta: Float64Array, l2: number): number {
  const logits = linearValues(x, beta, beta[x.cols] as number);
  let loss = 0;
  for (let i = 0; i < x.rows; i++) loss += softplus(logits[i] as number) - (y[i] as number) * (logits[i] as number);
  for (let j = 0; j < x.cols; j++) loss += (l2 / 2) * (beta[j] as number) ** 2;
  return loss;
}

function newtonStep(x: SparseRows, y: ArrayLike<number>, from: Point, l2: number): Point {
  const { hessian, gradient } = curvature(x, y, from.beta, l2);
  const step = solveSymmetric(hessian, gradient);
  for (let scale = 1; scale > 1e-6; scale /= 2) {
    const beta = from.beta.map((value, j) => value - scale * (step[j] as number));
    const loss = lossAt(x, y, beta, l2);
    if (loss < from.loss) return { beta, loss };
  }
  return from;
}

/** Gradient and lower half of the Hessian of the penalised loss. */
function curvature(x: SparseRows, y: ArrayLike<number>, beta: Float64Array, l2: number) {
  const n = x.cols + 1;
  const hessian = new Float64Array(n * n);
  const gradient = new Float64Array(n);
  const logits = linearValues(x, beta, beta[x.cols] as number);
  for (let i = 0; i < x.rows; i++) {
    const p = sigmoid(logits[i] as number);
    addRow(x, i, p - (y[i] as number), p * (1 - p), gradient, hessian);
  }
  for (let j = 0; j < x.cols; j++) {
    gradient[j] = (gradient[j] as number) + l2 * (beta[j] as number);
    hessian[j * n + j] = (hessian[j * n + j] as number) + l2;
  }
  return { hessian, gradient };
}

function addRow(x: SparseRows, i: number, residual: number, weight: number, gradient: Float64Array, hessian: Float64Array): void {
  const n = x.cols + 1;
  const last = x.cols;
  const from = x.start[i] as number;
  const to = x.start[i + 1] as number;
  for (let k = from; k < to; k++) {
    const column = x.column[k] as number;
    const value = x.value[k] as number;
    gradient[column] = (gradient[column] as number) + residual * value;
    hessian[last * n + column] = (hessian[last * n + column] as number) + weight * value;
    for (let m = from; m <= k; m++) {
      const at = column * n + (x.column[m] as number);
      hessian[at] = (hessian[at] as number) + weight * value * (x.value[m] as number);
    }
  }
  gradient[last] = (gradient[last] as number) + residual;
  hessian[last * n + last] = (hessian[last * n + last] as number) + weight;
}
