import { ok } from '#kernel';
import { squaredDistance, type Matrix } from '../matrix.js';
import { badOption, isWhole, refuse, type Answer } from '../problem.js';

export interface DbscanOptions {
  /** Radius: rows at exactly this Euclidean distance are neighbours. */
  readonly eps: number;
  /** A row with at least so many neighbours, itself counted, is a core row. */
  readonly minPts: number;
}

export interface DbscanResult {
  readonly clusters: number;
  /** Rows of each cluster, in the order in which they were found. */
  readonly sizes: readonly number[];
  readonly noise: number;
  readonly core: number;
  /** Cluster of each row; -1 is noise. */
  readonly labels: Int32Array;
  readonly isCore: Uint8Array;
}

const MAX_ROWS = 200_000;

/**
 * DBSCAN (Ester, Kriegel, Sander, Xu 1996). The row itself counts towards minPts; a border row goes to the first cluster that reaches it, in the order of the rows.
 * Time grows with the square of the rows in the worst case: more than 200,000 are refused.
 */
export function dbscan(matrix: Matrix, { eps, minPts }: DbscanOptions): Answer<DbscanResult> {
  if (!(eps > 0 && eps <= 1e100)) return badOption('/eps', 'eps must be above 0.', 'eps 必须大于 0。', eps);
  if (!isWhole(minPts, 1)) return badOption('/minPts', 'minPts must be a whole number of at least 1.', 'minPts 必须是不小于 1 的整数。', minPts);
  if (matrix.rows > MAX_ROWS)
    return refuse(
      'analysis.too-many',
      '/rows',
      `DBSCAN takes at most ${MAX_ROWS} rows; use k-means, or a sample.`,
      `DBSCAN 最多 ${MAX_ROWS} 行；请用 k-means 或抽样。`,
      matrix.rows,
    );
  const around = new Neighbours(matrix, eps);
  const isCore = new Uint8Array(matrix.rows);
  for (let i = 0; i < matrix.rows; i += 1) if (around.count(i, minPts) >= minPts) isCore[i] = 1;
  const labels = new Int32Array(matrix.rows).fill(-1);
  const sizes: number[] = [];
  for (let i = 0; i < matrix.rows; i += 1) {
    if (isCore[i] === 0 || labels[i] !== -1) continue;
    sizes.push(grow(i, sizes.length, { around, isCore, labels }));
  }
  const clustered = sizes.reduce((a, b) => a + b, 0);
  return ok({ clusters: sizes.length, sizes, noise: matrix.rows - clustered, core: isCore.reduce((a, b) => a + b, 0), labels, isCore });
}

/** Spreads a cluster from a core row; how many rows it took. */
function grow(seed: number, cluster: number, at: { around: Neighbours; isCore: Uint8Array; labels: Int32Array }): number {
  const { around, isCore, labels } = at;
  const open = [seed];
  labels[seed] = cluster;
  let size = 1;
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    if (isCore[row] === 0) continue;
    around.each(row, (other) => {
      if (labels[other] !== -1) return;
      labels[other] = cluster;
      size += 1;
      open.push(other);
    });
  }
  return size;
}

/** Rows within eps, looked up in a window along the column that spreads widest. */
class Neighbours {
  private readonly order: Int32Array;
  private readonly place: Int32Array;
  private readonly keys: Float64Array;
  private readonly square: number;

  constructor(
    private readonly matrix: Matrix,
    private readonly eps: number,
  ) {
    const axis = widestColumn(matrix);
    const key = (row: number): number => matrix.values[row * matrix.columns + axis] as number;
    this.order = Int32Array.from({ length: matrix.rows }, (_, row) => row).sort((a, b) => key(a) - key(b) || a - b);
    this.keys = Float64Array.from(this.order, key);
    this.place = new Int32Array(matrix.rows);
    for (let i = 0; i < matrix.rows; i += 1) this.place[this.order[i] as number] = i;
    this.square = eps * eps;
  }

  /** Neighbours with the row itself; stops counting at `enough`. */
  count(row: number, enough: number): number {
    let count = 0;
    this.scan(row, () => (count += 1) < enough);
    return count;
  }

  each(row: number, visit: (other: number) => void): void {
    this.scan(row, (other) => {
      visit(other);
      return true;
    });
  }

  private scan(row: number, goesOn: (other: number) => boolean): void {
    const at = this.place[row] as number;
    const key = this.keys[at] as number;
    for (let i = at; i >= 0 && key - (this.keys[i] as number) <= this.eps; i -= 1) if (this.isNear(row, i) && !goesOn(this.order[i] as number)) return;
    for (let i = at + 1; i < this.keys.length && (this.keys[i] as number) - key <= this.eps; i += 1)
      if (this.isNear(row, i) && !goesOn(this.order[i] as number)) return;
  }

  private isNear(row: number, i: number): boolean {
    const { values, columns } = this.matrix;
    return squaredDistance(values, row, values, this.order[i] as number, columns) <= this.square;
  }
}

function widestColumn({ values, rows, columns }: Matrix): number {
  let widest = 0;
  let most = -1;
  for (let c = 0; c < columns; c += 1) {
    let low = Infinity;
    let high = -Infinity;
    for (let r = 0; r < rows; r += 1) {
      const value = values[r * columns + c] as number;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (high - low <= most) continue;
    most = high - low;
    widest = c;
  }
  return widest;
}
