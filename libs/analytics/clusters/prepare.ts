import { ok } from '#kernel';
import { fitRecipe, replayRecipe, type CleaningRecipe, type CleaningStep, type FittedStep, type StepReport, type Table } from '../cleaning/index.js';
import { matrixAround, type Matrix } from '../matrix.js';
import { tooFew, type Answer } from '../problem.js';

export interface PrepareWish {
  /** Columns of numbers the segments are made of. */
  readonly columns: readonly string[];
  /** `z-score` unless all columns are of one unit. */
  readonly scale?: 'z-score' | 'min-max' | 'none';
  /** Rows with a missing number: filled with the median, or left out. */
  readonly missing?: 'median' | 'drop';
  /** Beyond 1.5 quartile distances: rows left out, or values cut there; `winsorise` cuts at the 5th and 95th percentile. Kept by default. */
  readonly outliers?: Outliers;
  readonly alsoMissing?: readonly string[];
  /** A recipe fitted before, replayed in place of the four above. Its scaling steps come last. */
  readonly fitted?: readonly FittedStep[];
}

export type Outliers = 'keep' | 'drop' | 'clip' | 'winsorise';

export interface PreparedRows {
  readonly columns: readonly string[];
  /** What was learned: cleaning, then scaling. */
  readonly fitted: readonly FittedStep[];
  /** What the cleaning did; scaling is not told of. */
  readonly report: readonly StepReport[];
  /** Rows of the table that are left. */
  readonly rows: readonly number[];
  /** In the units of the table. */
  readonly own: Matrix;
  readonly matrix: Matrix;
}

/** Numbers to make segments of, clean and scaled. Refusals as of the parts. */
export function prepareRows(table: Table, wish: PrepareWish): Answer<PreparedRows> {
  const { columns } = wish;
  if (columns.length === 0) return tooFew('/columns', 1, 0, 'columns', '列');
  const chosen = table.filter(({ name }) => columns.includes(name));
  const plain = wish.fitted ? replayed(wish.fitted.filter(isCleaning), chosen) : fitRecipe(recipeOf(wish), chosen);
  if (!plain.ok) return plain;
  const scaled = wish.fitted ? replayed(wish.fitted.filter(isScaling), plain.value.table) : scaledBy(wish, plain.value.table);
  if (!scaled.ok) return scaled;
  const own = matrixOfTable(plain.value.table, columns);
  const matrix = matrixOfTable(scaled.value.table, columns);
  if (!own.ok) return own;
  if (!matrix.ok) return matrix;
  const fitted = [...plain.value.fitted, ...scaled.value.fitted];
  return ok({ columns, fitted, report: plain.value.report, rows: plain.value.kept, own: own.value, matrix: matrix.value });
}

const isScaling = ({ kind }: FittedStep): boolean => kind === 'scale';
const isCleaning = (step: FittedStep): boolean => !isScaling(step);

function replayed(fitted: readonly FittedStep[], table: Table): ReturnType<typeof fitRecipe> {
  const cleaned = replayRecipe(fitted, table);
  if (!cleaned.ok) return cleaned;
  if (cleaned.value.kept.length === 0) return tooFew('/table', 1, 0, 'rows that pass the recipe', '行通过清洗的数据');
  return ok({ ...cleaned.value, fitted });
}

const scaledBy = ({ scale = 'z-score', columns }: PrepareWish, table: Table): ReturnType<typeof fitRecipe> =>
  fitRecipe(scale === 'none' ? [] : [{ kind: 'scale', columns, by: scale }], table);

function recipeOf({ columns, missing = 'median', outliers = 'keep', alsoMissing = [] }: PrepareWish): CleaningRecipe {
  const read = { kind: 'as-number', columns, alsoMissing } as const;
  const mend = missing === 'drop' ? ({ kind: 'drop-missing', columns } as const) : ({ kind: 'fill', columns, by: 'median' } as const);
  return [read, mend, ...outlierSteps(outliers, columns)];
}

/** Far values are looked for among the values that are there and those filled in. */
function outlierSteps(outliers: Outliers, columns: readonly string[]): CleaningStep[] {
  if (outliers === 'keep') return [];
  if (outliers === 'winsorise') return [{ kind: 'winsorise', columns, low: 0.05, high: 0.95 }];
  return [{ kind: 'outliers', columns, factor: 1.5, action: outliers }];
}

export function matrixOfTable(table: Table, names: readonly string[]): Answer<Matrix> {
  const rows = table[0]?.cells.length ?? 0;
  const values = new Float64Array(rows * names.length).fill(Number.NaN);
  for (const [c, name] of names.entries()) {
    const cells = table.find((column) => column.name === name)?.cells ?? [];
    for (let r = 0; r < cells.length; r += 1) if (typeof cells[r] === 'number') values[r * names.length + c] = cells[r] as number;
  }
  return matrixAround(values, names.length);
}
