import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kmeans as libraryKMeans } from 'ml-kmeans';
import type { Cell } from '../cleaning/index.js';
import { matrixAround, matrixOf, type Matrix } from '../matrix.js';
import { seededRandom } from '../random.js';
import * as clusters from './index.js';

const { kMeans, dbscan, silhouette } = clusters;
type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: readonly { code: string; at: string }[] };

function value<T>(answer: Answered<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}
const codeOf = (answer: Answered<unknown>): string => (answer.ok ? 'ok' : `${answer.error[0]?.code} ${answer.error[0]?.at}`);
const rows = (...list: readonly (readonly number[])[]): Matrix => value(matrixOf(list));

/** Rows nearer than 1e-162 have no squared distance that a double can hold; they count as alike. */
const toNearestMillionth = (x: number): number => Math.round(x * 1e6) / 1e6;

/** Round blobs of `size` rows around each centre. */
function blobs(centres: readonly (readonly number[])[], size: number, seed = 1): Matrix {
  const random = seededRandom(seed);
  return rows(...centres.flatMap((centre) => Array.from({ length: size }, () => centre.map((x) => x + random.normal()))));
}
const FOUR = [
  [0, 0],
  [20, 0],
  [0, 20],
  [20, 20],
];

describe('k-means', () => {
  it('finds blobs, and numbers them from the largest down', () => {
    const matrix = rows(...[0, 0.1, 0.2, 0.3].map((x) => [x, x]), ...[9, 9.1].map((x) => [x, x]), [50, 50]);
    const { model, labels } = value(kMeans(matrix, { k: 3, seed: 1 }));
    expect(Array.from(labels)).toEqual([0, 0, 0, 0, 1, 1, 2]);
    expect(model.sizes).toEqual([4, 2, 1]);
    expect(model.centres[0]?.[0]).toBeCloseTo(0.15, 12);
    expect(model.inertia).toBeCloseTo(2 * (0.05 + 0.005), 12);
    expect(model.hasConverged).toBe(true);
  });
  it('gives the same for the same seed', () => {
    const matrix = blobs(FOUR, 40);
    expect(kMeans(matrix, { k: 5, seed: 3, restarts: 2 })).toEqual(kMeans(matrix, { k: 5, seed: 3, restarts: 2 }));
  });
  it('comes to the clusters of ml-kmeans from the same start', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const matrix = blobs([...FOUR, [10, 10]], 60, seed);
      const start = value({ ok: true, value: clusters.startsOf(matrix, 5, seededRandom(seed)) as Float64Array });
      const shard = new clusters.KMeansShard(matrix, 5);
      const own = clusters.runLloyd([shard], start, 5, 300);
      const points = Array.from({ length: matrix.rows }, (_, r) => Array.from(matrix.values.subarray(r * 2, r * 2 + 2)));
      const initialization = Array.from({ length: 5 }, (_, c) => Array.from(start.subarray(c * 2, c * 2 + 2)));
      const theirs = libraryKMeans(points, 5, { initialization, maxIterations: 300, tolerance: 0 });
      expect(Array.from(shard.labels)).toEqual(theirs.clusters);
      for (const [c, centre] of theirs.centroids.entries()) for (const [d, x] of centre.entries()) expect(own.centres[c * 2 + d]).toBeCloseTo(x, 9);
    }
  });
  it('comes to the same over one shard or three', () => {
    const matrix = blobs(FOUR, 50);
    const start = clusters.startsOf(matrix, 6, seededRandom(4)) as Float64Array;
    const part = (from: number, to: number): Matrix => value(matrixAround(matrix.values.slice(from * 2, to * 2), 2));
    const one = new clusters.KMeansShard(matrix, 6);
    const three = [part(0, 30), part(30, 31), part(31, 200)].map((m) => new clusters.KMeansShard(m, 6));
    const whole = clusters.runLloyd([one], start, 6, 300);
    const parted = clusters.runLloyd(three, start, 6, 300);
    expect(three.flatMap((shard) => Array.from(shard.labels))).toEqual(Array.from(one.labels));
    expect(parted.inertia).toBeCloseTo(whole.inertia, 8);
    expect(parted.sizes).toEqual(whole.sizes);
  });
  it('moves a centre that lost its rows', () => {
    const matrix = rows([0], [1], [10], [11]);
    const shard = new clusters.KMeansShard(matrix, 3);
    const outcome = clusters.runLloyd([shard], Float64Array.from([0, 10, 1000]), 3, 100);
    expect(Math.min(...outcome.sizes)).toBe(1);
    expect(outcome.inertia).toBeCloseTo(0.5, 12);
  });
  it('every row is with its nearest centre, whatever the rows', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(toNearestMillionth)), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 6 }),
        (list, k) => {
          const matrix = rows(...list);
          const found = kMeans(matrix, { k, seed: 1, restarts: 2 });
          if (!found.ok) {
            expect(new Set(list.map((row) => row.map((x) => x + 0).join())).size < k || codeOf(found) === 'analysis.too-few /rows').toBe(true);
            return;
          }
          const { model, labels } = found.value;
          const centres = Float64Array.from(model.centres.flat());
          const square = (r: number, c: number): number => (list[r]![0] - centres[c * 2]!) ** 2 + (list[r]![1] - centres[c * 2 + 1]!) ** 2;
          for (const [r, label] of labels.entries())
            for (let c = 0; c < k; c += 1) expect(square(r, label)).toBeLessThanOrEqual(square(r, c) * (1 + 1e-9) + 1e-9);
          expect(model.sizes.every((size) => size > 0)).toBe(true);
          expect(model.sizes.reduce((a, b) => a + b)).toBe(list.length);
          expect(Number.isFinite(model.inertia)).toBe(true);
        },
      ),
    ));
  it.each<[string, () => Answered<unknown>, string]>([
    ['no rows', () => matrixOf([]), 'analysis.too-few /rows'],
    ['no columns', () => matrixOf([[]]), 'analysis.too-few /rows/0'],
    ['ragged', () => matrixOf([[1, 2], [1]]), 'analysis.shape /rows/1'],
    ['NaN', () => matrixOf([[1, Number.NaN]]), 'analysis.not-a-number /rows/0/1'],
    ['infinity', () => matrixOf([[1], [-Infinity]]), 'analysis.not-a-number /rows/1/0'],
    ['1e308', () => matrixOf([[1e308]]), 'analysis.not-a-number /rows/0/0'],
    ['text', () => matrixOf([['5']]), 'analysis.not-a-number /rows/0/0'],
    ['typed NaN', () => matrixAround(Float64Array.of(1, 2, 3, Number.NaN), 2), 'analysis.not-a-number /rows/1/1'],
    ['typed ragged', () => matrixAround(Float64Array.of(1, 2, 3), 2), 'analysis.shape /values'],
    ['one row for two clusters', () => kMeans(rows([1]), { k: 2, seed: 1 }), 'analysis.too-few /rows'],
    ['all rows alike', () => kMeans(rows([1], [1], [1]), { k: 2, seed: 1 }), 'analysis.too-alike /rows'],
    ['k = 0', () => kMeans(rows([1]), { k: 0, seed: 1 }), 'analysis.option /k'],
    ['seed NaN', () => kMeans(rows([1]), { k: 1, seed: Number.NaN }), 'analysis.option /seed'],
    ['no restart', () => kMeans(rows([1]), { k: 1, seed: 1, restarts: 0 }), 'analysis.option /restarts'],
    ['no iteration', () => kMeans(rows([1]), { k: 1, seed: 1, maxIterations: 0 }), 'analysis.option /maxIterations'],
    ['other columns', () => clusters.assignClusters({ centres: [[1, 2]] }, rows([1])), 'analysis.shape /rows/0'],
  ])('refuses: %s', (_title, run, expected) => expect(codeOf(run())).toBe(expected));
  it('takes the largest numbers it allows', () => {
    const { model } = value(kMeans(rows([-1e100], [1e100], [1e100]), { k: 2, seed: 1 }));
    expect(model.sizes).toEqual([2, 1]);
  });
});

