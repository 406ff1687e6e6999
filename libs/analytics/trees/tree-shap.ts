import type { FlatTree } from './flat-tree.js';

/** The features on the way down: share of the training rows that would pass without the feature, whether this row passes, and the weight of subsets of each size. */
interface Path {
  readonly feature: number[];
  readonly zero: number[];
  readonly one: number[];
  readonly weight: number[];
}

/**
 * Exact Shapley values of one row under a tree, features outside a subset following the training rows (Lundberg, Erion & Lee 2018, algorithm 2).
 * Adds them, times `scale`, to `out` (one a feature); with the tree's mean value they sum to its value for the row.
 */
export function addShap(tree: FlatTree, data: ArrayLike<number>, offset: number, out: Float64Array, scale = 1): void {
  descend({ tree, data, offset, out, scale }, 0, extended({ feature: [], zero: [], one: [], weight: [] }, 1, 1, -1));
}

/** Mean value of a tree over its training rows. */
export function meanValue(tree: FlatTree): number {
  let sum = 0;
  for (let node = 0; node < tree.feature.length; node++)
    if ((tree.feature[node] as number) < 0) sum += (tree.value[node] as number) * (tree.cover[node] as number);
  return sum / (tree.cover[0] as number);
}

interface Question {
  readonly tree: FlatTree;
  readonly data: ArrayLike<number>;
  readonly offset: number;
  readonly out: Float64Array;
  readonly scale: number;
}

function descend(question: Question, node: number, path: Path): void {
  const { tree } = question;
  const feature = tree.feature[node] as number;
  if (feature < 0) return atLeaf(question, tree.value[node] as number, path);
  const [left, right] = [tree.left[node] as number, tree.right[node] as number];
  const goesLeft = (question.data[question.offset + feature] as number) <= (tree.threshold[node] as number);
  const [hot, cold] = goesLeft ? [left, right] : [right, left];
  const seen = path.feature.indexOf(feature);
  const [zero, one] = seen < 0 ? [1, 1] : [path.zero[seen] as number, path.one[seen] as number];
  const rest = seen < 0 ? path : unwound(path, seen);
  const cover = tree.cover[node] as number;
  descend(question, hot, extended(rest, (zero * (tree.cover[hot] as number)) / cover, one, feature));
  descend(question, cold, extended(rest, (zero * (tree.cover[cold] as number)) / cover, 0, feature));
}

function atLeaf({ out, scale }: Question, value: number, path: Path): void {
  for (let i = 1; i < path.feature.length; i++) {
    const total = unwound(path, i).weight.reduce((sum, weight) => sum + weight, 0);
    const feature = path.feature[i] as number;
    out[feature] = (out[feature] as number) + total * ((path.one[i] as number) - (path.zero[i] as number)) * value * scale;
  }
}

/** The path with one feature more. */
function extended(path: Path, zero: number, one: number, feature: number): Path {
  const length = path.feature.length;
  const weight = [...path.weight, length === 0 ? 1 : 0];
  for (let i = length - 1; i >= 0; i--) {
    weight[i + 1] = (weight[i + 1] as number) + (one * (weight[i] as number) * (i + 1)) / (length + 1);
    weight[i] = (zero * (weight[i] as number) * (length - i)) / (length + 1);
  }
  return { feature: [...path.feature, feature], zero: [...path.zero, zero], one: [...path.one, one], weight };
}

/** The path without its `at`-th feature: `extended` undone. */
function unwound(path: Path, at: number): Path {
  const last = path.feature.length - 1;
  const [zero, one] = [path.zero[at] as number, path.one[at] as number];
  const weight = path.weight.slice(0, last);
  let next = path.weight[last] as number;
  for (let i = last - 1; i >= 0; i--) {
    const before = path.weight[i] as number;
    if (one === 0) weight[i] = (before * (last + 1)) / (zero * (last - i));
    else {
      weight[i] = (next * (last + 1)) / ((i + 1) * one);
      next = before - ((weight[i] as number) * zero * (last - i)) / (last + 1);
    }
  }
  const without = <T>(list: readonly T[]): T[] => list.filter((_, i) => i !== at);
  return { feature: without(path.feature), zero: without(path.zero), one: without(path.one), weight };
}
