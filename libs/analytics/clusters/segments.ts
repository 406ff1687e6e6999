import { ok, type Text } from '#kernel';
import { replayRecipe, type FittedStep, type Table } from '../cleaning/index.js';
import type { Matrix } from '../matrix.js';
import type { Answer } from '../problem.js';
import { chooseK, clusterRows } from './choose-k.js';
import { mainComponents, project, type Components } from './components.js';
import { assignClusters, type Clustering, type KMeansModel } from './k-means.js';
import { matrixOfTable, prepareRows, type PreparedRows, type PrepareWish } from './prepare.js';
import { profileClusters, type ClusterProfile } from './profile.js';
import { silhouette, type Silhouette } from './silhouette.js';

export interface SegmentWish extends PrepareWish {
  /** A fixed k, or the range to choose from by silhouette. */
  readonly k: number | { readonly from: number; readonly to: number };
  readonly seed: number;
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
  const prepared = prepareRows(table, wish);
  return prepared.ok ? segmentsOfRows(prepared.value, wish) : prepared;
}

/** As `trainSegments`, of rows that are clean and scaled already. */
export function segmentsOfRows({ columns, fitted, rows, own, matrix }: PreparedRows, wish: Omit<SegmentWish, keyof PrepareWish>): Answer<Segments> {
  const found = clusterBy(matrix, wish);
  if (!found.ok) return found;
  const { clustering, tried } = found.value;
  const map = mainComponents(matrix);
  if (!map.ok) return map;
  const places = project(map.value, matrix);
  const profile = profileClusters(own, clustering.labels, columns);
  const quality = clustering.model.centres.length > 1 ? silhouette(matrix, clustering.labels, wish.seed) : null;
  if (!places.ok) return places;
  if (!profile.ok) return profile;
  if (quality && !quality.ok) return quality;
  const model = { columns, fitted, clusters: clustering.model, map: map.value, profile: profile.value };
  return ok({ model, rows, labels: clustering.labels, places: places.value, quality: quality?.value ?? null, tried });
}

function clusterBy(matrix: Matrix, { k, seed, restarts }: Omit<SegmentWish, keyof PrepareWish>): Answer<{ clustering: Clustering; tried: Segments['tried'] }> {
  const options = { seed, ...(restarts === undefined ? {} : { restarts }) };
  if (typeof k === 'object') return chooseK(matrix, { ...options, ...k });
  const clustering = clusterRows(matrix, { ...options, k });
  return clustering.ok ? ok({ clustering: clustering.value, tried: [] }) : clustering;
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
