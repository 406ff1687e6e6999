import {
  dbscan,
  fitRecipe,
  mainComponents,
  matrixAround,
  profileClusters,
  project,
  seededRandom,
  silhouette,
  trainSegments,
  type Answer,
  type ClusterProfile,
  type Components,
  type FittedStep,
  type SegmentModel,
} from '#analytics';
import { ok } from '#kernel';
import { numbersOfTable, tableOf, type NumberRows } from './segment-table.js';

/** How records are put into segments; plain JSON, kept with the set. */
export interface SegmentHow {
  readonly columns: readonly string[];
  readonly method: 'k-means' | 'dbscan';
  /** A fixed number, or the range to choose from by silhouette. */
  readonly k: number | { readonly from: number; readonly to: number };
  readonly eps: number;
  readonly minPts: number;
  readonly scale: 'z-score' | 'min-max' | 'none';
  readonly missing: 'median' | 'drop';
  readonly logColumns: readonly string[];
  readonly seed: number;
}

/** What gives new records their segment; plain JSON. */
export type KeptModel =
  | { readonly kind: 'k-means'; readonly how: SegmentHow; readonly segments: SegmentModel }
  | {
      readonly kind: 'dbscan';
      readonly how: SegmentHow;
      readonly fitted: readonly FittedStep[];
      /** A sample of the core rows, scaled, and their segments: a record belongs to the nearest within eps. */
      readonly core: readonly (readonly number[])[];
      readonly labels: readonly number[];
    };

export interface SegmentsFound {
  readonly model: KeptModel;
  /** Places of the rows that have a segment; others were left out. */
  readonly rows: readonly number[];
  /** -1 is noise. */
  readonly labels: Int32Array;
  /** Two numbers a row. */
  readonly places: Float64Array;
  readonly axes: Components;
  /** In the units of the columns. */
  readonly profile: readonly ClusterProfile[];
  readonly silhouette: number | null;
  readonly inertia: number | null;
  readonly tried: readonly { readonly k: number; readonly inertia: number; readonly silhouette: number }[];
}

const MOST_CORE = 3000;

/** Finds segments; a refusal says what is wrong with the data or the wish. */
export function findSegments({ rows, how }: { readonly rows: NumberRows; readonly how: SegmentHow }): Answer<SegmentsFound> {
  return how.method === 'k-means' ? byMeans(rows, how) : byDensity(rows, how);
}

function byMeans(rows: NumberRows, how: SegmentHow): Answer<SegmentsFound> {
  const { columns, k, scale, missing, seed } = how;
  const found = trainSegments(tableOf(rows, how.logColumns), { columns, k, scale, missing, seed });
  if (!found.ok) return found;
  const { model, labels, places, quality, tried } = found.value;
  const profile = profileOf(rows, found.value.rows, labels);
  if (!profile.ok) return profile;
  return ok({
    model: { kind: 'k-means', how, segments: model },
    rows: found.value.rows,
    labels,
    places: twoWide(places, model.map.components.length),
    axes: model.map,
    profile: profile.value,
    silhouette: quality?.value ?? null,
    inertia: model.clusters.inertia,
    tried,
  });
}

function byDensity(rows: NumberRows, how: SegmentHow): Answer<SegmentsFound> {
  const { columns, missing } = how;
  const fill = missing === 'drop' ? ({ kind: 'drop-missing', columns } as const) : ({ kind: 'fill', columns, by: 'median' } as const);
  const scale = how.scale === 'none' ? [] : [{ kind: 'scale' as const, columns, by: how.scale }];
  const cleaned = fitRecipe([{ kind: 'as-number', columns }, fill, ...scale], tableOf(rows, how.logColumns));
  if (!cleaned.ok) return cleaned;
  const matrix = matrixAround(numbersOfTable(cleaned.value.table, columns), columns.length);
  if (!matrix.ok) return matrix;
  const found = dbscan(matrix.value, how);
  if (!found.ok) return found;
  const labels = bySize(found.value.labels, found.value.sizes);
  const axes = mainComponents(matrix.value);
  if (!axes.ok) return axes;
  const places = project(axes.value, matrix.value);
  const profile = profileOf(rows, cleaned.value.kept, labels);
  if (!places.ok) return places;
  if (!profile.ok) return profile;
  const quality = found.value.clusters > 1 ? silhouette(matrix.value, labels, how.seed) : null;
  const core = coreOf(matrix.value.values, columns.length, { isCore: found.value.isCore, labels, seed: how.seed });
  return ok({
    model: { kind: 'dbscan', how, fitted: cleaned.value.fitted, ...core },
    rows: cleaned.value.kept,
    labels,
    places: twoWide(places.value, axes.value.components.length),
    axes: axes.value,
    profile: profile.value,
    silhouette: quality?.ok ? quality.value.value : null,
    inertia: null,
    tried: [],
  });
}

/** Numbers segments from the largest to the smallest, as k-means does. */
function bySize(labels: Int32Array, sizes: readonly number[]): Int32Array {
  const order = sizes.map((_, c) => c).sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b);
  const rank = new Map(order.map((cluster, place) => [cluster, place]));
  return labels.map((label) => rank.get(label) ?? -1);
}

function coreOf(
  values: Float64Array,
  d: number,
  { isCore, labels, seed }: { readonly isCore: Uint8Array; readonly labels: Int32Array; readonly seed: number },
): { readonly core: number[][]; readonly labels: number[] } {
  const all = Array.from(isCore.keys()).filter((row) => isCore[row] === 1);
  const random = seededRandom(seed);
  for (let i = all.length - 1; i > 0 && all.length > MOST_CORE; i -= 1) {
    const j = random.below(i + 1);
    [all[i], all[j]] = [all[j] as number, all[i] as number];
  }
  const picked = all.slice(0, MOST_CORE);
  return { core: picked.map((row) => Array.from(values.subarray(row * d, (row + 1) * d))), labels: picked.map((row) => labels[row] as number) };
}

/** Profile in the units of the columns; a missing number counts as the column's median. */
function profileOf(rows: NumberRows, kept: readonly number[], labels: Int32Array): Answer<ClusterProfile[]> {
  const { columns } = rows;
  const filled = fitRecipe([{ kind: 'fill', columns, by: 'median' }], tableOf(rows));
  if (!filled.ok) return filled;
  const all = numbersOfTable(filled.value.table, columns);
  const values = new Float64Array(kept.length * columns.length);
  kept.forEach((row, i) => values.set(all.subarray(row * columns.length, (row + 1) * columns.length), i * columns.length));
  const matrix = matrixAround(values, columns.length);
  return matrix.ok ? profileClusters(matrix.value, labels, columns) : matrix;
}

/** A map has two axes; with one column the second is zero. */
function twoWide(places: Float64Array, axes: number): Float64Array {
  if (axes === 2) return places;
  const wide = new Float64Array((places.length / axes) * 2);
  for (let i = 0; i < places.length / axes; i += 1) wide[i * 2] = places[i * axes] as number;
  return wide;
}
