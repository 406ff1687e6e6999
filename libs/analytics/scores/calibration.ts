import { ok } from '#kernel';
import { firstUnusable, type Answer } from '../problem.js';
import { checkClasses, fitLogistic, sigmoid } from './logistic.js';

/** Turns raw scores into probabilities; plain JSON. */
export type Calibration =
  | { readonly kind: 'platt'; readonly slope: number; readonly offset: number }
  /** Probability `p[i]` at raw score `x[i]`, straight lines between, flat outside; x rises, p never falls. */
  | { readonly kind: 'isotonic'; readonly x: readonly number[]; readonly p: readonly number[] };

/** Platt 1999: a logistic curve through the scores, with the targets (n1 + 1) / (n1 + 2) and 1 / (n0 + 2) that keep it from certainty. `y`: 0 or 1. */
export function fitPlatt(scores: ArrayLike<number>, y: ArrayLike<number>): Answer<Calibration> {
  const refused = checkClasses(scores.length, y) ?? firstUnusable(scores, '/scores');
  if (refused) return refused;
  let yes = 0;
  for (let i = 0; i < y.length; i++) yes += y[i] as number;
  const high = (yes + 1) / (yes + 2);
  const low = 1 / (y.length - yes + 2);
  const targets = Float64Array.from({ length: y.length }, (_, i) => (y[i] === 1 ? high : low));
  const fit = fitLogistic({ rows: scores.length, cols: 1, data: Float64Array.from(scores) }, targets, { l2: 1e-9 });
  if (!fit.ok) return fit;
  return ok({ kind: 'platt', slope: fit.value.weights[0] as number, offset: fit.value.intercept });
}

/** Pool adjacent violators (Ayer et al. 1955; Zadrozny & Elkan 2002): the best never-falling step function. `y`: 0 or 1. */
export function fitIsotonic(scores: ArrayLike<number>, y: ArrayLike<number>): Answer<Calibration> {
  const refused = checkClasses(scores.length, y) ?? firstUnusable(scores, '/scores');
  if (refused) return refused;
  const blocks: Block[] = [];
  for (const point of pooledByScore(scores, y)) {
    let block = point;
    for (let last = blocks.at(-1); last && last.sum / last.n >= block.sum / block.n; last = blocks.at(-1)) {
      blocks.pop();
      block = { low: last.low, high: block.high, sum: last.sum + block.sum, n: last.n + block.n };
    }
    blocks.push(block);
  }
  const ends = blocks.flatMap(({ low, high, sum, n }) =>
    low === high
      ? [{ x: low, p: sum / n }]
      : [
          { x: low, p: sum / n },
          { x: high, p: sum / n },
        ],
  );
  return ok({ kind: 'isotonic', x: ends.map(({ x }) => x), p: ends.map(({ p }) => p) });
}

interface Block {
  readonly low: number;
  readonly high: number;
  readonly sum: number;
  readonly n: number;
}

/** Rows of equal score as one point, by rising score. */
function pooledByScore(scores: ArrayLike<number>, y: ArrayLike<number>): Block[] {
  const sums = new Map<number, { sum: number; n: number }>();
  for (let i = 0; i < scores.length; i++) {
    const seen = sums.get(scores[i] as number) ?? { sum: 0, n: 0 };
    sums.set(scores[i] as number, { sum: seen.sum + (y[i] as number), n: seen.n + 1 });
  }
  return [...sums].sort((a, b) => a[0] - b[0]).map(([score, { sum, n }]) => ({ low: score, high: score, sum, n }));
}

/** The probability of a raw score, in [0, 1]. */
export function calibrated(calibration: Calibration, score: number): number {
  if (calibration.kind === 'platt') return sigmoid(calibration.slope * score + calibration.offset);
  const { x, p } = calibration;
  const above = firstAbove(x, score);
  if (above === 0) return p[0] ?? 0;
  if (above === x.length) return p[above - 1] as number;
  const [x0, x1, p0, p1] = [x[above - 1] as number, x[above] as number, p[above - 1] as number, p[above] as number];
  return p0 + ((score - x0) / (x1 - x0)) * (p1 - p0);
}

function firstAbove(x: readonly number[], score: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] as number) > score) high = middle;
    else low = middle + 1;
  }
  return low;
}
