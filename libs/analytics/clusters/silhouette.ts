import { ok } from '#kernel';
import { pickRows, squaredDistance, type Matrix } from '../matrix.js';
import { refuse, tooFew, type Answer } from '../problem.js';
import { seededRandom } from '../random.js';
import { sampleOf } from '../sample.js';

export interface Silhouette {
  /** Mean over the rows, -1 to 1: above .5 well apart, below .25 hardly any structure. */
  readonly value: number;
  /** Mean for each cluster; 0 for one that the sample missed. */
  readonly byCluster: readonly number[];
  /** Rows it was reckoned on. */
  readonly rows: number;
  /** True where that was a sample, since time and memory go with the square of the rows. */
  readonly isSampled: boolean;
}

/**
 * Silhouette width (Rousseeuw 1987) by Euclidean distance. A row alone in its cluster counts 0. Negative labels (noise) are left out.
 * Refuses fewer than two clusters. More than `maxRows` rows (5,000) are sampled by the seed.
 */
export function silhouette(matrix: Matrix, labels: ArrayLike<number>, seed: number, maxRows = 5000): Answer<Silhouette> {
  if (labels.length !== matrix.rows)
    return refuse('analysis.shape', '/labels', `There are ${labels.length} labels for ${matrix.rows} rows.`, `${matrix.rows} 行对应 ${labels.length} 个标签。`);
  const inside = Array.from(labels, (label, row) => (label >= 0 ? row : -1)).filter((row) => row >= 0);
  const isSampled = inside.length > maxRows;
  const picked = isSampled ? Array.from(sampleOf(inside.length, maxRows, seededRandom(seed)), (i) => inside[i] as number) : inside;
  const clusters = picked.map((row) => labels[row] as number);
  const k = clusters.reduce((most, label) => Math.max(most, label + 1), 0);
  const found = new Set(clusters).size;
  if (found < 2) return tooFew('/labels', 2, found, 'clusters', '个聚类');
  const widths = widthsOf(pickRows(matrix, picked), Int32Array.from(clusters), k);
  const mean = (chosen: readonly number[]): number => (chosen.length === 0 ? 0 : chosen.reduce((a, b) => a + b, 0) / chosen.length);
  const byCluster = Array.from({ length: k }, (_, c) => mean(Array.from(widths).filter((_w, i) => clusters[i] === c)));
  return ok({ value: mean(Array.from(widths)), byCluster, rows: picked.length, isSampled });
}

function widthsOf({ values, rows, columns }: Matrix, labels: Int32Array, k: number): Float64Array {
  const sizes = new Float64Array(k);
  for (const label of labels) sizes[label]! += 1;
  const toCluster = new Float64Array(rows * k);
  for (let i = 0; i < rows; i += 1)
    for (let j = i + 1; j < rows; j += 1) {
      const distance = Math.sqrt(squaredDistance(values, i, values, j, columns));
      toCluster[i * k + (labels[j] as number)]! += distance;
      toCluster[j * k + (labels[i] as number)]! += distance;
    }
  return Float64Array.from(labels, (own, i) => {
    const size = sizes[own] as number;
    if (size === 1) return 0;
    const within = (toCluster[i * k + own] as number) / (size - 1);
    let other = Infinity;
    for (let c = 0; c < k; c += 1) if (c !== own && (sizes[c] as number) > 0) other = Math.min(other, (toCluster[i * k + c] as number) / (sizes[c] as number));
    const larger = Math.max(within, other);
    return larger === 0 ? 0 : (other - within) / larger;
  });
}
