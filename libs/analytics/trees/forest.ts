import { ok } from '#kernel';
import type { Matrix } from '../features/matrix.js';
import { badOption, isWhole, type Answer } from '../problem.js';
import { seededRandom } from '../random.js';
import { checkClasses } from '../scores/logistic.js';
import { binned } from './bins.js';
import { addLeafValues, type FlatTree } from './flat-tree.js';
import { growTree } from './grow.js';

/** Probability = mean over the trees of the share of positives in the leaf. One tree: CART. */
export interface ForestFit {
  readonly kind: 'forest';
  readonly trees: readonly FlatTree[];
}

export interface ForestOptions {
  readonly seed: number;
  /** 300 by default. */
  readonly trees?: number;
  readonly maxDepth?: number;
  readonly minRows?: number;
  /** Features tried in each node; the square root of their number by default. */
  readonly features?: number;
}

/**
 * Random forest (Breiman 2001): each tree on a bootstrap sample, each node choosing among a random part of the features by the Gini index. `x`: rows x columns, `y`: 0 or 1 a row.
 * Errors: `analysis.one-class`, `analysis.shape`, `analysis.option`.
 */
export function fitForest(x: Matrix, y: ArrayLike<number>, options: ForestOptions): Answer<ForestFit> {
  const count = options.trees ?? 300;
  if (!isWhole(count, 1, 10_000))
    return badOption('/trees', 'The number of trees is a whole number from 1 to 10,000.', '树的数量必须是 1 到 10000 的整数。', count);
  const refused = checkClasses(x.rows, y);
  if (refused) return refused;
  const random = seededRandom(options.seed);
  const bins = binned(x);
  const g = Float64Array.from(y);
  const h = new Float64Array(x.rows).fill(1);
  const sample = { count: options.features ?? Math.max(1, Math.round(Math.sqrt(x.cols))), below: random.below };
  const growth = { maxDepth: options.maxDepth ?? 14, minRows: options.minRows ?? 5, lambda: 0, minGain: 1e-9, sample };
  const trees = Array.from({ length: count }, () => growTree({ bins, g, h, rows: Uint32Array.from({ length: x.rows }, () => random.below(x.rows)) }, growth));
  return ok({ kind: 'forest', trees });
}

export interface CartOptions {
  /** 6 by default. */
  readonly maxDepth?: number;
  /** Rows that a leaf needs; 20 by default. */
  readonly minRows?: number;
}

/** One decision tree on all rows: CART with the Gini index (Breiman, Friedman, Olshen & Stone 1984), kept small by depth and leaf size. */
export function fitCart(x: Matrix, y: ArrayLike<number>, options: CartOptions = {}): Answer<ForestFit> {
  const refused = checkClasses(x.rows, y);
  if (refused) return refused;
  const growth = { maxDepth: options.maxDepth ?? 6, minRows: options.minRows ?? 20, lambda: 0, minGain: 1e-9 };
  const rows = Uint32Array.from({ length: x.rows }, (_, i) => i);
  return ok({ kind: 'forest', trees: [growTree({ bins: binned(x), g: Float64Array.from(y), h: new Float64Array(x.rows).fill(1), rows }, growth)] });
}

/** Probability of each row. */
export function forestScores({ trees }: ForestFit, x: Matrix): Float64Array {
  const out = new Float64Array(x.rows);
  addLeafValues(trees, x, out);
  return out.map((sum) => sum / trees.length);
}
