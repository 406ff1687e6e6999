import type { Encoder } from '../features/encoder.js';
import type { Matrix } from '../features/matrix.js';
import { seededRandom } from '../random.js';
import { aucOf } from './metrics.js';

/** What shuffling a column costs: mean and standard deviation over the repeats of the loss of AUC. */
export interface Importance {
  readonly column: string;
  readonly drop: number;
  readonly sd: number;
}

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019) on rows that the model was not trained on, the most important first.
 * All features of a column are shuffled together. `predict` gives a score a row; `y`: 0 or 1.
 */
export function permutationImportance(
  predict: (x: Matrix) => ArrayLike<number>,
  x: Matrix,
  y: ArrayLike<number>,
  encoder: Encoder,
  options: { readonly seed: number; readonly repeats?: number },
): Importance[] {
  const random = seededRandom(options.seed);
  const base = aucOf(predict(x), y);
  const columns = [...new Set(encoder.features.map(({ column }) => column))];
  const repeats = options.repeats ?? 5;
  return columns
    .map((column) => {
      const at = encoder.features.flatMap((feature, j) => (feature.column === column ? [j] : []));
      const drops = Array.from({ length: repeats }, () => base - aucOf(predict(shuffled(x, at, random.below)), y));
      const drop = drops.reduce((a, b) => a + b, 0) / repeats;
      return { column, drop, sd: Math.sqrt(drops.reduce((sum, d) => sum + (d - drop) ** 2, 0) / repeats) };
    })
    .sort((a, b) => b.drop - a.drop || (a.column < b.column ? -1 : 1));
}

function shuffled(x: Matrix, columns: readonly number[], below: (n: number) => number): Matrix {
  const data = Float64Array.from(x.data);
  const order = Uint32Array.from({ length: x.rows }, (_, i) => i);
  for (let i = x.rows - 1; i > 0; i--) {
    const j = below(i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  for (let i = 0; i < x.rows; i++) for (const j of columns) data[i * x.cols + j] = x.data[(order[i] as number) * x.cols + j] as number;
  return { ...x, data };
}
