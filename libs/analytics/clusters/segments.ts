import { ok, type Text } from '#kernel';
import { fitRecipe, replayRecipe, type CleaningRecipe, type FittedStep, type Table } from '../cleaning/index.js';
import { matrixAround, type Matrix } from '../matrix.js';
import { tooFew, type Answer } from '../problem.js';
import { chooseK, clusterRows } from './choose-k.js';
import { mainComponents, project, type Components } from './components.js';
import { assignClusters, type Clustering, type KMeansModel } from './k-means.js';
import { profileClusters, type ClusterProfile } from './profile.js';
import { silhouette, type Silhouette } from './silhouette.js';

export interface SegmentWish {
  /** Columns of numbers the segments are made of. */
  readonly columns: readonly string[];
  /** A fixed k, or the range to choose from by silhouette. */
  readonly k: number | { readonly from: number; readonly to: number };
  readonly seed: number;
  /** `z-score` unless all columns are of one unit. */
  readonly scale?: 'z-score' | 'min-max' | 'none';
  /** Rows with a missing number: filled with the median, or left out. */
  readonly missing?: 'median' | 'drop';
  readonly alsoMissing?: readonly string[];
  readonly restarts?: number;
}

/** Plain JSON: what `assignSegment` needs. */
export interface SegmentModel {
  readonly columns: readonly string[];
  readonly fitted: readonly FittedStep[];
  readonly clusters: KMeansModel;
  readonly map: Components;
  readonly profile: readonly ClusterProfile[];
}

export interface Segments {
  readonly model: SegmentModel;
  /** Rows of the table that have a segment, and which. */
  readonly rows: readonly number[];
  readonly labels: Int32Array;
  /** Two places a row, for the map. */
  readonly places: Float64Array;
  /** `null` for k = 1. */
  readonly quality: Silhouette | null;
  readonly tried: readonly { readonly k: number; readonly inertia: number; readonly silhouette: number }[];
}

/** Cleans, scales, clusters, profiles and maps a table in one go. The profile is in the units of the table. Refusals as of the parts. */
export function trainSegments(table: Table, wish: SegmentWish): Answer<Segments> {
  if (wish.columns.length === 0) return tooFew('/columns', 1, 0, 'columns', '列');
  const chosen = table.filter(({ name }) => wish.columns.includes(name));
  const plain = fitRecipe(recipeOf(wish), chosen);
  if (!plain.ok) return plain;
  const scaled =
    wish.scale === 'none'
      ? ok({ ...plain.value, fitted: [] })
      : fitRecipe([{ kind: 'scale', columns: wish.columns, by: wish.scale ?? 'z-score' }], plain.value.table);
  if (!scaled.ok) return scaled;
  const own = matrixOfTable(plain.value.table, wish.columns);
  const matrix = matrixOfTable(scaled.value.table, wish.columns);
  if (!own.ok) return own;
  if (!matrix.ok) return matrix;
  const fitted = [...plain.value.fitted, ...scaled.value.fitted];
  return describe({ wish, fitted, rows: plain.value.kept, own: own.value, matrix: matrix.value });
}

interface Prepared {
  readonly wish: SegmentWish;
  readonly fitted: readonly FittedStep[];
  readonly rows: readonly number[];
  readonly own: Matrix;
  readonly matrix: Matrix;
}

function describe({ wish, fitted, rows, own, matrix }: Prepared): Answer<Segments> {
  const found = clusterBy(matrix, wish);
  if (!found.ok) return found;
  const { clustering, tried } = found.value;
  const map = mainComponents(matrix);
  if (!map.ok) return map;
  const places = project(map.value, matrix);
  const profile = profileClusters(own, clustering.labels, wish.columns);
  const quality = clustering.model.centres.length > 1 ? silhouette(matrix, clustering.labels, wish.seed) : null;
  if (!places.ok) return places;
  if (!profile.ok) return profile;
  if (quality && !quality.ok) return quality;
  const model = { columns: wish.columns, fitted, clusters: clustering.model, map: map.value, profile: profile.value };
  return ok({ model, rows, labels: clustering.labels, places: places.value, quality: quality?.value ?? null, tried });
}

function clusterBy(matrix: Matrix, { k, seed, restarts }: SegmentWish): Answer<{ clustering: Clustering; tried: Segments['tried'] }> {
  const options = { seed, ...(restarts === undefined ? {} : { restarts }) };
  if (typeof k === 'object') return chooseK(matrix, { ...options, ...k });
  const clustering = clusterRows(matrix, { ...options, k });
  return clustering.ok ? ok({ clustering: clustering.value, tried: [] }) : clustering;
}

function recipeOf({ columns, missing = 'median', alsoMissing = [] }: SegmentWish): CleaningRecipe {
  const read = { kind: 'as-number', columns, alsoMissing } as const;
  return missing === 'drop' ? [read, { kind: 'drop-missing', columns }] : [read, { kind: 'fill', columns, by: 'median' }];
}

function matrixOfTable(table: Table, names: readonly string[]): Answer<Matrix> {
  const rows = table[0]?.cells.length ?? 0;
  const values = new Float64Array(rows * names.length).fill(Number.NaN);
  for (const [c, name] of names.entries()) {
    const cells = table.find((column) => column.name === name)?.cells ?? [];
    for (let r = 0; r < cells.length; r += 1) if (typeof cells[r] === 'number') values[r * names.length + c] = cells[r] as number;
  }
  return matrixAround(values, names.length);
}

export interface SegmentOfRow {
  readonly row: number;
  readonly segment: number;
  /** What the segment is known for. */
  readonly reason: Text;
}

/** Gives each row of new data its segment, with the recipe and centres learned before. Rows that the recipe drops have none and are not in the answer. */
export function assignSegments(model: SegmentModel, table: Table): Answer<SegmentOfRow[]> {
  const cleaned = replayRecipe(model.fitted, table);
  if (!cleaned.ok) return cleaned;
  if (cleaned.value.kept.length === 0) return ok([]);
  const matrix = matrixOfTable(cleaned.value.table, model.columns);
  if (!matrix.ok) return matrix;
  const labels = assignClusters(model.clusters, matrix.value);
  if (!labels.ok) return labels;
  return ok(cleaned.value.kept.map((row, i) => reasoned(model, row, labels.value[i] as number)));
}

const reasoned = (model: SegmentModel, row: number, segment: number): SegmentOfRow => ({
  row,
  segment,
  reason: model.profile[segment]?.summary ?? { en: '' },
});
