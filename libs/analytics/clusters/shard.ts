import { squaredDistance, type Matrix } from '../matrix.js';

/** What a shard tells of its rows: sum of each centre's rows (k x columns), their number, how many rows changed centre. */
export interface ShardSums {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  readonly changed: number;
}

/**
 * Some rows of a k-means problem with the distance bounds of Hamerly 2010 ("Making k-means even faster"), so that most rows are passed over.
 * A shard may live in a thread of its own: only centres go in, only sums come out.
 */
export class KMeansShard {
  /** Centre of each row. */
  readonly labels: Int32Array;
  private readonly upper: Float64Array;
  private readonly lower: Float64Array;
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;
  private isFirst = true;

  constructor(
    private readonly matrix: Matrix,
    private readonly k: number,
  ) {
    this.labels = new Int32Array(matrix.rows);
    this.upper = new Float64Array(matrix.rows);
    this.lower = new Float64Array(matrix.rows);
    this.sums = new Float64Array(k * matrix.columns);
    this.counts = new Float64Array(k);
  }

  /** Gives each row its nearest of the centres, which moved by `moves` (Euclidean) since the last call. */
  assign(centres: Float64Array, moves: Float64Array): ShardSums {
    const changed = this.isFirst ? this.assignAll(centres) : this.assignMoved(centres, moves);
    this.isFirst = false;
    return { sums: this.sums, counts: this.counts, changed };
  }

  /** Sums anew over all rows, free of what adding and taking away has rounded. */
  freshSums(): ShardSums {
    this.sums.fill(0);
    this.counts.fill(0);
    for (let i = 0; i < this.matrix.rows; i += 1) this.add(i, this.labels[i] as number, 1);
    return { sums: this.sums, counts: this.counts, changed: 0 };
  }

  /** Sum of the squared distances of the rows to their centres. */
  inertia(centres: Float64Array): number {
    const { values, rows, columns } = this.matrix;
    let sum = 0;
    for (let i = 0; i < rows; i += 1) sum += squaredDistance(values, i, centres, this.labels[i] as number, columns);
    return sum;
  }

  /** The row furthest from its centre, and its squared distance. */
  furthest(centres: Float64Array): { readonly square: number; readonly row: Float64Array } {
    const { values, rows, columns } = this.matrix;
    let best = 0;
    let most = -1;
    for (let i = 0; i < rows; i += 1) {
      const square = squaredDistance(values, i, centres, this.labels[i] as number, columns);
      if (square <= most) continue;
      most = square;
      best = i;
    }
    return { square: most, row: values.slice(best * columns, (best + 1) * columns) };
  }

  private assignAll(centres: Float64Array): number {
    for (let i = 0; i < this.matrix.rows; i += 1) {
      this.search(i, centres);
      this.add(i, this.labels[i] as number, 1);
    }
    return this.matrix.rows;
  }

  private assignMoved(centres: Float64Array, moves: Float64Array): number {
    const { labels, upper, lower } = this;
    const { values, rows, columns } = this.matrix;
    const halfGaps = halfGapsOf(centres, this.k, columns);
    const { most, second, mover } = twoLargest(moves);
    let changed = 0;
    for (let i = 0; i < rows; i += 1) {
      const own = labels[i] as number;
      const up = (upper[i] as number) + (moves[own] as number);
      const low = (lower[i] as number) - (own === mover ? second : most);
      upper[i] = up;
      lower[i] = low;
      const bound = Math.max(halfGaps[own] as number, low);
      if (up <= bound) continue;
      const exact = Math.sqrt(squaredDistance(values, i, centres, own, columns));
      upper[i] = exact;
      if (exact <= bound) continue;
      this.search(i, centres);
      const now = labels[i] as number;
      if (now === own) continue;
      this.add(i, own, -1);
      this.add(i, now, 1);
      changed += 1;
    }
    return changed;
  }

  /** Finds the nearest and second nearest centre of a row. A tie stays with the centre of the lower number. */
  private search(i: number, centres: Float64Array): void {
    const { values, columns } = this.matrix;
    let best = 0;
    let first = Infinity;
    let second = Infinity;
    for (let c = 0; c < this.k; c += 1) {
      const square = squaredDistance(values, i, centres, c, columns);
      if (square < first) {
        second = first;
        first = square;
        best = c;
      } else if (square < second) second = square;
    }
    this.labels[i] = best;
    this.upper[i] = Math.sqrt(first);
    this.lower[i] = Math.sqrt(second);
  }

  private add(i: number, centre: number, sign: number): void {
    const { values, columns } = this.matrix;
    for (let c = 0; c < columns; c += 1) this.sums[centre * columns + c]! += sign * (values[i * columns + c] as number);
    this.counts[centre]! += sign;
  }
}

/** Half the distance of each centre to the nearest other one. */
function halfGapsOf(centres: Float64Array, k: number, columns: number): Float64Array {
  const halves = new Float64Array(k).fill(Infinity);
  for (let a = 0; a < k; a += 1)
    for (let b = 0; b < k; b += 1) if (a !== b) halves[a] = Math.min(halves[a] as number, Math.sqrt(squaredDistance(centres, a, centres, b, columns)) / 2);
  return halves;
}

function twoLargest(moves: Float64Array): { most: number; second: number; mover: number } {
  let mover = 0;
  let second = 0;
  for (let c = 1; c < moves.length; c += 1) {
    if ((moves[c] as number) > (moves[mover] as number)) {
      second = moves[mover] as number;
      mover = c;
    } else second = Math.max(second, moves[c] as number);
  }
  return { most: moves[mover] as number, second, mover };
}
