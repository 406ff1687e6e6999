import { ok } from '#kernel';
import { hypergeometric } from '../numeric/hypergeometric.js';
import { logBeta, logGamma } from '../numeric/distributions.js';
import { badOption, isUsable, isWhole, type Answer } from '../problem.js';
import { fitPositive } from './fit.js';
import { grouped, historyProblem, perX, oneHistoryProblem, type PurchaseHistory, type TimeUnit } from './histories.js';

/**
 * BG/NBD (Fader, Hardie and Lee 2005, "Counting Your Customers the Easy Way", Marketing Science 24): purchases at gamma(r, alpha) rates,
 * leaving after a purchase with beta(a, b) chance. Plain JSON. `alpha` and every time handed in are in `unit`.
 */
export interface BgNbdModel {
  readonly method: 'bg-nbd';
  readonly unit: TimeUnit;
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  readonly logLikelihood: number;
  readonly customers: number;
  readonly isAtEdge: boolean;
}

/** Fits by maximum likelihood. Refuses impossible histories and fewer than 30 customers who came back. */
export function fitBgNbd(histories: readonly PurchaseHistory[], unit: TimeUnit): Answer<BgNbdModel> {
  const wrong = historyProblem(histories);
  if (wrong) return wrong;
  const groups = grouped(histories);
  const likelihood = ([r = 1, alpha = 1, a = 1, b = 1]: readonly number[]): number => {
    const constant = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
    const ofX = perX(groups, (x) => logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x));
    let sum = constant * histories.length;
    for (const { x, tx, T, count } of groups) {
      const stayed = -(r + x) * Math.log(alpha + T);
      const left = x > 0 ? Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + tx) : -Infinity;
      const most = Math.max(stayed, left);
      sum += count * (ofX(x) + most + Math.log(Math.exp(stayed - most) + Math.exp(left - most)));
    }
    return sum;
  };
  const scale = meanOf(histories.map(({ T }) => T));
  const starts = [
    [1, scale / 4, 1, 2],
    [0.3, scale / 10, 0.5, 3],
  ];
  const { parameters, logLikelihood, isAtEdge } = fitPositive(likelihood, starts);
  const [r, alpha, a, b] = parameters as [number, number, number, number];
  return ok({ method: 'bg-nbd', unit, r, alpha, a, b, logLikelihood, customers: histories.length, isAtEdge });
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export type BgNbdParameters = Pick<BgNbdModel, 'r' | 'alpha' | 'a' | 'b'>;

/** Chance that the customer is still one at time T. */
export function bgNbdAlive({ r, alpha, a, b }: BgNbdParameters, { x, tx, T }: PurchaseHistory): number {
  if (x === 0) return 1;
  return 1 / (1 + (a / (b + x - 1)) * ((alpha + T) / (alpha + tx)) ** (r + x));
}

/** Purchases to expect from a customer in the next `t` (same unit). Refuses impossible histories and t below 0. */
export function bgNbdExpected(model: BgNbdParameters, history: PurchaseHistory, t: number): Answer<number> {
  const wrong = oneHistoryProblem(history, '/customer') ?? timeProblem(t);
  if (wrong) return wrong;
  const { r, alpha, b } = model;
  const a = offOne(model.a);
  const { x, T } = history;
  const z = t / (alpha + T + t);
  // Euler's transformation of the published form: the powers of (1 - z) join, and nothing overflows for large x.
  const inner = (1 - z) ** (a - 1) * hypergeometric(a + b - 1 - r, a - 1, a + b + x - 1, z);
  const value = ((a + b + x - 1) / (a - 1)) * (1 - inner) * bgNbdAlive(model, history);
  return ok(Math.max(0, value));
}

/** Purchases to expect from a customer of whom nothing is known, in time t after the first one. */
export function bgNbdExpectedNew({ r, alpha, a: givenA, b }: BgNbdParameters, t: number): Answer<number> {
  const wrong = timeProblem(t);
  if (wrong) return wrong;
  const a = offOne(givenA);
  const z = t / (alpha + t);
  const inner = (1 - z) ** (a - 1) * hypergeometric(a + b - 1 - r, a - 1, a + b - 1, z);
  return ok(Math.max(0, ((a + b - 1) / (a - 1)) * (1 - inner)));
}

/** Chance of exactly x purchases in time t after the first one. */
export function bgNbdChance({ r, alpha, a, b }: BgNbdParameters, t: number, x: number): Answer<number> {
  const wrong = timeProblem(t);
  if (wrong) return wrong;
  if (!isWhole(x, 0, 1e6)) return badOption('/x', 'x must be a whole number of at least 0.', 'x 必须是非负整数。', x);
  const [p, q] = [alpha / (alpha + t), t / (alpha + t)];
  const term = (n: number): number => Math.exp(logGamma(r + n) - logGamma(r) - logGamma(n + 1) + r * Math.log(p) + (n === 0 ? 0 : n * Math.log(q)));
  const stayed = Math.exp(logBeta(a, b + x) - logBeta(a, b)) * term(x);
  if (x === 0) return ok(stayed);
  let below = 0;
  for (let n = 0; n < x; n += 1) below += term(n);
  return ok(stayed + Math.exp(logBeta(a + 1, b + x - 1) - logBeta(a, b)) * Math.max(0, 1 - below));
}

export const timeProblem = (t: number): Answer<never> | null =>
  t >= 0 && isUsable(t) ? null : badOption('/t', 'The time must be a number of zero or more.', '时间必须是不小于零的数值。', t);

/** The expectations have a removable gap at a = 1. */
const offOne = (a: number): number => (Math.abs(a - 1) < 1e-7 ? 1 + 1e-7 : a);
