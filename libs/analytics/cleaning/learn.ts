import { ok } from '#kernel';
import { badOption, isUsable, refuse, tooFew, type Answer } from '../problem.js';
import { isMissing, type Cell, type Column, type Table } from './cells.js';
import type { CleaningStep, FittedStep } from './recipe.js';
import { fences, meanAndDeviation, median, mode, quantile, sorted } from './statistics.js';

/** What a step learns from a column: the fitted step for it. `at` points to the step. */
export function learnStep(step: CleaningStep, table: Table, at: string): Answer<FittedStep[]> {
  const wrong = optionProblem(step, at);
  if (wrong) return wrong;
  const fitted: FittedStep[] = [];
  for (const [i, name] of step.columns.entries()) {
    const column = table.find((other) => other.name === name);
    if (!column) return noColumn(`${at}/columns/${i}`, name);
    const one = learnColumn(step, column, `${at}/columns/${i}`);
    if (!one.ok) return one;
    fitted.push(one.value);
  }
  return ok(fitted);
}

export const noColumn = (at: string, name: string): Answer<never> =>
  refuse('analysis.no-column', at, `There is no column “${name}”.`, `没有名为“${name}”的列。`, name);

function optionProblem(step: CleaningStep, at: string): Answer<never> | null {
  if (step.kind === 'winsorise' && !(step.low >= 0 && step.low < step.high && step.high <= 1))
    return badOption(`${at}/low`, 'The quantiles must be 0 <= low < high <= 1.', '分位数必须满足 0 <= low < high <= 1。', step.low);
  if (step.kind === 'outliers' && !(step.factor > 0 && step.factor <= 100))
    return badOption(`${at}/factor`, 'The factor must be above 0 and at most 100.', '倍数必须大于 0 且不超过 100。', step.factor);
  if (step.kind === 'fill-constant' && typeof step.value === 'number' && !isUsable(step.value))
    return badOption(`${at}/value`, 'The constant must be a finite number of at most 1e100.', '常量必须是不超过 1e100 的有限数值。', step.value);
  return null;
}

function learnColumn(step: CleaningStep, column: Column, at: string): Answer<FittedStep> {
  const name = column.name;
  switch (step.kind) {
    case 'as-number':
    case 'drop-missing':
      return ok({ kind: step.kind, column: name, alsoMissing: step.alsoMissing ?? [] });
    case 'drop-columns':
      return ok({ kind: 'drop-column', column: name });
    case 'fill-constant':
      return ok({ kind: 'fill', column: name, value: step.value, alsoMissing: step.alsoMissing ?? [] });
    case 'fill':
      return learnFill(step, column, at);
    case 'scale':
    case 'winsorise':
    case 'outliers':
      return learnNumbers(step, column, at);
  }
}

function learnFill(step: CleaningStep & { kind: 'fill' }, column: Column, at: string): Answer<FittedStep> {
  const alsoMissing = step.alsoMissing ?? [];
  const there = column.cells.filter((cell) => !isMissing(cell, alsoMissing));
  if (there.length === 0) return allMissing(at, column.name);
  if (step.by === 'mode') return ok({ kind: 'fill', column: column.name, value: mode(there) ?? null, alsoMissing });
  const numbers = numbersOf({ name: column.name, cells: there }, at);
  return numbers.ok ? ok({ kind: 'fill', column: column.name, value: median(numbers.value), alsoMissing }) : numbers;
}

function learnNumbers(step: CleaningStep & { kind: 'scale' | 'winsorise' | 'outliers' }, column: Column, at: string): Answer<FittedStep> {
  const numbers = numbersOf(column, at);
  if (!numbers.ok) return numbers;
  if (numbers.value.length === 0) return allMissing(at, column.name);
  const name = column.name;
  if (step.kind === 'scale') return ok({ kind: 'scale', column: name, ...(step.by === 'z-score' ? zScore : minMax)(numbers.value) });
  if (step.kind === 'outliers') {
    const kind = step.action === 'clip' ? 'clip' : step.action === 'drop' ? 'drop-outside' : 'mark-outside';
    return ok({ kind, column: name, ...fences(numbers.value, step.factor) });
  }
  const ascending = sorted(numbers.value);
  return ok({ kind: 'clip', column: name, low: quantile(ascending, step.low), high: quantile(ascending, step.high) });
}

function zScore(values: Float64Array): { minus: number; over: number } {
  const { mean, deviation } = meanAndDeviation(values);
  return { minus: deviation === 0 ? (values[0] ?? 0) : mean, over: deviation || 1 };
}

function minMax(values: Float64Array): { minus: number; over: number } {
  const ascending = sorted(values);
  const [low, high] = [quantile(ascending, 0), quantile(ascending, 1)];
  return { minus: low, over: high - low || 1 };
}

const allMissing = (at: string, name: string): Answer<never> => tooFew(at, 1, 0, `filled cells in “${name}”`, `个“${name}”列的有值单元格`);

/** The numbers of a column, missing cells left out; a text or an infinity is refused with its place. */
export function numbersOf(column: Column, at: string): Answer<Float64Array> {
  const values = new Float64Array(column.cells.length);
  let count = 0;
  for (const [row, cell] of column.cells.entries()) {
    if (isMissing(cell)) continue;
    if (!isUsable(cell)) return notNumeric(at, column.name, row, cell);
    values[count] = cell;
    count += 1;
  }
  return ok(values.subarray(0, count));
}

export const notNumeric = (at: string, name: string, row: number, cell: Cell): Answer<never> =>
  refuse(
    'analysis.not-a-number',
    at,
    `“${name}” holds something other than a finite number in row ${row + 1}. Turn it into numbers first (as-number).`,
    `“${name}”列第 ${row + 1} 行不是有限数值。请先转换为数值（as-number）。`,
    cell,
  );
