import { ok } from '#kernel';
import type { Matrix } from '../matrix.js';
import { badOption, isWhole, type Answer } from '../problem.js';
import { kMeans, type Clustering, type KMeansOptions } from './k-means.js';
import { miniBatchOf } from './mini-batch.js';
import { silhouette } from './silhouette.js';

export interface KChoice {
  readonly clustering: Clustering;
  readonly k: number;
  /** One row a k that was tried, for the elbow and the silhouette chart. */
  readonly tried: readonly { readonly k: number; readonly inertia: number; readonly silhouette: number }[];
}

/**
 * Tries each k from `from` (at least 2) to `to` and takes the one of the largest silhouette; of equal ones the smaller.
 * A k for which there are too few different rows ends the search; it is refused only where that is the first.
 */
export function chooseK(matrix: Matrix, options: Omit<KMeansOptions, 'k'> & { readonly from: number; readonly to: number }): Answer<KChoice> {
  const { from, to } = options;
  if (!isWhole(from, 2, 100) || !isWhole(to, from, 100))
    return badOption('/from', 'The range of k must lie within 2 to 100, from <= to.', 'k 的范围必须在 2 到 100 之间，且 from <= to。', from);
  const tried: { k: number; inertia: number; silhouette: number }[] = [];
  let best: { clustering: Clustering; k: number; value: number } | null = null;
  for (let k = from; k <= to; k += 1) {
    const clustering = clusterRows(matrix, { ...options, k });
    if (!clustering.ok) {
      if (best) break;
      return clustering;
    }
    const width = silhouette(matrix, clustering.value.labels, options.seed);
    if (!width.ok) return width;
    tried.push({ k, inertia: clustering.value.model.inertia, silhouette: width.value.value });
    if (!best || width.value.value > best.value) best = { clustering: clustering.value, k, value: width.value.value };
  }
  const { clustering, k } = best as NonNullable<typeof best>;
  return ok({ clustering, k, tried });
}

/** More rows than this are clustered by mini-batches. */
const MANY_ROWS = 200_000;

/** k-means, by mini-batches where there are more than 200,000 rows. */
export const clusterRows = (matrix: Matrix, options: KMeansOptions): Answer<Clustering> =>
  matrix.rows > MANY_ROWS ? miniBatchOf(matrix, options) : kMeans(matrix, options);