describe('mini-batch k-means', () => {
  const whole = blobs(FOUR, 2000, 5);
  const shuffled = value(
    matrixAround(
      Float64Array.from(
        Array.from({ length: whole.rows }, (_, i) => (i * 4999) % whole.rows).flatMap((r) => Array.from(whole.values.subarray(r * 2, r * 2 + 2))),
      ),
      2,
    ),
  );
  const batches = Array.from({ length: 8 }, (_, i) => value(matrixAround(shuffled.values.slice(i * 2000, (i + 1) * 2000), 2)));
  it('comes near the inertia of k-means', () => {
    const model = value(clusters.miniBatchKMeans(batches, { k: 4, seed: 1 }));
    const exact = value(kMeans(whole, { k: 4, seed: 1 })).model;
    expect(model.inertia / exact.inertia).toBeGreaterThanOrEqual(1);
    expect(model.inertia / exact.inertia).toBeLessThan(1.01);
    expect(model.sizes).toEqual([2000, 2000, 2000, 2000]);
  });
  it('goes on from stored JSON', () => {
    const begun = value(clusters.beginMiniBatch(batches[0] as Matrix, { k: 4, seed: 1 }));
    const stored = JSON.parse(JSON.stringify(begun)) as clusters.MiniBatchState;
    expect(clusters.learnBatch(stored, batches[1] as Matrix)).toEqual(clusters.learnBatch(begun, batches[1] as Matrix));
    expect(value(clusters.learnBatch(begun, batches[1] as Matrix)).weights.reduce((a, b) => a + b)).toBe(2000);
  });
  it('of a whole matrix comes near too, and labels every row', () => {
    const { model, labels } = value(clusters.miniBatchOf(whole, { k: 4, seed: 1 }));
    expect(model.inertia / value(kMeans(whole, { k: 4, seed: 1 })).model.inertia).toBeLessThan(1.01);
    expect(model.sizes).toEqual([0, 1, 2, 3].map((cluster) => labels.filter((label) => label === cluster).length));
  });
  it('is taken from 200,000 rows on', () => {
    const many = value(
      matrixAround(
        Float64Array.from({ length: 200_001 }, (_, i) => i % 7),
        1,
      ),
    );
    expect(value(clusters.clusterRows(many, { k: 3, seed: 1, restarts: 1 })).model.method).toBe('mini-batch-k-means');
    expect(value(clusters.clusterRows(whole, { k: 3, seed: 1, restarts: 1 })).model.method).toBe('k-means');
  });
  it('refuses no batch, and a batch of other columns', () => {
    expect(codeOf(clusters.miniBatchKMeans([], { k: 2, seed: 1 }))).toBe('analysis.too-few /rows');
    expect(codeOf(clusters.miniBatchKMeans([rows([1], [2]), rows([1, 2])], { k: 2, seed: 1 }))).toBe('analysis.shape /rows/0');
  });
});

