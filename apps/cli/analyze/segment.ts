import { dbscan, profileClusters, segmentsOfRows, silhouette, type ClusterProfile, type DbscanResult, type Segments } from '#analytics';
import { textOption, type Invocation } from '../command.js';
import { neededOption, numberOption, rangeOption, topOption, valueOf } from './options.js';
import { analysis, line, table, type Block, type Report } from './report.js';
import { cleaningBlocks, segmentGround, writeRecipe, type SegmentGround } from './segment-ground.js';

/** Groups of like rows: k-means with k given or chosen by silhouette, or DBSCAN. */
export const run = analysis(async (invocation) => {
  const ground = await segmentGround(invocation);
  const report = textOption(invocation, 'method') === 'dbscan' ? byDensity(ground, invocation) : byCentres(ground, invocation);
  await writeRecipe(ground.prepared, invocation);
  return report;
});

function byCentres({ idOf, said, prepared, seed }: SegmentGround, invocation: Invocation): Report {
  const [from, to] = rangeOption(invocation, 'k') ?? [2, 8];
  const restarts = numberOption(invocation, 'restarts');
  const k = from === to ? from : { from, to };
  const found = valueOf(segmentsOfRows(prepared, { k, seed, ...(restarts === undefined ? {} : { restarts }) }));
  const { centres, sizes, ...model } = found.model.clusters;
  const rows = found.rows.map((row, i) => ({
    id: idOf(row),
    segment: (found.labels[i] as number) + 1,
    map: [found.places[2 * i], found.places[2 * i + 1]],
  }));
  const segments = segmentsOf(found.model.profile);
  const { columns } = prepared;
  const data = { ...model, ...said, k: centres.length, silhouette: found.quality, tried: found.tried, sizes, segments, rows };
  return {
    data,
    blocks: [...centreBlocks(found, columns), ...cleaningBlocks(prepared), ...profileBlocks(found.model.profile, columns), ...rowBlocks(rows, invocation)],
  };
}

function centreBlocks({ model, quality, tried }: Segments, columns: readonly string[]): Block[] {
  const { inertia, centres, seed, method } = model.clusters;
  return [
    line(
      '{method} on {columns}: {k} segments, inertia {inertia}, silhouette {width} (seed {seed})',
      '{method}，列：{columns}；{k} 个细分，簇内平方和 {inertia}，轮廓系数 {width}（种子 {seed}）',
      {
        method,
        columns: columns.join(', '),
        k: centres.length,
        inertia: inertia.toPrecision(7),
        width: quality ? quality.value.toFixed(4) : '-',
        seed,
      },
    ),
    table(
      ['Tried', '尝试过的 k'],
      ['k', 'inertia|簇内平方和', 'silhouette|轮廓系数'],
      tried.map((one) => [one.k, one.inertia, one.silhouette]),
    ),
  ];
}

/** Segments are numbered from 1, as people count. */
const segmentsOf = (profile: readonly ClusterProfile[]) => profile.map(({ cluster, ...rest }) => ({ segment: cluster + 1, ...rest }));

const profileBlocks = (profile: readonly ClusterProfile[], columns: readonly string[]): Block[] => [
  table(
    ['Segments: means in the units of the file', '各细分（按文件单位的均值）'],
    ['segment|细分', 'rows|行数', 'share|占比', ...columns, 'known for|特征'],
    profile.map(({ cluster, rows, share, traits, summary }) => [cluster + 1, rows, share, ...traits.map(({ mean }) => mean), summary]),
  ),
];

function rowBlocks(rows: readonly { readonly id: string | number; readonly segment: number | null }[], invocation: Invocation): Block[] {
  const shown = rows.slice(0, topOption(invocation)).map(({ id, segment }) => [String(id), segment]);
  return [
    table(
      [`Rows (${shown.length} of ${rows.length}; --json has all)`, `行（${rows.length} 行中的 ${shown.length} 行；--json 含全部）`],
      ['row|行', 'segment|细分'],
      shown,
    ),
  ];
}

function byDensity({ idOf, said, prepared, seed }: SegmentGround, invocation: Invocation): Report {
  neededOption(invocation, 'eps');
  const { columns, own, matrix } = prepared;
  const [eps, minPts] = [numberOption(invocation, 'eps') ?? 0, numberOption(invocation, 'minPts', 'min-pts') ?? 5];
  const found = valueOf(dbscan(matrix, { eps, minPts }));
  const profile = valueOf(profileClusters(own, found.labels, columns));
  const width = found.clusters > 1 ? valueOf(silhouette(matrix, found.labels, seed)) : null;
  const rows = prepared.rows.map((row, i) => ({ id: idOf(row), segment: segmentOf(found, i), core: found.isCore[i] === 1 }));
  const { clusters, sizes, noise, core } = found;
  const data = { method: 'dbscan', ...said, eps, minPts, clusters, noise, core, sizes, silhouette: width, segments: segmentsOf(profile), rows };
  const summary = line(
    'DBSCAN on {columns} (eps {eps}, minPts {minPts}): {clusters} segments, {noise} rows of noise, {core} core rows',
    'DBSCAN，列：{columns}（eps {eps}，minPts {minPts}）：{clusters} 个细分，噪声 {noise} 行，核心 {core} 行',
    {
      columns: columns.join(', '),
      eps,
      minPts,
      clusters,
      noise,
      core,
    },
  );
  return { data, blocks: [summary, ...cleaningBlocks(prepared), ...profileBlocks(profile, columns), ...rowBlocks(rows, invocation)] };
}

/** `null` is noise. */
const segmentOf = ({ labels }: DbscanResult, row: number): number | null => ((labels[row] as number) < 0 ? null : (labels[row] as number) + 1);
