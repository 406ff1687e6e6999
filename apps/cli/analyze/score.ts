import { truthIn, type FeatureTable } from '#analytics';
import { inLocale } from '#kernel';
import { textOption, type Invocation } from '../command.js';
import { cellsOf, refused, type CsvTable } from './csv-table.js';
import { heldOutOf, listOption, neededOption, numberOption, tableOption, topOption } from './options.js';
import { analysis, line, table, type Block } from './report.js';
import { methodsOption, modelBlocks, trainedBy, trainOptions, type Trained } from './score-methods.js';

interface Case {
  readonly table: FeatureTable;
  readonly y: readonly number[];
  /** What stands for each row: its id, or its number in the file from 1. */
  readonly names: readonly string[];
  readonly positive: string;
  readonly held: Uint8Array;
  readonly fold: string;
}

/** Binary scores, each method checked on the same held-out rows. */
export const run = analysis(async (invocation) => {
  const found = caseOf(await tableOption(invocation), invocation);
  const methods = methodsOption(invocation);
  const options = trainOptions(found.held, invocation);
  const models: Trained[] = [];
  const progress = invocation.terminal.progress({ en: 'training', 'zh-CN': '训练' }, methods.length);
  for (const method of methods) {
    models.push(trainedBy(method, found, options));
    progress.at(models.length);
  }
  progress.end();
  const top = highest(models[0] as Trained, found, invocation);
  const { heldOut, trained, leaks } = (models[0] as Trained).report;
  const positives = found.y.reduce((sum, one) => sum + one, 0);
  const fold = { how: found.fold, trained: trained.n, heldOut: heldOut.n };
  const data = {
    ...{
      rows: found.y.length,
      target: textOption(invocation, 'target'),
      positive: found.positive,
      positives,
      seed: options.seed,
      fold,
      leaks: leaks.map(sayLeak(invocation)),
    },
    methods: models.map(({ method, calibratedBy, report, importance, tree }) => ({
      method,
      calibratedBy,
      ...report.heldOut,
      importance,
      ...(tree ? { tree } : {}),
    })),
    top,
  };
  return { data, blocks: [...headBlocks(data, found), ...models.flatMap(modelBlocks), ...topBlocks(top, models[0] as Trained)] };
});

const sayLeak =
  ({ terminal }: Invocation) =>
  ({ text, ...leak }: Trained['report']['leaks'][number]) => ({ ...leak, text: inLocale(text, terminal.locale) });

function caseOf(csv: CsvTable, invocation: Invocation): Case {
  const target = neededOption(invocation, 'target');
  const outcomes = cellsOf(csv, target);
  const rows = outcomes.flatMap((outcome, row) => (outcome === '' ? [] : [row]));
  const known: CsvTable = { header: csv.header, rows: rows.map((row) => csv.rows[row] as readonly string[]) };
  const levels = [...new Set(rows.map((row) => outcomes[row] as string))].sort();
  const positive = textOption(invocation, 'positive') ?? positiveOf(levels, target);
  if (!levels.includes(positive)) throw refused('analysis.target', `No row has "${positive}" in "${target}".`, `“${target}”列中没有“${positive}”。`);
  const id = textOption(invocation, 'id');
  const ids = id === undefined ? null : cellsOf(known, id);
  const columns = listOption(invocation, 'columns');
  const used = columns ?? csv.header.filter((name) => name !== '' && name !== target && name !== id);
  const fold = textOption(invocation, 'fold') ?? 'random';
  return {
    table: { rows: rows.length, columns: used.map((name) => ({ name, values: cellsOf(known, name) })) },
    y: rows.map((row) => Number(outcomes[row] === positive)),
    names: ids ?? rows.map((row) => String(row + 1)),
    positive,
    held: heldOutOf(fold, known, ids ?? rows.map(String), numberOption(invocation, 'seed') ?? 1),
    fold,
  };
}

function positiveOf(levels: readonly string[], target: string): string {
  const yes = levels.filter((level) => level === '1' || truthIn(level) === true);
  if (levels.length <= 2 && yes.length === 1) return yes[0] as string;
  const shown = levels.slice(0, 10).join(', ');
  if (levels.length < 2)
    throw refused('analysis.one-class', `Every row has the same "${target}": ${shown || '-'}.`, `所有行的“${target}”都相同：${shown || '-'}。`);
  throw refused(
    'analysis.target',
    `Say with --positive which value of "${target}" counts as 1: ${shown}.`,
    `请用 --positive 指定“${target}”列中哪个值算作 1：${shown}。`,
  );
}

interface TopRow {
  readonly id: string;
  readonly p: number;
  readonly actual: number;
  readonly reasons: readonly string[];
}

/** The held-out rows of the highest probability, with their reasons. */
function highest(model: Trained, { table: features, y, names, held }: Case, invocation: Invocation): TopRow[] {
  const chances = model.chances(features);
  const order = Array.from(held.keys()).filter((row) => held[row] === 1);
  order.sort((a, b) => (chances[b] as number) - (chances[a] as number) || a - b);
  return order.slice(0, topOption(invocation)).map((row) => {
    const record = Object.fromEntries(features.columns.map(({ name, values }) => [name, values[row]]));
    const { p, reasons } = model.explain(record);
    return { id: names[row] as string, p, actual: y[row] as number, reasons: reasons.map((text) => inLocale(text, invocation.terminal.locale)) };
  });
}

interface Head {
  readonly rows: number;
  readonly positives: number;
  readonly target: string | undefined;
  readonly fold: { readonly how: string; readonly trained: number; readonly heldOut: number };
  readonly leaks: readonly { readonly column: string; readonly used: boolean; readonly text: string }[];
  readonly methods: readonly ({ readonly method: string } & Trained['report']['heldOut'])[];
}

function headBlocks({ rows, positives, target, fold, leaks, methods }: Head, { positive }: Case): Block[] {
  return [
    line(
      '{rows} rows, {positives} with {target} = {positive}; trained on {trained}, checked on {heldOut} held out ({how})',
      '{rows} 行，其中 {positives} 行 {target} = {positive}；训练 {trained} 行，留出检验 {heldOut} 行（{how}）',
      {
        ...{ rows, positives, target: target ?? '', positive },
        ...fold,
      },
    ),
    ...leaks.map(({ text, used }) =>
      line(used ? 'used although it leaks: {text}' : 'leak: {text}', used ? '存在泄漏但仍使用：{text}' : '泄漏：{text}', { text }),
    ),
    table(
      ['On the held-out rows', '留出行上的结果'],
      ['method|方法', 'AUC', 'low|下限', 'high|上限', 'accuracy|准确率', 'log loss|对数损失', 'Brier', 'lift@10%'],
      methods.map((one) => [one.method, one.auc, one.aucInterval[0], one.aucInterval[1], one.accuracy, one.logLoss, one.brier, one.liftAt10]),
    ),
  ];
}

const topBlocks = (top: readonly TopRow[], { method, tree }: Trained): Block[] => [
  table(
    [`Highest of the held-out rows by ${method}`, `留出行中得分最高者（${method}）`],
    ['row|行', 'p|概率', 'actual|实际', 'because|原因'],
    top.map(({ id, p, actual, reasons }) => [id, p, actual, reasons.join(tree ? '; ' : ' ')]),
  ),
];