describe('silhouette and the choice of k', () => {
  it('is as reckoned by hand', () => {
    // 0 and 1 against 5: for 0 a = 1, b = 5; for 1 a = 1, b = 4; 5 is alone
    const found = value(silhouette(rows([0], [1], [5]), [0, 0, 1], 1));
    expect(found.value).toBeCloseTo((4 / 5 + 3 / 4 + 0) / 3, 12);
    expect(found.byCluster[1]).toBe(0);
  });
  it('is near the whole on a sample, and says that it is one', () => {
    const matrix = blobs(FOUR, 300);
    const { labels } = value(kMeans(matrix, { k: 4, seed: 1 }));
    const sampled = value(silhouette(matrix, labels, 1, 200));
    expect(sampled).toMatchObject({ rows: 200, isSampled: true });
    expect(sampled.value).toBeCloseTo(value(silhouette(matrix, labels, 1)).value, 1);
  });
  it('leaves noise out', () => expect(value(silhouette(rows([0], [1], [5], [99]), [0, 0, 1, -1], 1)).rows).toBe(3));
  it('refuses one cluster', () => expect(codeOf(silhouette(rows([0], [1]), [0, 0], 1))).toBe('analysis.too-few /labels'));
  it('chooses four of four blobs', () => {
    const choice = value(clusters.chooseK(blobs(FOUR, 30), { from: 2, to: 7, seed: 1, restarts: 3 }));
    expect(choice.k).toBe(4);
    expect(choice.tried.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7]);
  });
  it('stops where the different rows run out', () =>
    expect(value(clusters.chooseK(rows([0], [0], [5], [5], [9]), { from: 2, to: 7, seed: 1 })).tried).toHaveLength(2));
  it('refuses a range that is none', () => expect(codeOf(clusters.chooseK(rows([0], [1]), { from: 5, to: 4, seed: 1 }))).toBe('analysis.option /from'));
});

