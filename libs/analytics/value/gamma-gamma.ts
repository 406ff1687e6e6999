import { ok } from '#kernel';
import { logGamma } from '../numeric/distributions.js';
import { isUsable, notANumber, refuse, tooFew, type Answer } from '../problem.js';
import { fitPositive } from './fit.js';

/**
 * Gamma-gamma model of the mean value of a purchase (Fader and Hardie, note 025, "The Gamma-Gamma Model of Monetary Value", 2013).
 * Plain JSON. `v` is in the currency of the values; `q` above 1 is needed for a mean to exist.
 */
export interface GammaGammaModel {
  readonly method: 'gamma-gamma';
  readonly p: number;
  readonly q: number;
  readonly v: number;
  readonly logLikelihood: number;
  readonly customers: number;
  readonly isAtEdge: boolean;
}

export interface Spending {
  /** Repeat purchases. */
  readonly x: number;
  /** Their mean value. */
  readonly meanValue: number;
}

const LEAST = 30;

/**
 * Fits by maximum likelihood on customers with a repeat purchase and a mean value above 0; others are left out. Refuses fewer than 30 of them.
 * Assumes that value and frequency do not depend on each other: see `valueFrequencyCorrelation`.
 */
export function fitGammaGamma(customers: readonly Spending[]): Answer<GammaGammaModel> {
  for (const [i, { x, meanValue }] of customers.entries()) {
    if (!isUsable(x)) return notANumber(`/customers/${i}/x`, x);
    if (!isUsable(meanValue)) return notANumber(`/customers/${i}/meanValue`, meanValue);
  }
  const used = customers.filter(({ x, meanValue }) => x > 0 && meanValue > 0);
  if (used.length < LEAST) return tooFew('/customers', LEAST, used.length, 'customers with a repeat purchase of some value', '位有复购金额的客户');
  const likelihood = ([p = 1, q = 1, v = 1]: readonly number[]): number => {
    let sum = used.length * (q * Math.log(v) - logGamma(q));
    for (const { x, meanValue } of used) {
      const px = p * x;
      sum += logGamma(px + q) - logGamma(px) + (px - 1) * Math.log(meanValue) + px * Math.log(x) - (px + q) * Math.log(x * meanValue + v);
    }
    return sum;
  };
  const mean = used.reduce((sum, { meanValue }) => sum + meanValue, 0) / used.length;
  const { parameters, logLikelihood, isAtEdge } = fitPositive(likelihood, [
    [1, 3, mean],
    [5, 4, mean / 2],
  ]);
  const [p, q, v] = parameters as [number, number, number];
  if (!(q > 1)) {
    const en = 'The values spread so widely that they have no mean (q <= 1): use the mean of each customer instead.';
    return refuse('analysis.no-mean', '/customers', en, '金额分布过于分散，均值不存在（q <= 1）：请改用每位客户自己的均值。', q);
  }
  return ok({ method: 'gamma-gamma', p, q, v, logLikelihood, customers: used.length, isAtEdge });
}

/** Mean value of a purchase to expect of a customer; the mean of all for one without a repeat. */
export function expectedValue({ p, q, v }: Pick<GammaGammaModel, 'p' | 'q' | 'v'>, { x, meanValue }: Spending): number {
  return (p * (v + x * Math.max(0, meanValue))) / (p * x + q - 1);
}

/** Pearson correlation of number and mean value of repeat purchases, which the model takes to be near 0; `null` where one of them does not vary. */
export function valueFrequencyCorrelation(customers: readonly Spending[]): number | null {
  const used = customers.filter(({ x, meanValue }) => x > 0 && meanValue > 0);
  const mean = (of: (one: Spending) => number): number => used.reduce((sum, one) => sum + of(one), 0) / used.length;
  const [mx, mv] = [mean(({ x }) => x), mean(({ meanValue }) => meanValue)];
  const product = mean(({ x, meanValue }) => (x - mx) * (meanValue - mv));
  const spread = Math.sqrt(mean(({ x }) => (x - mx) ** 2) * mean(({ meanValue }) => (meanValue - mv) ** 2));
  return spread > 0 ? product / spread : null;
}
