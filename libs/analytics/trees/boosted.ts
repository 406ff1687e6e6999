import { ok } from '#kernel';
import type { Matrix } from '../features/matrix.js';
import { badOption, isWhole, type Answer } from '../problem.js';
import { seededRandom, type Random } from '../random.js';
import { checkClasses, sigmoid } from '../scores/logistic.js';
import { binned, type Binned } from './bins.js';
import { addLeafValues, type FlatTree } from './flat-tree.js';
import { growTree } from './grow.js';

/** log-odds = base + sum over the trees of the leaf's value (the learning rate is already in it). */
export interface BoostedFit {
  readonly kind: 'boosted';
  readonly base: number;
  readonly trees: readonly FlatTree[];
}

export interface BoostedOptions {
  readonly seed: number;
  /** Most trees; 600 by default. Fewer when the watched fifth of the rows stops gaining for 40 trees. */
  readonly trees?: number;
  /** 0.05 by default. */
  readonly rate?: number;
  /** 3 by default. */
  readonly maxDepth?: number;
  /** Rows that a leaf needs; 20 by default. */
  readonly minRows?: number;
  /** Penalty on leaf values; 1 by default. */
  readonly lambda?: number;
  /** Share of the rows that each tree sees (Friedman 2002); 0.6 by default. */
  readonly subsample?: number;
  /** Share of the features that each node tries; 0.4 by default. */
  readonly featureShare?: number;
}

const PATIENCE = 40;
/** Gain in log-likelihood on the watched rows that the best of many tries reaches by chance. */
const LUCK = 3;

/**
 * Gradient boosted trees on the logistic loss with histogram splits and Newton leaves (Friedman 2001; Chen & Guestrin 2016). The number of trees is chosen on
 * a seeded fifth of the rows, then all rows are used. `x`: rows x columns, `y`: 0 or 1 a row. Errors: `analysis.one-class`, `analysis.shape`, `analysis.option`.
 */
export function fitBoosted(x: Matrix, y: ArrayLike<number>, options: BoostedOptions): Answer<BoostedFit> {
  const most = options.trees ?? 600;
  const rate = options.rate ?? 0.05;
  if (!isWhole(most, 1, 10_000))
    return badOption('/trees', 'The number of trees is a whole number from 1 to 10,000.', '树的数量必须是 1 到 10000 的整数。', most);
  if (!(rate > 0 && rate <= 1)) return badOption('/rate', 'The learning rate is above 0 and at most 1.', '学习率必须大于 0 且不超过 1。', rate);
  const refused = checkClasses(x.rows, y);
  if (refused) return refused;
  const random = seededRandom(options.seed);
  const watched = Array.from({ length: x.rows }, () => random.next() < 0.2);
  const boost = new Boosting(x, binned(x), Float64Array.from(y), rate, options, random);
  const part = watched.flatMap((held, i) => (held ? [] : [i]));
  const rest = watched.flatMap((held, i) => (held ? [i] : []));
  const count = rest.length < 20 || part.length < 20 ? most : boost.bestCount(part, rest, most);
  return ok({
    kind: 'boosted',
    ...boost.run(
      Uint32Array.from({ length: x.rows }, (_, i) => i),
      count,
    ),
  });
}

/** The rows and settings that every boosting run of one fit shares. */
class Boosting {
  constructor(
    private readonly x: Matrix,
    private readonly bins: Binned,
    private readonly y: Float64Array,
    private readonly rate: number,
    private readonly options: BoostedOptions,
    private readonly random: Random,
  ) {}

  /** Trees after which the loss on `rest` was lowest; none when even that gains less on the plain rate than luck would: the columns say nothing then. */
  bestCount(part: readonly number[], rest: readonly number[], most: number): number {
    const plain = this.lossOf(new Float64Array(this.x.rows).fill(baseOf(this.y, part)), rest);
    let [best, lowest, seen] = [0, plain, 0];
    this.run(Uint32Array.from(part), most, (logits) => {
      seen += 1;
      const loss = this.lossOf(logits, rest);
      if (loss < lowest) [best, lowest] = [seen, loss];
      return seen - best < PATIENCE;
    });
    return plain - lowest > Math.max(LUCK, plain / 1000) ? best : 0;
  }

  private lossOf(logits: Float64Array, rows: readonly number[]): number {
    let loss = 0;
    for (const i of rows) loss -= Math.log(Math.max(1e-15, sigmoid(this.y[i] === 1 ? (logits[i] as number) : -(logits[i] as number))));
    return loss;
  }

  run(rows: Uint32Array, count: number, goOn: (logits: Float64Array) => boolean = () => true): { base: number; trees: FlatTree[] } {
    const base = baseOf(this.y, rows);
    const logits = new Float64Array(this.x.rows).fill(base);
    const trees: FlatTree[] = [];
    while (trees.length < count) {
      const tree = this.step(logits, rows);
      trees.push(tree);
      addLeafValues([tree], this.x, logits);
      if (!goOn(logits)) break;
    }
    return { base, trees };
  }

  private step(logits: Float64Array, rows: Uint32Array): FlatTree {
    const p = logits.map(sigmoid);
    const g = p.map((value, i) => (this.y[i] as number) - value);
    const h = p.map((value) => Math.max(1e-9, value * (1 - value)));
    const { maxDepth = 3, minRows = 20, lambda = 1, subsample = 0.6, featureShare = 0.4 } = this.options;
    const sample = { count: Math.max(1, Math.ceil(featureShare * this.x.cols)), below: this.random.below };
    const seen = subsample < 1 ? rows.filter(() => this.random.next() < subsample) : Uint32Array.from(rows);
    const tree = growTree({ bins: this.bins, g, h, rows: seen }, { maxDepth, minRows, lambda, minGain: 1e-9, sample });
    return { ...tree, value: tree.value.map((value) => value * this.rate) };
  }
}

/** Log-odds of the plain rate. */
function baseOf(y: Float64Array, rows: Iterable<number>): number {
  let [n, positives] = [0, 0];
  for (const i of rows) {
    n += 1;
    positives += y[i] as number;
  }
  return Math.log((positives + 0.5) / (n - positives + 0.5));
}

/** Log-odds of each row. */
export function boostedScores({ base, trees }: BoostedFit, x: Matrix): Float64Array {
  const out = new Float64Array(x.rows).fill(base);
  addLeafValues(trees, x, out);
  return out;
}