describe('DBSCAN', () => {
  it('counts the row itself towards minPts, and eps itself as near', () => {
    expect(value(dbscan(rows([0], [1], [5]), { eps: 1, minPts: 2 }))).toMatchObject({ clusters: 1, sizes: [2], noise: 1, core: 2 });
    expect(value(dbscan(rows([0], [1], [5]), { eps: 1, minPts: 3 }))).toMatchObject({ clusters: 0, noise: 3, core: 0 });
  });
  it('leaves a border row with the first cluster that reaches it', () => {
    // core rows 0 and 6 are both within 3 of row 3, which is no core row itself
    const found = value(dbscan(rows([6], [7], [8], [6.5], [3], [0], [-1], [-2], [-0.5]), { eps: 3, minPts: 5 }));
    expect(found.clusters).toBe(2);
    expect(found.isCore[4]).toBe(0);
    expect(Array.from(found.labels)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1]);
  });
  it('agrees with counting every pair', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        (list, minPts) => {
          const found = value(dbscan(rows(...list), { eps: 1.5, minPts }));
          const near = (a: number, b: number): boolean => Math.hypot(list[a]![0] - list[b]![0], list[a]![1] - list[b]![1]) <= 1.5;
          const all = list.map((_, i) => i);
          const isCore = all.map((i) => all.filter((j) => near(i, j)).length >= minPts);
          expect(Array.from(found.isCore, Boolean)).toEqual(isCore);
          for (const i of all) {
            expect(found.labels[i] === -1).toBe(!all.some((j) => isCore[j] && near(i, j)));
            for (const j of all) if (isCore[i] && isCore[j] && near(i, j)) expect(found.labels[i]).toBe(found.labels[j]);
          }
        },
      ),
    ));
  it.each<[string, clusters.DbscanOptions, string]>([
    ['eps 0', { eps: 0, minPts: 2 }, 'analysis.option /eps'],
    ['eps NaN', { eps: Number.NaN, minPts: 2 }, 'analysis.option /eps'],
    ['minPts 0', { eps: 1, minPts: 0 }, 'analysis.option /minPts'],
  ])('refuses: %s', (_title, options, expected) => expect(codeOf(dbscan(rows([1]), options))).toBe(expected));
});

