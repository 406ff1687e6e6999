import type { Matrix } from '../features/matrix.js';

/** Every column cut into at most 256 bins: `codes[j * rows + i]` is the bin of element (i, j). */
export interface Binned {
  readonly rows: number;
  readonly cols: number;
  readonly codes: Uint8Array;
  /** Bin b of column j holds values up to and with `edges[j][b]`; the last bin has no edge. */
  readonly edges: readonly Float64Array[];
  /** Bins of all columns in one numbering: those of column j begin at `first[j]`; the last element is their number. */
  readonly first: Int32Array;
}

const MOST_BINS = 256;

/** Histogram bins (Ke et al. 2017, LightGBM): a bin a distinct value while there are at most 256, else quantiles; edges lie half way between neighbours. */
export function binned(x: Matrix): Binned {
  const codes = new Uint8Array(x.rows * x.cols);
  const edges: Float64Array[] = [];
  const column = new Float64Array(x.rows);
  for (let j = 0; j < x.cols; j++) {
    for (let i = 0; i < x.rows; i++) column[i] = x.data[i * x.cols + j] as number;
    const cuts = edgesOf(column);
    edges.push(cuts);
    for (let i = 0; i < x.rows; i++) codes[j * x.rows + i] = binOf(cuts, column[i] as number);
  }
  const first = new Int32Array(x.cols + 1);
  edges.forEach((cuts, j) => (first[j + 1] = (first[j] as number) + cuts.length + 1));
  return { rows: x.rows, cols: x.cols, codes, edges, first };
}

function edgesOf(column: Float64Array): Float64Array {
  const sorted = Float64Array.from(column).sort();
  const distinct: number[] = [];
  for (const value of sorted) if (distinct.at(-1) !== value) distinct.push(value);
  if (distinct.length <= MOST_BINS)
    return Float64Array.from({ length: Math.max(0, distinct.length - 1) }, (_, k) => between(distinct[k] as number, distinct[k + 1] as number));
  const cuts = new Set<number>();
  for (let b = 1; b < MOST_BINS; b++) {
    const at = Math.floor((b * sorted.length) / MOST_BINS);
    const [low, high] = [sorted[at - 1] as number, sorted[at] as number];
    if (low < high) cuts.add(between(low, high));
    else if (low > (distinct[0] as number)) cuts.add(between(distinct[lowerPlace(distinct, low) - 1] as number, low));
  }
  return Float64Array.from(cuts).sort();
}

/** Half way, and never rounded up to the higher. */
const between = (low: number, high: number): number => {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
};

const lowerPlace = (sorted: ArrayLike<number>, value: number): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** First bin whose edge is not below the value. */
const binOf = (edges: Float64Array, value: number): number => lowerPlace(edges, value);
