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

/** The leaf that the row at `data[offset]` reaches. */
export function leafOf(tree: FlatTree, data: ArrayLike<number>, offset: number): number {
  let node = 0;
  for (let feature = tree.feature[0] as number; feature >= 0; feature = tree.feature[node] as number)
    node = ((data[offset + feature] as number) <= (tree.threshold[node] as number) ? tree.left[node] : tree.right[node]) as number;
  return node;
}

/** Number of leaves. */
export const leavesOf = (tree: FlatTree): number => tree.feature.filter((feature) => feature < 0).length;
