import { ok } from '#kernel';
import { asLevel, asNumber, type Cell, type Table } from '../features/table.js';
import { badOption, refuse, type Answer } from '../problem.js';
import { pruned } from './prune.js';
import type { QuinlanNode } from './quinlan-node.js';
import { bestQuestion, countsOf, type Question } from './split-gain.js';

export interface QuinlanOptions {
  /** `id3`: information gain, every column by its levels (Quinlan 1986). `c4.5`: gain ratio among gains of at least the average, numbers cut in two, pruned (Quinlan 1993). */
  readonly method: 'id3' | 'c4.5';
  readonly maxDepth?: number;
  /** C4.5: rows that at least two branches need; 2 by default. */
  readonly minRows?: number;
  /** C4.5: confidence of the pruning; 0.25 by default, smaller prunes more. */
  readonly confidence?: number;
}

/**
 * Learns a tree for any number of labels. A missing value is a level of its own (C4.5's fractional cases are not done).
 * Errors: `analysis.empty`, `analysis.shape`, `analysis.option`.
 */
export function fitQuinlan(table: Table, labels: readonly string[], options: QuinlanOptions): Answer<QuinlanNode> {
  if (table.rows === 0) return refuse('analysis.empty', '', 'There are no rows.', '没有任何行。');
  if (labels.length !== table.rows)
    return refuse('analysis.shape', '/target', 'The target has another number of rows.', '目标列的行数与其他列不同。', labels.length);
  const confidence = options.confidence ?? 0.25;
  if (!(confidence > 0 && confidence <= 0.5))
    return badOption('/confidence', 'The confidence is above 0 and at most 0.5.', '置信度必须大于 0 且不超过 0.5。', confidence);
  const columns = table.columns.map(({ name, values }) => ({ name, cells: values, numeric: options.method === 'c4.5' && allNumbers(values) }));
  const rows = Array.from(labels.keys());
  const tree = grow(
    { columns, labels, options },
    rows,
    columns.map(({ name }) => name),
    0,
  );
  return ok(options.method === 'c4.5' ? pruned(tree, confidence) : tree);
}

const NONE: ReadonlySet<string> = new Set();

const allNumbers = (cells: readonly Cell[]): boolean => {
  const filled = cells.filter((cell) => asLevel(cell, NONE) !== '');
  return filled.length > 0 && filled.every((cell) => asNumber(cell) !== null);
};

interface Learning {
  readonly columns: readonly { readonly name: string; readonly cells: readonly Cell[]; readonly numeric: boolean }[];
  readonly labels: readonly string[];
  readonly options: QuinlanOptions;
}

function grow(learning: Learning, rows: readonly number[], open: readonly string[], depth: number): QuinlanNode {
  const { columns, labels, options } = learning;
  const counts = Object.fromEntries(countsOf(rows, labels));
  const leaf: QuinlanNode = { kind: 'leaf', counts };
  if (Object.keys(counts).length < 2 || depth >= (options.maxDepth ?? 20)) return leaf;
  const question = bestQuestion(
    columns.filter(({ name }) => open.includes(name)),
    rows,
    labels,
    { ratio: options.method === 'c4.5', minRows: options.method === 'c4.5' ? (options.minRows ?? 2) : 1 },
  );
  if (!question) return leaf;
  const child = (part: readonly number[], left: readonly string[]): QuinlanNode => grow(learning, part, left, depth + 1);
  return nodeFor(question, counts, open, child);
}

function nodeFor(
  question: Question,
  counts: Record<string, number>,
  open: readonly string[],
  child: (rows: readonly number[], open: readonly string[]) => QuinlanNode,
): QuinlanNode {
  const { column } = question;
  if (question.kind === 'number')
    return { kind: 'number', column, counts, threshold: question.threshold, low: child(question.low, open), high: child(question.high, open) };
  const rest = open.filter((name) => name !== column);
  return { kind: 'levels', column, counts, children: Object.fromEntries([...question.parts].map(([level, part]) => [level, child(part, rest)])) };
}

/** The label of a record, the share of training rows that agree at its leaf, all its rows by label, and the questions on the way. A level never seen stops at its node. */
export function classifyQuinlan(
  tree: QuinlanNode,
  record: Readonly<Record<string, Cell>>,
): { readonly label: string; readonly share: number; readonly counts: Readonly<Record<string, number>>; readonly path: readonly string[] } {
  const path: string[] = [];
  let node = tree;
  for (;;) {
    const cell = node.kind !== 'leaf' && Object.hasOwn(record, node.column) ? record[node.column] : null;
    const next = node.kind === 'leaf' ? null : branchOf(node, cell);
    if (!next) break;
    path.push(next.said);
    node = next.node;
  }
  const sorted = Object.entries(node.counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  return { label: sorted[0]?.[0] ?? '', share: total > 0 ? (sorted[0]?.[1] ?? 0) / total : 0, counts: node.counts, path };
}

function branchOf(node: Exclude<QuinlanNode, { kind: 'leaf' }>, cell: Cell): { node: QuinlanNode; said: string } | null {
  if (node.kind === 'number') {
    const high = (asNumber(cell) ?? -Infinity) > node.threshold;
    return { node: high ? node.high : node.low, said: `${node.column} ${high ? '>' : '<='} ${Number(node.threshold.toPrecision(10))}` };
  }
  const level = asLevel(cell, NONE);
  const child = Object.hasOwn(node.children, level) ? node.children[level] : undefined;
  return child ? { node: child, said: `${node.column} = ${level || '""'}` } : null;
}
