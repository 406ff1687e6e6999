import { ok } from '#kernel';
import { gaussFraction } from '../numeric/hypergeometric.js';
import { logGamma } from '../numeric/distributions.js';
import type { Answer } from '../problem.js';
import { timeProblem } from './bg-nbd.js';
import { fitPositive } from './fit.js';
import { grouped, historyProblem, perX, oneHistoryProblem, type PurchaseHistory, type TimeUnit } from './histories.js';

/**
 * Pareto/NBD (Schmittlein, Morrison and Colombo 1987; likelihood as in Fader and Hardie 2005, "A Note on Deriving the Pareto/NBD Model"):
 * purchases at gamma(r, alpha) rates, lifetimes exponential at gamma(s, beta) rates. Plain JSON, times in `unit`.
 */
export interface ParetoNbdModel {
  readonly method: 'pareto-nbd';
  readonly unit: TimeUnit;
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
  readonly logLikelihood: number;
  readonly customers: number;
  readonly isAtEdge: boolean;
}

export type ParetoNbdParameters = Pick<ParetoNbdModel, 'r' | 'alpha' | 's' | 'beta'>;

/** Fits by maximum likelihood. Refuses impossible histories and fewer than 30 customers who came back. */
export function fitParetoNbd(histories: readonly PurchaseHistory[], unit: TimeUnit): Answer<ParetoNbdModel> {
  const wrong = historyProblem(histories);
  if (wrong) return wrong;
  const groups = grouped(histories);
  const likelihood = ([r = 1, alpha = 1, s = 1, beta = 1]: readonly number[]): number => {
    const model = { r, alpha, s, beta };
    const ofX = perX(groups, (x) => logGamma(r + x));
    let sum = histories.length * (r * Math.log(alpha) + s * Math.log(beta) - logGamma(r));
    for (const history of groups) {
      const stayed = -(r + history.x) * Math.log(alpha + history.T) - s * Math.log(beta + history.T);
      const left = Math.log(s / (r + s + history.x)) + logLeft(model, history);
      const most = Math.max(stayed, left);
      sum += history.count * (ofX(history.x) + most + Math.log(Math.exp(stayed - most) + Math.exp(left - most)));
    }
    return sum;
  };
  const scale = histories.reduce((sum, { T }) => sum + T, 0) / histories.length;
  const { parameters, logLikelihood, isAtEdge } = fitPositive(likelihood, [
    [1, scale / 3, 1, scale / 3],
    [0.5, scale / 5, 0.5, scale / 2],
  ]);
  const [r, alpha, s, beta] = parameters as [number, number, number, number];
  return ok({ method: 'pareto-nbd', unit, r, alpha, s, beta, logLikelihood, customers: histories.length, isAtEdge });
}

/** Logarithm of A0: the likelihood of having left between t_x and T, without its constants. -Infinity where t_x = T. */
function logLeft({ r, alpha, s, beta }: ParetoNbdParameters, { x, tx, T }: PurchaseHistory): number {
  const n = r + s + x;
  const [smaller, larger] = [Math.min(alpha, beta), Math.max(alpha, beta)];
  const exponent = alpha >= beta ? s + 1 : r + x;
  // 2F1(n, exponent; n + 1; z) by Euler's transformation, so that all terms are positive; 1 - z = (smaller + t) / (larger + t).
  const at = (t: number): number =>
    (1 - exponent) * (Math.log(smaller + t) - Math.log(larger + t)) +
    Math.log(gaussFraction(n + 1 - exponent, n + 1, (larger - smaller) / (larger + t))) -
    n * Math.log(larger + t);
  const [early, late] = [at(tx), at(T)];
  return early > late ? early + Math.log1p(-Math.exp(late - early)) : -Infinity;
}

/** Chance that the customer is still one at time T. */
export function paretoNbdAlive(model: ParetoNbdParameters, history: PurchaseHistory): number {
  const { r, alpha, s, beta } = model;
  const { x, T } = history;
  const odds = Math.log(s / (r + s + x)) + (r + x) * Math.log(alpha + T) + s * Math.log(beta + T) + logLeft(model, history);
  return 1 / (1 + Math.exp(odds));
}

/** Purchases to expect from a customer in the next `t` (same unit). Refuses impossible histories and t below 0. */
export function paretoNbdExpected(model: ParetoNbdParameters, history: PurchaseHistory, t: number): Answer<number> {
  const wrong = oneHistoryProblem(history, '/customer') ?? timeProblem(t);
  if (wrong) return wrong;
  const { r, alpha, s, beta } = model;
  const { x, T } = history;
  return ok(((r + x) / (alpha + T)) * lifeWithin(s, beta + T, t) * paretoNbdAlive(model, history));
}

/** Purchases to expect from a customer of whom nothing is known, in time t after the first one. */
export function paretoNbdExpectedNew({ r, alpha, s, beta }: ParetoNbdParameters, t: number): Answer<number> {
  const wrong = timeProblem(t);
  return wrong ?? ok((r / alpha) * lifeWithin(s, beta, t));
}

/** Mean time alive within t for a Pareto(s, scale) lifetime; written so that it holds through s = 1. */
function lifeWithin(s: number, scale: number, t: number): number {
  const growth = Math.log1p(t / scale);
  const k = (1 - s) * growth;
  return Math.abs(k) < 1e-9 ? scale * growth * (1 + k / 2) : (scale * Math.expm1(k)) / (1 - s);
}
