import type { Binned } from './bins.js';
import type { FlatTree } from './flat-tree.js';

/** Limits of one tree; gains are in units of G² / (H + lambda). */
export interface Growth {
  readonly maxDepth: number;
  readonly minRows: number;
  readonly lambda: number;
  readonly minGain: number;
  /** Features looked at in each node, drawn without putting back; all when absent. With it, histograms are made of the drawn features alone. */
  readonly sample?: { readonly count: number; readonly below: (n: number) => number };
}

/** A tree being grown: mutable columns, and one ordering of the rows in which each node owns a stretch. */
interface Growing {
  readonly feature: number[];
  readonly threshold: number[];
  readonly left: number[];
  readonly right: number[];
  readonly value: number[];
  readonly cover: number[];
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

/** A stretch `from` to `to` of the ordering with its sums and its histograms (sums of g, of h and counts by feature and bin). */
interface Node {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly g: number;
  readonly h: number;
  readonly histogram: Float64Array;
}

/** What the trees of one fit share, and the ordering of the rows that this tree makes its own. */
interface Source {
  readonly bins: Binned;
  readonly g: Float64Array;
  readonly h: Float64Array;
  readonly rows: Uint32Array;
}

/**
 * Grows a tree that maximises the sum of G² / (H + lambda) over its leaves; a leaf's value is G / (H + lambda).
 * With g = y, h = 1, lambda = 0 that is CART with the Gini index (Breiman et al. 1984); with the gradient and Hessian of a loss it is a boosting step (Friedman 2001; Chen & Guestrin 2016).
 * `rows`: the training rows, repeats allowed; reordered in place. `g`, `h`: one a row of the table.
 */
export function growTree(source: Source, growth: Growth): FlatTree {
  const tree: Growing = { feature: [], threshold: [], left: [], right: [], value: [], cover: [] };
  const every = Array.from({ length: source.bins.cols }, (_, j) => j);
  const shared = new Float64Array((source.bins.first[source.bins.cols] as number) * 3);
  const root = nodeOf(source, 0, 0, [0, source.rows.length], growth.sample ? shared : histogramOf(source, 0, source.rows.length));
  const open: Node[] = [root];
  addLeaf(tree, root, growth.lambda);
  for (let node = open.pop(); node; node = open.pop()) {
    const split = node.depth < growth.maxDepth && node.to - node.from >= 2 * growth.minRows ? bestSplit(source, node, growth, every) : null;
    if (split) open.push(...divide(source, node, { split, tree, growth }));
  }
  return tree;
}

function addLeaf(tree: Growing, node: Node, lambda: number): void {
  tree.feature[node.at] = -1;
  tree.threshold[node.at] = 0;
  tree.left[node.at] = 0;
  tree.right[node.at] = 0;
  tree.value[node.at] = node.h + lambda > 0 ? node.g / (node.h + lambda) : 0;
  tree.cover[node.at] = node.to - node.from;
}

function nodeOf({ g, h, rows }: Source, at: number, depth: number, [from, to]: readonly [number, number], histogram: Float64Array): Node {
  let [sumG, sumH] = [0, 0];
  for (let k = from; k < to; k++) {
    sumG += g[rows[k] as number] as number;
    sumH += h[rows[k] as number] as number;
  }
  return { at, depth, from, to, g: sumG, h: sumH, histogram };
}

function histogramOf(source: Source, from: number, to: number): Float64Array {
  const out = new Float64Array((source.bins.first[source.bins.cols] as number) * 3);
  for (let j = 0; j < source.bins.cols; j++) addHistogram(source, j, from, to, out);
  return out;
}

function addHistogram({ bins, g, h, rows }: Source, feature: number, from: number, to: number, out: Float64Array): void {
  const column = feature * bins.rows;
  const base = bins.first[feature] as number;
  for (let k = from; k < to; k++) {
    const row = rows[k] as number;
    const at = (base + (bins.codes[column + row] as number)) * 3;
    out[at] = (out[at] as number) + (g[row] as number);
    out[at + 1] = (out[at + 1] as number) + (h[row] as number);
    out[at + 2] = (out[at + 2] as number) + 1;
  }
}

function bestSplit(source: Source, node: Node, growth: Growth, every: number[]): Split | null {
  const { bins } = source;
  const whole = (node.g * node.g) / (node.h + growth.lambda);
  let best: Split | null = null;
  for (const feature of featuresFor(every, growth)) {
    if (growth.sample) {
      node.histogram.fill(0, (bins.first[feature] as number) * 3, (bins.first[feature + 1] as number) * 3);
      addHistogram(source, feature, node.from, node.to, node.histogram);
    }
    const split = bestCut(bins, node, feature, growth);
    if (split && (!best || split.gain > best.gain)) best = split;
  }
  return best && best.gain - whole > growth.minGain ? best : null;
}

/** Best place to cut one feature; its gain still includes the node's own. */
function bestCut(bins: Binned, node: Node, feature: number, growth: Growth): Split | null {
  const { histogram } = node;
  const cuts = (bins.edges[feature] as Float64Array).length;
  const first = bins.first[feature] as number;
  let [g, h, n, at, best] = [0, 0, 0, -1, -Infinity];
  const rows = node.to - node.from;
  for (let bin = 0; bin < cuts; bin++) {
    const place = (first + bin) * 3;
    const count = histogram[place + 2] as number;
    g += histogram[place] as number;
    h += histogram[place + 1] as number;
    n += count;
    if (n < growth.minRows || count === 0) continue;
    if (rows - n < growth.minRows) break;
    const restH = node.h - h + growth.lambda;
    if (restH <= 0 || h + growth.lambda <= 0) continue;
    const gain = (g * g) / (h + growth.lambda) + (node.g - g) ** 2 / restH;
    if (gain > best) [best, at] = [gain, bin];
  }
  return at < 0 ? null : { feature, bin: at, gain: best };
}

/** Fisher and Yates, only as far as needed; reorders `every`. */
function featuresFor(every: number[], { sample }: Growth): readonly number[] {
  if (!sample || sample.count >= every.length) return every;
  for (let k = 0; k < sample.count; k++) {
    const other = k + sample.below(every.length - k);
    [every[k], every[other]] = [every[other] as number, every[k] as number];
  }
  return every.slice(0, sample.count);
}

interface Cutting {
  readonly split: Split;
  readonly tree: Growing;
  readonly growth: Growth;
}

/** Histograms the smaller side and subtracts for the other, in the node's own array. */
function histogramsOf(source: Source, node: Node, middle: number): [Float64Array, Float64Array] {
  const leftSmaller = middle - node.from <= node.to - middle;
  const small = leftSmaller ? histogramOf(source, node.from, middle) : histogramOf(source, middle, node.to);
  const large = node.histogram;
  for (let k = 0; k < large.length; k++) large[k] = (large[k] as number) - (small[k] as number);
  return leftSmaller ? [small, large] : [large, small];
}

/** Parts the node's rows into two nodes and makes it a split. */
function divide(source: Source, node: Node, { split, tree, growth }: Cutting): [Node, Node] {
  const middle = partition(source, node, split);
  const [ofLeft, ofRight] = growth.sample ? [node.histogram, node.histogram] : histogramsOf(source, node, middle);
  const at = tree.feature.length;
  const left = nodeOf(source, at, node.depth + 1, [node.from, middle], ofLeft);
  const right = nodeOf(source, at + 1, node.depth + 1, [middle, node.to], ofRight);
  addLeaf(tree, left, growth.lambda);
  addLeaf(tree, right, growth.lambda);
  tree.feature[node.at] = split.feature;
  tree.threshold[node.at] = (source.bins.edges[split.feature] as Float64Array)[split.bin] as number;
  tree.left[node.at] = at;
  tree.right[node.at] = at + 1;
  return [left, right];
}

/** Rows that go left first; the place where the others begin. */
function partition({ bins, rows }: Source, node: Node, { feature, bin }: Split): number {
  const column = feature * bins.rows;
  let [low, high] = [node.from, node.to - 1];
  while (low <= high) {
    const row = rows[low] as number;
    if ((bins.codes[column + row] as number) <= bin) {
      low += 1;
      continue;
    }
    rows[low] = rows[high] as number;
    rows[high] = row;
    high -= 1;
  }
  return low;
}