describe('main components', () => {
  it('lie along the widest direction, its largest weight positive', () => {
    const found = value(clusters.mainComponents(rows([1, -2], [2, -4], [3, -6], [4, -8])));
    expect(found.components[0]?.[0]).toBeCloseTo(-1 / Math.sqrt(5), 12);
    expect(found.components[0]?.[1]).toBeCloseTo(2 / Math.sqrt(5), 12);
    expect(found.share[0]).toBeCloseTo(1, 12);
    const placed = value(clusters.project(found, rows([2.5, -5], [2.5 - 1, -5 + 2])));
    expect(placed[0]).toBeCloseTo(0, 12);
    expect(placed[2]).toBeCloseTo(Math.sqrt(5), 12);
  });
  it('reckon with correlations where the units differ', () => {
    const found = value(clusters.mainComponents(rows([1, 1000], [2, 3000], [3, 2000], [4, 4000]), { isScaled: true }));
    expect(found.share[0]).toBeCloseTo((1 + 0.8) / 2, 12);
  });
  it('refuse one row, and nothing but constants', () => {
    expect(codeOf(clusters.mainComponents(rows([1, 2])))).toBe('analysis.too-few /rows');
    expect(codeOf(clusters.mainComponents(rows([1, 2], [1, 2])))).toBe('analysis.constant /rows');
    expect(codeOf(clusters.project({ mean: [0], deviation: [1], components: [[1]], share: [1] }, rows([1, 2])))).toBe('analysis.shape /rows/0');
  });
});

describe('segments of a table', () => {
  const table = (list: readonly (readonly Cell[])[]) => ['income', 'age'].map((name, c) => ({ name, cells: list.map((row) => row[c] ?? null) }));
  const people = table([
    ...Array.from({ length: 10 }, (_, i) => [`${1000 + i}`, 20 + i / 10]),
    ...Array.from({ length: 10 }, (_, i) => [`${9000 + i}`, 60 + i / 10]),
    ['n/a', 60],
  ]);
  const wish = { columns: ['income', 'age'], k: 2, seed: 1 } as const;
  it('are profiled in their own units and in words', () => {
    const { model, rows: kept, places, quality } = value(clusters.trainSegments(people, { ...wish, missing: 'drop' }));
    expect(kept).toHaveLength(20);
    expect(places).toHaveLength(40);
    expect(quality?.value).toBeGreaterThan(0.9);
    const poor = model.profile.find(({ traits }) => (traits[0]?.mean ?? 0) < 5000);
    expect(poor).toMatchObject({ rows: 10, share: 0.5 });
    expect(poor?.summary.en).toContain('income below average (1000 against 5000)');
    expect(poor?.summary['zh-CN']).toContain('income低于平均');
  });
  it('are given to new rows by what was learned', () => {
    const { model, labels } = value(clusters.trainSegments(people, wish));
    const stored = JSON.parse(JSON.stringify(model)) as clusters.SegmentModel;
    const given = value(
      clusters.assignSegments(
        stored,
        table([
          ['1,100', 22],
          ['9500', 64],
        ]),
      ),
    );
    expect(given.map(({ segment }) => segment)).toEqual([labels[0], labels[10]]);
    expect(given[0]?.reason.en).toContain('income below average');
  });
  it.each<[string, () => Answered<unknown>, string]>([
    ['no columns', () => clusters.trainSegments(people, { ...wish, columns: [] }), 'analysis.too-few /columns'],
    ['unknown column', () => clusters.trainSegments(people, { ...wish, columns: ['income', 'town'] }), 'analysis.no-column /recipe/0/columns/1'],
    [
      'all missing',
      () =>
        clusters.trainSegments(
          table([
            [null, 1],
            [null, 2],
          ]),
          wish,
        ),
      'analysis.too-few /recipe/1/columns/0',
    ],
    ['empty', () => clusters.trainSegments(table([]), wish), 'analysis.too-few /table'],
    ['one row', () => clusters.trainSegments(table([[1, 2]]), wish), 'analysis.too-few /rows'],
    [
      'constant',
      () =>
        clusters.trainSegments(
          table([
            [1, 2],
            [1, 2],
          ]),
          { ...wish, k: 1 },
        ),
      'analysis.constant /rows',
    ],
  ])('refuse: %s', (_title, run, expected) => expect(codeOf(run())).toBe(expected));
});
