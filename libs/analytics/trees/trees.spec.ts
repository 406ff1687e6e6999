import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { featureMatrixOf as matrixOf } from '../features/index.js';
import { seededRandom } from '../random.js';
import { binned } from './bins.js';
import { addShap, boostedScores, fitBoosted, fitCart, fitForest, forestScores, leavesOf, meanValue, type FlatTree } from './index.js';
import { addLeafValues } from './flat-tree.js';

const value = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const leafValue = (tree: FlatTree, row: number[]): number => {
  const out = new Float64Array(1);
  addLeafValues([tree], matrixOf([row]), out);
  return out[0] as number;
};
const points = (n: number, seed: number): { x: number[][]; y: number[] } => {
  const random = seededRandom(seed);
  const x = Array.from({ length: n }, () => [random.next(), random.next(), random.below(3)]);
  return { x, y: x.map(([a = 0, b = 0]) => (a > 0.5 !== b > 0.5 ? 1 : 0)) }; // exclusive or: no line sees it
};

describe('bins', () => {
  it('keep the order of values and part at most 256 ways', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer({ min: 0, max: 3 })), { minLength: 2, maxLength: 700 }),
        (values) => {
          const { codes, edges } = binned(matrixOf(values.map((one) => [one])));
          expect((edges[0] as Float64Array).length).toBeLessThan(256);
          values.forEach((one, i) => {
            const code = codes[i] as number;
            if (code > 0) expect(one).toBeGreaterThan((edges[0] as Float64Array)[code - 1] as number);
            if (code < (edges[0] as Float64Array).length) expect(one).toBeLessThanOrEqual((edges[0] as Float64Array)[code] as number);
          });
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('CART', () => {
  /*
   *        x0 <= 2.5
   *        /       \
   *      0/2      1/2 ...
   */
  it('cuts where the Gini index falls most', () => {
    const { trees } = value(fitCart(matrixOf([[1], [2], [3], [4]]), [0, 0, 1, 1], { minRows: 1 }));
    expect(trees[0]).toMatchObject({ feature: [0, -1, -1], threshold: [2.5, 0, 0], value: [0.5, 0, 1], cover: [4, 2, 2] });
  });
  it('keeps the rows a leaf needs, and its depth', () => {
    const { x, y } = points(300, 1);
    const tree = value(fitCart(matrixOf(x), y, { minRows: 25, maxDepth: 3 })).trees[0] as FlatTree;
    tree.feature.forEach((feature, node) => feature < 0 && expect(tree.cover[node]).toBeGreaterThanOrEqual(25));
    expect(leavesOf(tree)).toBeLessThanOrEqual(8);
  });
});

describe('forest and boosting', () => {
  const { x, y } = points(600, 2);
  const fresh = points(300, 9);
  const right = (scores: Float64Array, cut: number): number => scores.filter((score, i) => score > cut === (fresh.y[i] === 1)).length / fresh.y.length;
  it('learn exclusive or from examples', () => {
    expect(right(forestScores(value(fitForest(matrixOf(x), y, { seed: 1, trees: 60 })), matrixOf(fresh.x)), 0.5)).toBeGreaterThan(0.95);
    expect(right(boostedScores(value(fitBoosted(matrixOf(x), y, { seed: 1 })), matrixOf(fresh.x)), 0)).toBeGreaterThan(0.95);
  });
  it('the same seed gives the same trees, another seed others', () => {
    const fit = (seed: number): unknown => value(fitForest(matrixOf(x), y, { seed, trees: 3 }));
    expect(fit(5)).toEqual(fit(5));
    expect(fit(5)).not.toEqual(fit(6));
  });
  it('where nothing is to be learned, boosting says the plain rate', () => {
    const random = seededRandom(1);
    const noise = value(
      fitBoosted(
        matrixOf(x),
        y.map(() => random.below(2)),
        { seed: 1 },
      ),
    );
    expect(noise.trees).toEqual([]);
  });
  it.each([
    ['one class', [1, 1, 1], {}, 'analysis.one-class'],
    ['no trees', [0, 1, 1], { trees: 0 }, 'analysis.option'],
    ['half a tree', [0, 1, 1], { trees: 1.5 }, 'analysis.option'],
    ['another length', [0, 1], {}, 'analysis.shape'],
  ])('%s is refused', (_name, target, options, code) => {
    for (const fit of [fitForest, fitBoosted]) {
      const answer = fit(matrixOf([[1], [2], [3]]), target, { seed: 1, ...options });
      expect(!answer.ok && answer.error[0]?.code).toBe(code);
    }
  });
});

/** Expected value when only the features of `known` are known: both ways in proportion where one is not (path-dependent, as TreeSHAP means it). */
function expectation(tree: FlatTree, row: readonly number[], known: ReadonlySet<number>, node = 0): number {
  const feature = tree.feature[node] as number;
  if (feature < 0) return tree.value[node] as number;
  const [left, right] = [tree.left[node] as number, tree.right[node] as number];
  if (known.has(feature)) return expectation(tree, row, known, (row[feature] as number) <= (tree.threshold[node] as number) ? left : right);
  const cover = tree.cover[node] as number;
  return ((tree.cover[left] as number) * expectation(tree, row, known, left) + (tree.cover[right] as number) * expectation(tree, row, known, right)) / cover;
}

describe('TreeSHAP', () => {
  it('equals the Shapley values by definition and sums to the prediction', () => {
    const { x, y } = points(200, 4);
    const tree = value(fitCart(matrixOf(x), y, { minRows: 4, maxDepth: 5 })).trees[0] as FlatTree;
    const subsets = [[], [0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]];
    for (const row of x.slice(0, 25)) {
      const out = new Float64Array(3);
      addShap(tree, row, 0, out);
      for (let feature = 0; feature < 3; feature += 1) {
        const byHand = subsets
          .filter((set) => !set.includes(feature))
          .reduce((sum, set) => {
            const weight = [1 / 3, 1 / 6, 1 / 3][set.length] as number;
            return sum + weight * (expectation(tree, row, new Set([...set, feature])) - expectation(tree, row, new Set(set)));
          }, 0);
        expect(out[feature]).toBeCloseTo(byHand, 9);
      }
      expect(out.reduce((a, b) => a + b, meanValue(tree))).toBeCloseTo(leafValue(tree, row), 9);
    }
  });
});
