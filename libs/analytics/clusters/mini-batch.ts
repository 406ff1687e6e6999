import { ok } from '#kernel';
import { pickRows, type Matrix } from '../matrix.js';
import { refuse, type Answer } from '../problem.js';
import { seededRandom } from '../random.js';
import { sampleOf } from '../sample.js';
import { kMeans, modelOf, nearestCentre, type Clustering, type KMeansModel, type KMeansOptions } from './k-means.js';

/** Where learning stands between two batches; plain JSON. `weights`: rows each centre has learned from. */
export interface MiniBatchState {
  readonly centres: readonly (readonly number[])[];
  readonly weights: readonly number[];
  readonly seed: number;
}

/**
 * Begins mini-batch k-means (Sculley 2010) with the k-means of a first batch, a few thousand rows in no order of meaning.
 * Memory stays that of one batch however many follow. Same options and refusals as `kMeans`.
 */
export function beginMiniBatch(first: Matrix, options: KMeansOptions): Answer<MiniBatchState> {
  const begun = kMeans(first, options);
  if (!begun.ok) return begun;
  const { centres, sizes, seed } = begun.value.model;
  return ok({ centres, weights: sizes, seed });
}

/** Learns one more batch: each centre moves to the mean of all rows it was ever given. */
export function learnBatch(state: MiniBatchState, batch: Matrix): Answer<MiniBatchState> {
  const wrong = shapeProblem(state, batch);
  if (wrong) return wrong;
  const columns = batch.columns;
  const centres = Float64Array.from(state.centres.flat());
  const next = centres.slice();
  const weights = [...state.weights];
  for (let row = 0; row < batch.rows; row += 1) {
    const { centre } = nearestCentre(batch, row, centres);
    const weight = (weights[centre] as number) + 1;
    weights[centre] = weight;
    for (let c = 0; c < columns; c += 1) {
      const at = centre * columns + c;
      next[at]! += ((batch.values[row * columns + c] as number) - (next[at] as number)) / weight;
    }
  }
  return ok({ centres: state.centres.map((_, i) => Array.from(next.subarray(i * columns, (i + 1) * columns))), weights, seed: state.seed });
}

/** Sizes and inertia so far of a last pass over the rows with fixed centres; add them up over the batches. */
export interface BatchTally {
  readonly sizes: readonly number[];
  readonly inertia: number;
  readonly labels: Int32Array;
}

export function tallyBatch(state: MiniBatchState, batch: Matrix): Answer<BatchTally> {
  const wrong = shapeProblem(state, batch);
  if (wrong) return wrong;
  const centres = Float64Array.from(state.centres.flat());
  const sizes = state.centres.map(() => 0);
  const labels = new Int32Array(batch.rows);
  let inertia = 0;
  for (let row = 0; row < batch.rows; row += 1) {
    const { centre, square } = nearestCentre(batch, row, centres);
    labels[row] = centre;
    sizes[centre]! += 1;
    inertia += square;
  }
  return ok({ sizes, inertia, labels });
}

/**
 * Mini-batch k-means over batches that can be gone through more than once: one pass begins and learns, further `passes - 1` learn again, one tallies.
 * Clusters are numbered from the largest to the smallest.
 */
export function miniBatchKMeans(batches: Iterable<Matrix>, options: KMeansOptions & { readonly passes?: number }): Answer<KMeansModel> {
  let state: MiniBatchState | null = null;
  for (let pass = 0; pass < (options.passes ?? 2); pass += 1) {
    for (const batch of batches) {
      const learned: Answer<MiniBatchState> = state ? learnBatch(state, batch) : beginMiniBatch(batch, options);
      if (!learned.ok) return learned;
      state = learned.value;
    }
  }
  return state ? finish(state, batches, options) : (beginMiniBatch({ values: new Float64Array(), rows: 0, columns: 0 }, options) as Answer<never>);
}

const FIRST_ROWS = 20_000;
const BATCH_ROWS = 10_000;

/**
 * Mini-batch k-means of a matrix that is there as a whole: begins with the k-means of a seeded sample of 20,000 rows, learns all rows once, labels them.
 * For more rows than `kMeans` with its restarts does in good time.
 */
export function miniBatchOf(matrix: Matrix, options: KMeansOptions): Answer<Clustering> {
  const begun = beginMiniBatch(pickRows(matrix, sampleOf(matrix.rows, FIRST_ROWS, seededRandom(options.seed))), options);
  if (!begun.ok) return begun;
  let state = begun.value;
  for (let from = 0; from < matrix.rows; from += BATCH_ROWS) {
    const rows = Math.min(BATCH_ROWS, matrix.rows - from);
    const values = matrix.values.subarray(from * matrix.columns, (from + rows) * matrix.columns);
    const learned = learnBatch(state, { values, rows, columns: matrix.columns });
    if (!learned.ok) return learned;
    state = learned.value;
  }
  const tally = tallyBatch(state, matrix);
  if (!tally.ok) return tally;
  const { sizes, inertia, labels } = tally.value;
  const outcome = { centres: Float64Array.from(state.centres.flat()), sizes: Float64Array.from(sizes), inertia, iterations: 1, hasConverged: true };
  return ok(modelOf(outcome, labels, options, 'mini-batch-k-means'));
}

function finish(state: MiniBatchState, batches: Iterable<Matrix>, options: KMeansOptions & { readonly passes?: number }): Answer<KMeansModel> {
  const sizes = state.centres.map(() => 0);
  let inertia = 0;
  for (const batch of batches) {
    const tally = tallyBatch(state, batch);
    if (!tally.ok) return tally;
    for (const [c, size] of tally.value.sizes.entries()) sizes[c]! += size;
    inertia += tally.value.inertia;
  }
  const order = sizes.map((_, c) => c).sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b);
  return ok({
    method: 'mini-batch-k-means',
    centres: order.map((c) => state.centres[c] as readonly number[]),
    sizes: order.map((c) => sizes[c] as number),
    inertia,
    iterations: options.passes ?? 2,
    hasConverged: true,
    seed: state.seed,
  });
}

function shapeProblem(state: MiniBatchState, batch: Matrix): Answer<never> | null {
  const columns = state.centres[0]?.length ?? 0;
  if (batch.columns === columns) return null;
  return refuse(
    'analysis.shape',
    '/rows/0',
    `The first batch has ${columns} columns, this one ${batch.columns}.`,
    `首批数据有 ${columns} 列，本批有 ${batch.columns} 列。`,
  );
}
