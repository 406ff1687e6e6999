import { ok } from '#kernel';
import { firstUnusable, type Answer } from '../problem.js';
import { checkClasses } from './logistic.js';

/** One bar of the calibration table: rows whose probability lies in [from, to). */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly meanPredicted: number;
  readonly observed: number;
}

/** A point of the ROC curve: shares of the negatives and of the positives at or above a threshold. */
export interface RocPoint {
  readonly falsePositive: number;
  readonly truePositive: number;
  readonly threshold: number;
}

/** How good probabilities were on rows whose outcome is known. */
export interface BinaryMetrics {
  readonly n: number;
  readonly positives: number;
  readonly auc: number;
  /** 95 % interval of the AUC by DeLong's variance. */
  readonly aucInterval: readonly [number, number];
  /** Share of rows on the right side of one half. */
  readonly accuracy: number;
  readonly logLoss: number;
  readonly brier: number;
  /** Positives among the highest tenth, against the average; rows of equal score share. */
  readonly liftAt10: number;
  /** Ten bins of equal width; empty bins are left out. */
  readonly calibration: readonly CalibrationBin[];
  /** From (0, 0) to (1, 1), at most 201 points. */
  readonly roc: readonly RocPoint[];
}

/** Checks probabilities against outcomes (0 or 1). Errors: `analysis.one-class`, `analysis.shape`, `analysis.not-a-number`. */
export function binaryMetrics(p: ArrayLike<number>, y: ArrayLike<number>): Answer<BinaryMetrics> {
  const refused = checkClasses(p.length, y) ?? firstUnusable(p, '/probabilities');
  if (refused) return refused;
  const order = descending(p);
  const { auc, interval } = areaUnderCurve(p, y);
  return ok({
    n: p.length,
    positives: sumOf(y),
    auc,
    aucInterval: interval,
    ...pointwise(p, y),
    liftAt10: liftAt(order, p, y, 0.1),
    calibration: calibrationTable(p, y),
    roc: rocCurve(order, p, y),
  });
}

const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
};

const descending = (p: ArrayLike<number>): Uint32Array =>
  Uint32Array.from({ length: p.length }, (_, i) => i).sort((a, b) => (p[b] as number) - (p[a] as number) || a - b);

/** Ranks from 1, ties sharing the middle one; `values` in any order. */
export function midranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to += 1;
    for (let k = from; k < to; k++) ranks[order[k] as number] = (from + to + 1) / 2;
  }
  return ranks;
}

/** Area under the ROC curve, ties counting half, with the interval of DeLong et al. 1988 by midranks (Sun & Xu 2014). */
function areaUnderCurve(p: ArrayLike<number>, y: ArrayLike<number>): { auc: number; interval: [number, number] } {
  const yes = pick(p, y, 1);
  const no = pick(p, y, 0);
  const all = midranks(p);
  const [inYes, inNo] = [midranks(yes), midranks(no)];
  const above = pick(all, y, 1).map((rank, i) => (rank - (inYes[i] as number)) / no.length);
  const below = pick(all, y, 0).map((rank, i) => 1 - (rank - (inNo[i] as number)) / yes.length);
  const auc = sumOf(above) / yes.length;
  const se = Math.sqrt(varianceOf(above, auc) / yes.length + varianceOf(below, auc) / no.length);
  return { auc, interval: [Math.max(0, auc - 1.959964 * se), Math.min(1, auc + 1.959964 * se)] };
}

/** The area alone, for checks that need no interval; half for one class. */
export function aucOf(p: ArrayLike<number>, y: ArrayLike<number>): number {
  const positives = sumOf(y);
  const negatives = y.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  const ranks = midranks(p);
  let sum = 0;
  for (let i = 0; i < y.length; i++) if (y[i] === 1) sum += ranks[i] as number;
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

const pick = (values: ArrayLike<number>, y: ArrayLike<number>, wanted: number): Float64Array =>
  Float64Array.from(Array.from(values).filter((_, i) => y[i] === wanted));

function varianceOf(values: Float64Array, mean: number): number {
  if (values.length < 2) return 0;
  let sum = 0;
  for (const value of values) sum += (value - mean) ** 2;
  return sum / (values.length - 1);
}

function pointwise(p: ArrayLike<number>, y: ArrayLike<number>) {
  let right = 0;
  let logLoss = 0;
  let brier = 0;
  for (let i = 0; i < p.length; i++) {
    const [guess, actual] = [p[i] as number, y[i] as number];
    if (guess >= 0.5 === (actual === 1)) right += 1;
    const kept = Math.min(1 - 1e-15, Math.max(1e-15, actual === 1 ? guess : 1 - guess));
    logLoss -= Math.log(kept) / p.length;
    brier += (guess - actual) ** 2 / p.length;
  }
  return { accuracy: right / p.length, logLoss, brier };
}

function liftAt(order: Uint32Array, p: ArrayLike<number>, y: ArrayLike<number>, share: number): number {
  const wanted = Math.max(1, Math.floor(order.length * share));
  let hits = 0;
  for (let from = 0, to = 0; from < wanted; from = to) {
    let yes = 0;
    while (to < order.length && p[order[to] as number] === p[order[from] as number]) yes += y[order[to++] as number] as number;
    hits += (yes * Math.min(to, wanted) - yes * from) / (to - from);
  }
  return hits / wanted / (sumOf(y) / order.length);
}

function calibrationTable(p: ArrayLike<number>, y: ArrayLike<number>): CalibrationBin[] {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, predicted: 0, yes: 0 }));
  for (let i = 0; i < p.length; i++) {
    const bin = bins[Math.max(0, Math.min(9, Math.floor((p[i] as number) * 10)))] as (typeof bins)[number];
    bin.n += 1;
    bin.predicted += p[i] as number;
    bin.yes += y[i] as number;
  }
  return bins
    .map(({ n, predicted, yes }, b) => ({ from: b / 10, to: (b + 1) / 10, n, meanPredicted: predicted / n, observed: yes / n }))
    .filter(({ n }) => n > 0);
}

function rocCurve(order: Uint32Array, p: ArrayLike<number>, y: ArrayLike<number>): RocPoint[] {
  const yes = sumOf(y);
  const no = order.length - yes;
  const points: RocPoint[] = [];
  let [hits, alarms] = [0, 0];
  for (let k = 0; k < order.length; k++) {
    const at = order[k] as number;
    if (y[at] === 1) hits += 1;
    else alarms += 1;
    const threshold = p[at] as number;
    if (k + 1 < order.length && p[order[k + 1] as number] === threshold) continue;
    points.push({ falsePositive: alarms / no, truePositive: hits / yes, threshold });
  }
  const stride = Math.ceil(points.length / 200);
  const kept = points.filter((_, i) => i % stride === stride - 1 || i === points.length - 1);
  return [{ falsePositive: 0, truePositive: 0, threshold: 1 }, ...kept];
}
