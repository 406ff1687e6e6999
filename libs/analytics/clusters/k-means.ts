import { ok } from '#kernel';
import { pickRows, squaredDistance, type Matrix } from '../matrix.js';
import { badOption, isWhole, refuse, tooFew, type Answer } from '../problem.js';
import { seededRandom, type Random } from '../random.js';
import { sampleOf } from '../sample.js';
import { runLloyd, type LloydOutcome } from './lloyd.js';
import { KMeansShard } from './shard.js';
import { plusPlusStarts } from './starts.js';

export interface KMeansOptions {
  readonly k: number;
  readonly seed: number;
  /** Best of so many starts; 10 by default. */
  readonly restarts?: number;
  /** 300 by default. */
  readonly maxIterations?: number;
}

/** Plain JSON: all that is needed to give new rows their cluster. Clusters are numbered from the largest to the smallest. */
export interface KMeansModel {
  readonly method: 'k-means' | 'mini-batch-k-means';
  /** One row of `columns` numbers a cluster. */
  readonly centres: readonly (readonly number[])[];
  readonly sizes: readonly number[];
  /** Sum of the squared Euclidean distances of the rows to their centres. */
  readonly inertia: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
  readonly seed: number;
}

export interface Clustering {
  readonly model: KMeansModel;
  /** Cluster of each row. */
  readonly labels: Int32Array;
}

/** Starts are looked for in a sample where there are more rows. */
const START_ROWS = 50_000;

/**
 * k-means by squared Euclidean distance: k-means++ starts from the seed, the best of several, each iterated until no row changes.
 * The caller scales the columns. Refuses k below 1 and fewer than k different rows
 * (rows nearer than 1e-162 are alike: the square of their distance is no double). Memory: the matrix and 20 bytes a row.
 */
export function kMeans(matrix: Matrix, options: KMeansOptions): Answer<Clustering> {
  const wrong = optionProblem(matrix, options);
  if (wrong) return wrong;
  const random = seededRandom(options.seed);
  let best: { outcome: LloydOutcome; labels: Int32Array } | null = null;
  for (let restart = 0; restart < (options.restarts ?? 10); restart += 1) {
    const starts = startsOf(matrix, options.k, random);
    if (!starts) return tooAlike(options.k);
    const shard = new KMeansShard(matrix, options.k);
    const outcome = runLloyd([shard], starts, options.k, options.maxIterations ?? 300);
    if (!best || outcome.inertia < best.outcome.inertia) best = { outcome, labels: shard.labels };
  }
  return best ? ok(modelOf(best.outcome, best.labels, options)) : tooAlike(options.k);
}

/** Start centres for the iterations, k x columns; `null` where there are fewer than k different rows. */
export function startsOf(matrix: Matrix, k: number, random: Random): Float64Array | null {
  if (matrix.rows <= START_ROWS) return plusPlusStarts(matrix, k, random);
  const sample = pickRows(matrix, sampleOf(matrix.rows, START_ROWS, random));
  return plusPlusStarts(sample, k, random) ?? plusPlusStarts(matrix, k, random);
}

export function optionProblem(matrix: Matrix, { k, seed, restarts = 10, maxIterations = 300 }: KMeansOptions): Answer<never> | null {
  if (!isWhole(k, 1, 1000)) return badOption('/k', 'k must be a whole number from 1 to 1000.', 'k 必须是 1 到 1000 的整数。', k);
  if (!Number.isFinite(seed)) return badOption('/seed', 'The seed must be a number.', '种子必须是数值。', seed);
  if (!isWhole(restarts, 1, 1000))
    return badOption('/restarts', 'Restarts must be a whole number from 1 to 1000.', '重启次数必须是 1 到 1000 的整数。', restarts);
  if (!isWhole(maxIterations, 1, 100_000))
    return badOption('/maxIterations', 'Iterations must be a whole number from 1 to 100,000.', '迭代次数必须是 1 到 100000 的整数。', maxIterations);
  return matrix.rows < k ? tooFew('/rows', k, matrix.rows, 'rows', '行') : null;
}

export const tooAlike = (k: number): Answer<never> =>
  refuse('analysis.too-alike', '/rows', `There are fewer than ${k} different rows: choose a smaller k.`, `不同的行少于 ${k} 行：请选择更小的 k。`, k);

/** Numbers the clusters from the largest down (of equal size: by their centres) and relabels the rows in place. */
export function modelOf(outcome: LloydOutcome, labels: Int32Array, { k, seed }: KMeansOptions, method: KMeansModel['method'] = 'k-means'): Clustering {
  const columns = outcome.centres.length / k;
  const centreOf = (c: number): number[] => Array.from(outcome.centres.subarray(c * columns, (c + 1) * columns));
  const order = Array.from({ length: k }, (_, c) => c).sort(
    (a, b) => (outcome.sizes[b] as number) - (outcome.sizes[a] as number) || compare(centreOf(a), centreOf(b)),
  );
  const place = new Int32Array(k);
  for (const [to, from] of order.entries()) place[from] = to;
  for (let i = 0; i < labels.length; i += 1) labels[i] = place[labels[i] as number] as number;
  const model: KMeansModel = {
    method,
    centres: order.map(centreOf),
    sizes: order.map((c) => outcome.sizes[c] as number),
    inertia: outcome.inertia,
    iterations: outcome.iterations,
    hasConverged: outcome.hasConverged,
    seed,
  };
  return { model, labels };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, c) => value !== b[c]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/** The nearest centre of a model for each row; a tie goes to the lower number. Refuses another number of columns. */
export function assignClusters(model: Pick<KMeansModel, 'centres'>, matrix: Matrix): Answer<Int32Array> {
  const columns = model.centres[0]?.length ?? 0;
  if (columns !== matrix.columns)
    return refuse(
      'analysis.shape',
      '/rows/0',
      `The model has ${columns} columns, the rows have ${matrix.columns}.`,
      `模型有 ${columns} 列，数据有 ${matrix.columns} 列。`,
    );
  const centres = Float64Array.from(model.centres.flat());
  const labels = new Int32Array(matrix.rows);
  for (let i = 0; i < matrix.rows; i += 1) labels[i] = nearestCentre(matrix, i, centres).centre;
  return ok(labels);
}

export function nearestCentre({ values, columns }: Matrix, row: number, centres: Float64Array): { readonly centre: number; readonly square: number } {
  let centre = 0;
  let square = Infinity;
  for (let c = 0; c * columns < centres.length; c += 1) {
    const distance = squaredDistance(values, row, centres, c, columns);
    if (distance >= square) continue;
    square = distance;
    centre = c;
  }
  return { centre, square };
}
