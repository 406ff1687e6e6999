import {
  dbscan,
  fitRecipe,
  guessColumn,
  matrixAround,
  profileClusters,
  silhouette,
  trainSegments,
  type ClusterProfile,
  type DbscanResult,
  type Matrix,
  type Segments,
  type SegmentWish,
} from '#analytics';
import { textOption, type Invocation } from '../command.js';
import { cellsOf, refused, type CsvTable } from './csv-table.js';
import { listOption, neededOption, numberOption, rangeOption, tableOption, topOption, valueOf } from './options.js';
import { analysis, line, table, type Block, type Report } from './report.js';

type Scale = NonNullable<SegmentWish['scale']>;

interface Prepared {
  readonly csv: CsvTable;
  readonly columns: readonly string[];
  readonly scale: Scale;
  readonly missing: 'median' | 'drop';
  readonly alsoMissing: readonly string[];
  readonly seed: number;
  /** What stands for a row in the list of rows; its number from 1 without `--id`. */
  readonly idOf: (row: number) => string | number;
}

/** Groups of like rows: k-means with k given or chosen by silhouette, or DBSCAN. */
export const run = analysis(async (invocation) => {
  const csv = await tableOption(invocation);
  const id = textOption(invocation, 'id');
  const ids = id === undefined ? null : cellsOf(csv, id);
  const alsoMissing = listOption(invocation, 'blanks') ?? [];
  const prepared: Prepared = {
    csv,
    columns: listOption(invocation, 'columns') ?? numericColumns(csv, id, alsoMissing),
    scale: (textOption(invocation, 'scale') ?? 'z-score') as Scale,
    missing: (textOption(invocation, 'missing') ?? 'median') as 'median' | 'drop',
    alsoMissing,
    seed: numberOption(invocation, 'seed') ?? 1,
    idOf: (row) => ids?.[row] ?? row + 1,
  };
  return textOption(invocation, 'method') === 'dbscan' ? byDensity(prepared, invocation) : byCentres(prepared, invocation);
});

function numericColumns(csv: CsvTable, id: string | undefined, blanks: readonly string[]): string[] {
  const guesses = csv.header.filter((name) => name !== id && name !== '').map((name) => guessColumn({ name, cells: cellsOf(csv, name) }, blanks));
  const names = guesses.filter(({ kind, isConstant }) => kind === 'number' && !isConstant).map(({ name }) => name);
  if (names.length > 0) return names;
  throw refused('analysis.no-feature', 'No column holds numbers that differ. Name some with --columns.', '没有任何列含有不同的数值。请用 --columns 指定。');
}

const cellTable = ({ csv, columns }: Prepared) => columns.map((name) => ({ name, cells: cellsOf(csv, name) }));

function byCentres(prepared: Prepared, invocation: Invocation): Report {
  const { columns, scale, missing, alsoMissing, seed } = prepared;
  const [from, to] = rangeOption(invocation, 'k') ?? [2, 8];
  const restarts = numberOption(invocation, 'restarts');
  const k = from === to ? from : { from, to };
  const found = valueOf(trainSegments(cellTable(prepared), { columns, k, seed, scale, missing, alsoMissing, ...(restarts === undefined ? {} : { restarts }) }));
  const { centres, sizes, ...model } = found.model.clusters;
  const rows = found.rows.map((row, i) => ({
    id: prepared.idOf(row),
    segment: (found.labels[i] as number) + 1,
    map: [found.places[2 * i], found.places[2 * i + 1]],
  }));
  const segments = segmentsOf(found.model.profile);
  const data = { ...model, columns, scale, k: centres.length, silhouette: found.quality, tried: found.tried, sizes, segments, rows };
  return { data, blocks: [...centreBlocks(found, columns), ...profileBlocks(found.model.profile, columns), ...rowBlocks(rows, invocation)] };
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

function byDensity(prepared: Prepared, invocation: Invocation): Report {
  neededOption(invocation, 'eps');
  const { columns, scale } = prepared;
  const { own, scaled, kept } = matrices(prepared);
  const [eps, minPts] = [numberOption(invocation, 'eps') ?? 0, numberOption(invocation, 'minPts', 'min-pts') ?? 5];
  const found = valueOf(dbscan(scaled, { eps, minPts }));
  const profile = valueOf(profileClusters(own, found.labels, columns));
  const width = found.clusters > 1 ? valueOf(silhouette(scaled, found.labels, prepared.seed)) : null;
  const rows = kept.map((row, i) => ({ id: prepared.idOf(row), segment: segmentOf(found, i), core: found.isCore[i] === 1 }));
  const { clusters, sizes, noise, core } = found;
  const data = { method: 'dbscan', columns, scale, eps, minPts, clusters, noise, core, sizes, silhouette: width, segments: segmentsOf(profile), rows };
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
  return { data, blocks: [summary, ...profileBlocks(profile, columns), ...rowBlocks(rows, invocation)] };
}

/** `null` is noise. */
const segmentOf = ({ labels }: DbscanResult, row: number): number | null => ((labels[row] as number) < 0 ? null : (labels[row] as number) + 1);

function matrices(prepared: Prepared): { readonly own: Matrix; readonly scaled: Matrix; readonly kept: readonly number[] } {
  const { columns, scale, missing, alsoMissing } = prepared;
  const mend = missing === 'drop' ? ({ kind: 'drop-missing', columns } as const) : ({ kind: 'fill', columns, by: 'median' } as const);
  const plain = valueOf(fitRecipe([{ kind: 'as-number', columns, alsoMissing }, mend], cellTable(prepared)));
  const scaled = scale === 'none' ? plain : valueOf(fitRecipe([{ kind: 'scale', columns, by: scale }], plain.table));
  const matrix = (cleaned: typeof plain): Matrix => {
    const values = new Float64Array(plain.kept.length * columns.length);
    cleaned.table.forEach(({ cells }, c) => cells.forEach((cell, r) => (values[r * columns.length + c] = Number(cell))));
    return valueOf(matrixAround(values, columns.length));
  };
  return { own: matrix(plain), scaled: matrix(scaled), kept: plain.kept };
}
