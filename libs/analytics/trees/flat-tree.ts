import type { Matrix } from '../features/matrix.js';

/** A binary tree as columns, node 0 its root; plain JSON. `feature` is -1 at a leaf. A row goes left when its value is at most `threshold`. */
export interface FlatTree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** What a row that stops here gets. */
  readonly value: readonly number[];
  /** Training rows that passed here. */
  readonly cover: readonly number[];
}

/** Rows that are taken through all trees together: their cells stay in the processor's cache meanwhile. */
const BLOCK = 128;

/** Adds to `out[i]` the leaf values that row i of `x` reaches in all trees. */
export function addLeafValues(trees: readonly FlatTree[], x: Matrix, out: Float64Array): void {
  const packed = trees.map(packedOf);
  const { data, rows, cols } = x;
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    for (const { links, numbers } of packed) {
      for (let i = from; i < to; i++) {
        const offset = i * cols;
        let node = 0;
        for (let feature = links[0] as number; feature >= 0; feature = links[3 * node] as number)
          node = links[3 * node + ((data[offset + feature] as number) <= (numbers[node] as number) ? 1 : 2)] as number;
        out[i] = (out[i] as number) + (numbers[node] as number);
      }
    }
  }
}

/** The nodes side by side: of each its feature, left and right; and the threshold, or at a leaf its value. */
function packedOf({ feature, threshold, left, right, value }: FlatTree): { readonly links: Int32Array; readonly numbers: Float64Array } {
  const links = new Int32Array(3 * feature.length);
  const numbers = new Float64Array(feature.length);
  for (let node = 0; node < feature.length; node++) {
    links[3 * node] = feature[node] as number;
    links[3 * node + 1] = left[node] as number;
    links[3 * node + 2] = right[node] as number;
    numbers[node] = ((feature[node] as number) < 0 ? value[node] : threshold[node]) as number;
  }
  return { links, numbers };
}

/** Number of leaves. */
export const leavesOf = (tree: FlatTree): number => tree.feature.filter((feature) => feature < 0).length;
