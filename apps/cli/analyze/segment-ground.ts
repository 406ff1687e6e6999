import { writeFile } from 'node:fs/promises';
import { guessColumn, prepareRows, readRecipe, type FittedStep, type Outliers, type PreparedRows } from '#analytics';
import { textOption, type Invocation } from '../command.js';
import { readJsonFile } from '../input-files.js';
import { WrongUse } from '../terminal.js';
import { cellsOf, refused, type CsvTable } from './csv-table.js';
import { listOption, numberOption, tableOption, valueOf } from './options.js';
import { table, type Block } from './report.js';

type Scale = 'z-score' | 'min-max' | 'none';

/** Rows of a CSV file made ready for segments. */
export interface SegmentGround {
  readonly prepared: PreparedRows;
  readonly seed: number;
  /** What stands for a row in the list of rows; its number from 1 without `--id`. */
  readonly idOf: (row: number) => string | number;
  /** For programs: the columns, how they were scaled and what the cleaning changed. */
  readonly said: {
    readonly columns: readonly string[];
    readonly scale: Scale | 'recipe';
    readonly cleaning: readonly { readonly step: string; readonly column: string; readonly changed: number }[];
  };
}

export async function segmentGround(invocation: Invocation): Promise<SegmentGround> {
  const csv = await tableOption(invocation);
  const id = textOption(invocation, 'id');
  const ids = id === undefined ? null : cellsOf(csv, id);
  const alsoMissing = listOption(invocation, 'blanks') ?? [];
  const fitted = await fittedOption(invocation);
  const columns = fitted ? columnsOf(fitted) : (listOption(invocation, 'columns') ?? numericColumns(csv, id, alsoMissing));
  const scale = (textOption(invocation, 'scale') ?? 'z-score') as Scale;
  const missing = (textOption(invocation, 'missing') ?? 'median') as 'median' | 'drop';
  const outliers = (textOption(invocation, 'outliers') ?? 'keep') as Outliers;
  const cells = columns.map((name) => ({ name, cells: cellsOf(csv, name) }));
  const prepared = valueOf(prepareRows(cells, { columns, scale, missing, outliers, alsoMissing, ...(fitted ? { fitted } : {}) }));
  return {
    prepared,
    seed: numberOption(invocation, 'seed') ?? 1,
    idOf: (row) => ids?.[row] ?? row + 1,
    said: { columns, scale: fitted ? 'recipe' : scale, cleaning: changesOf(prepared) },
  };
}

async function fittedOption(invocation: Invocation): Promise<readonly FittedStep[] | null> {
  const path = textOption(invocation, 'useRecipe');
  if (path === undefined) return null;
  if (textOption(invocation, 'columns') === undefined) return valueOf(readRecipe(await readJsonFile(path)));
  throw new WrongUse({ en: 'A recipe says its columns: leave --columns out.', 'zh-CN': '清洗方案已指定列：请去掉 --columns。' });
}

/** Columns that the recipe leaves in the table. */
const columnsOf = (fitted: readonly FittedStep[]): string[] => {
  const gone = new Set(fitted.filter(({ kind }) => kind === 'drop-column').map(({ column }) => column));
  return [...new Set(fitted.map(({ column }) => column))].filter((column) => !gone.has(column));
};

function numericColumns(csv: CsvTable, id: string | undefined, blanks: readonly string[]): string[] {
  const guesses = csv.header.filter((name) => name !== id && name !== '').map((name) => guessColumn({ name, cells: cellsOf(csv, name) }, blanks));
  const names = guesses.filter(({ kind, isConstant }) => kind === 'number' && !isConstant).map(({ name }) => name);
  if (names.length > 0) return names;
  throw refused('analysis.no-feature', 'No column holds numbers that differ. Name some with --columns.', '没有任何列含有不同的数值。请用 --columns 指定。');
}

/** Writes what was learned from these rows, for `--use-recipe` on later ones. */
export async function writeRecipe({ fitted }: PreparedRows, invocation: Invocation): Promise<void> {
  const path = textOption(invocation, 'recipe');
  if (path === undefined) return;
  try {
    await writeFile(path, `${JSON.stringify(fitted, null, 2)}\n`);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new WrongUse({ en: `Cannot write ${path} (${code}).`, 'zh-CN': `无法写入 ${path}（${code}）。` });
  }
}

const changesOf = ({ report }: PreparedRows) =>
  report.filter(({ affected }) => affected > 0).map(({ step, affected }) => ({ step: step.kind, column: step.column, changed: affected }));

/** What the cleaning changed; nothing where it changed nothing. */
export const cleaningBlocks = (prepared: PreparedRows): Block[] => [
  table(
    ['Cleaned: cells changed, or rows left out', '清洗：更改的单元格或剔除的行'],
    ['step|步骤', 'column|列', 'changed|数量'],
    changesOf(prepared).map(({ step, column, changed }) => [step, column, changed]),
  ),
];
