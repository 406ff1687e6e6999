import { squaredDistance, type Matrix } from '../matrix.js';
import type { Random } from '../random.js';

/**
 * k start centres by greedy k-means++ (Arthur and Vassilvitskii 2007; 2 + ln k candidates a centre, the best kept, as scikit-learn does).
 * Rows k x columns; `null` where the matrix has fewer than k different rows.
 */
export function plusPlusStarts(matrix: Matrix, k: number, random: Random): Float64Array | null {
  const { values, rows, columns } = matrix;
  const trials = 2 + Math.floor(Math.log(k));
  const centres = new Float64Array(k * columns);
  const first = random.below(rows);
  centres.set(values.subarray(first * columns, (first + 1) * columns));
  let nearest = distancesTo(matrix, first, null);
  for (let c = 1; c < k; c += 1) {
    let best: Nearest | null = null;
    if (!(nearest.total > 0)) return null;
    for (let trial = 0; trial < trials; trial += 1) {
      const candidate = distancesTo(matrix, draw(nearest, random), nearest);
      if (!best || candidate.total < best.total) best = candidate;
    }
    nearest = best as Nearest;
    centres.set(values.subarray(nearest.row * columns, (nearest.row + 1) * columns), c * columns);
  }
  return centres;
}

/** Squared distance of each row to the nearest centre so far, the row that came last, their sum. */
interface Nearest {
  readonly row: number;
  readonly squares: Float64Array;
  readonly total: number;
}

function distancesTo({ values, rows, columns }: Matrix, row: number, before: Nearest | null): Nearest {
  const squares = new Float64Array(rows);
  let total = 0;
  for (let i = 0; i < rows; i += 1) {
    const square = squaredDistance(values, i, values, row, columns);
    const least = before ? Math.min(square, before.squares[i] as number) : square;
    squares[i] = least;
    total += least;
  }
  return { row, squares, total };
}

/** A row with a chance in proportion to its squared distance. */
function draw({ squares, total }: Nearest, random: Random): number {
  let left = random.next() * total;
  let last = 0;
  for (let i = 0; i < squares.length; i += 1) {
    const square = squares[i] as number;
    if (square === 0) continue;
    last = i;
    left -= square;
    if (left < 0) return i;
  }
  return last;
}
