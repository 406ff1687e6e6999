import {
  READABLE_METHODS,
  readRecord,
  readTable,
  SCORE_METHODS,
  scoreRecord,
  scoreTable,
  trainReadable,
  trainScore,
  type FeatureCell,
  type FeatureTable,
  type Importance,
  type QuinlanNode,
  type ReadableMethod,
  type ReadableTree,
  type TrainOptions,
} from '#analytics';
import type { Text } from '#kernel';
import { textOption, type Invocation } from '../command.js';
import { WrongUse } from '../terminal.js';
import { listOption, numberOption, valueOf } from './options.js';
import { table, type Block } from './report.js';

const METHODS = [...SCORE_METHODS, ...READABLE_METHODS] as const;
type Method = (typeof METHODS)[number];

/** A trained and checked score, whatever it is made of. */
export interface Trained {
  readonly method: Method;
  readonly calibratedBy: 'none' | 'platt' | 'isotonic';
  readonly report: ReadableTree['report'];
  readonly importance: readonly Importance[];
  /** Where a person can read the whole of it; else `null`. */
  readonly tree: QuinlanNode | null;
  chances(features: FeatureTable): Float64Array;
  explain(record: Readonly<Record<string, FeatureCell>>): { readonly p: number; readonly reasons: readonly Text[] };
}

interface Rows {
  readonly table: FeatureTable;
  readonly y: readonly number[];
}

const isReadable = (method: Method): method is ReadableMethod => READABLE_METHODS.some((one) => one === method);

export function trainedBy(method: Method, { table: features, y }: Rows, options: TrainOptions): Trained {
  if (isReadable(method)) {
    const model = valueOf(trainReadable(features, y, { ...options, method }));
    const explain: Trained['explain'] = (record) => {
      const { p, path } = readRecord(model, record);
      return { p, reasons: path.map((said) => ({ en: said })) };
    };
    return { method, calibratedBy: 'none', report: model.report, importance: [], tree: model.tree, chances: (all) => readTable(model, all), explain };
  }
  const model = valueOf(trainScore(features, y, { ...options, method }));
  return {
    ...{ method, calibratedBy: model.calibration?.kind ?? 'none', report: model.report, importance: model.report.importance, tree: null },
    chances: (all) => scoreTable(model, all),
    explain: (record) => {
      const { p, reasons } = scoreRecord(model, record);
      return { p, reasons: reasons.map(({ text }) => text) };
    },
  };
}

/** What `--method` names; `all` is every one. */
export function methodsOption(invocation: Invocation): Method[] {
  const given = listOption(invocation, 'method') ?? ['logistic'];
  const methods = given.includes('all') ? [...METHODS] : [...new Set(given)];
  const wrong = methods.find((method) => !METHODS.some((known) => known === method));
  if (wrong === undefined && methods.length > 0) return methods as Method[];
  const all = METHODS.join(', ');
  throw new WrongUse({
    en: `--method takes ${all}, several with commas, or all; not "${wrong ?? ''}".`,
    'zh-CN': `--method 可为 ${all}（逗号分隔）或 all，而不是“${wrong ?? ''}”。`,
  });
}

export function trainOptions(held: Uint8Array, invocation: Invocation): TrainOptions {
  const [minPerClass, importanceRepeats, minCount] = [
    numberOption(invocation, 'minPerClass', 'min-per-class'),
    numberOption(invocation, 'importance'),
    numberOption(invocation, 'minCount', 'min-count'),
  ];
  return {
    seed: numberOption(invocation, 'seed') ?? 1,
    heldOut: held,
    blanks: listOption(invocation, 'blanks') ?? [],
    later: listOption(invocation, 'later') ?? [],
    leaveOut: listOption(invocation, 'leaveOut') ?? [],
    calibrate: (textOption(invocation, 'calibrate') ?? 'none') as 'none' | 'platt' | 'isotonic',
    ...(invocation.options['keepLeaks'] === true ? { keepLeaks: true } : {}),
    ...(minPerClass === undefined ? {} : { minPerClass }),
    ...(minCount === undefined ? {} : { minCount }),
    importanceRepeats: importanceRepeats ?? 0,
  };
}

export const modelBlocks = ({ method, report, importance, tree }: Trained): Block[] => [
  table(
    [`Calibration of ${method}`, `${method} 的校准`],
    ['from|从', 'to|到', 'rows|行数', 'mean predicted|平均预测', 'observed|实际'],
    report.heldOut.calibration.map((bin) => [bin.from, bin.to, bin.n, bin.meanPredicted, bin.observed]),
  ),
  table(
    [`Importance for ${method}: loss of AUC when shuffled`, `${method} 的重要性：打乱后 AUC 的下降`],
    ['column|列', 'loss|下降'],
    importance.slice(0, 15).map((one) => [one.column, one.drop]),
  ),
  table(
    [`Tree of ${method}, its first ${SHOWN_DEPTH} questions (--json has all)`, `${method} 的决策树：前 ${SHOWN_DEPTH} 层（--json 含全部）`],
    ['question|问题', 'rows|行数', 'share|占比'],
    tree ? treeRows(tree, '', 0) : [],
  ),
];

const SHOWN_DEPTH = 3;

const rowsAt = ({ counts }: QuinlanNode): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** A row a branch, moved in by its depth; the share is that of the outcome among the training rows. */
function treeRows(node: QuinlanNode, question: string, depth: number): (string | number)[][] {
  const rows = rowsAt(node);
  const own = [`${'  '.repeat(depth)}${question || '-'}`, rows, (node.counts['1'] ?? 0) / rows];
  if (node.kind === 'leaf' || depth === SHOWN_DEPTH) return [own];
  const branches =
    node.kind === 'levels'
      ? Object.entries(node.children)
          .sort(([, a], [, b]) => rowsAt(b) - rowsAt(a))
          .map(([level, child]) => [`${node.column} = ${level || '""'}`, child] as const)
      : ([
          [`${node.column} <= ${Number(node.threshold.toPrecision(10))}`, node.low],
          [`${node.column} > ${Number(node.threshold.toPrecision(10))}`, node.high],
        ] as const);
  return [own, ...branches.flatMap(([said, child]) => treeRows(child, said, depth + 1))];
}
