import { ok } from '#kernel';
import { isUsable, refuse, tooFew, type Answer } from '../problem.js';
import { isMissing, numberIn, type Cell, type Column, type Table } from './cells.js';
import { learnStep, noColumn, notNumeric } from './learn.js';
import type { CleaningRecipe, FittedStep, StepReport } from './recipe.js';

export interface Cleaned {
  readonly table: Table;
  /** Row numbers, from 0, of the given table that are left, in order. */
  readonly kept: readonly number[];
  readonly report: readonly StepReport[];
}

/**
 * Fits a recipe to a table and cleans the table with it. Each step learns from what the steps before it left.
 * Refuses an unknown column, texts where numbers are needed, a column with nothing to learn from, and a table that ends up empty.
 */
export function fitRecipe(recipe: CleaningRecipe, table: Table): Answer<Cleaned & { readonly fitted: readonly FittedStep[] }> {
  let state = begin(table);
  if (!state.ok) return state;
  const fitted: FittedStep[] = [];
  for (const [i, wish] of recipe.entries()) {
    const learned: Answer<FittedStep[]> = learnStep(wish, state.value.table, `/recipe/${i}`);
    if (!learned.ok) return learned;
    state = runSteps(learned.value, state.value);
    if (!state.ok) return state;
    fitted.push(...learned.value);
  }
  if (state.value.kept.length === 0) return tooFew('/table', 1, 0, 'rows that pass the recipe', '行通过清洗的数据');
  return ok({ ...state.value, fitted });
}

/** Cleans new rows with what was learned before. No row left is fine here. Columns that the recipe does not name pass through. */
export function replayRecipe(fitted: readonly FittedStep[], table: Table): Answer<Cleaned> {
  const state = begin(table);
  return state.ok ? runSteps(fitted, state.value) : state;
}

function begin(table: Table): Answer<Cleaned> {
  const rows = table[0]?.cells.length ?? 0;
  const names = new Set<string>();
  for (const [i, { name, cells }] of table.entries()) {
    if (cells.length !== rows)
      return refuse(
        'analysis.shape',
        `/table/${i}`,
        `“${name}” has ${cells.length} rows, the first column ${rows}.`,
        `“${name}”列有 ${cells.length} 行，首列有 ${rows} 行。`,
      );
    if (names.has(name)) return refuse('analysis.shape', `/table/${i}`, `There are two columns “${name}”.`, `有两列同名“${name}”。`);
    names.add(name);
  }
  if (rows === 0) return tooFew('/table', 1, 0, 'rows', '行');
  return ok({ table, kept: Array.from({ length: rows }, (_, i) => i), report: [] });
}

function runSteps(steps: readonly FittedStep[], from: Cleaned): Answer<Cleaned> {
  let state = from;
  for (const [i, step] of steps.entries()) {
    const index = state.table.findIndex(({ name }) => name === step.column);
    const column = state.table[index];
    if (!column) return noColumn(`/fitted/${i}`, step.column);
    const done = runStep(step, column, state, index);
    if (!done.ok) return done;
    state = done.value;
  }
  return ok(state);
}

function runStep(step: FittedStep, column: Column, state: Cleaned, index: number): Answer<Cleaned> {
  switch (step.kind) {
    case 'drop-column':
      return ok({ ...state, table: state.table.toSpliced(index, 1), report: [...state.report, { step, affected: column.cells.length, examples: [] }] });
    case 'drop-missing':
      return ok(keepRows(state, step, (row) => !isMissing(column.cells[row], step.alsoMissing)));
    case 'as-number':
      return ok(asNumbers(step, column, state, index));
    case 'fill':
      return ok(withCells(state, step, index, (cell) => (isMissing(cell, step.alsoMissing) ? step.value : cell)));
    case 'scale':
    case 'clip':
    case 'drop-outside':
    case 'mark-outside':
      return runNumeric(step, column, state, index);
  }
}

function runNumeric(
  step: FittedStep & { kind: 'scale' | 'clip' | 'drop-outside' | 'mark-outside' },
  column: Column,
  state: Cleaned,
  index: number,
): Answer<Cleaned> {
  const bad = column.cells.findIndex((cell) => !isMissing(cell) && !isUsable(cell));
  if (bad >= 0) return notNumeric(`/table/${index}`, column.name, bad, column.cells[bad] ?? null);
  const there = (change: (x: number) => number) => (cell: Cell) => (typeof cell === 'number' && !Number.isNaN(cell) ? change(cell) : null);
  if (step.kind === 'scale') {
    const scaled = (x: number): number => (x - step.minus) / step.over;
    const far = column.cells.findIndex((cell) => typeof cell === 'number' && !Number.isNaN(cell) && !isUsable(scaled(cell)));
    if (far >= 0) return notNumeric(`/table/${index}`, column.name, far, column.cells[far] ?? null);
    return ok(withCells(state, step, index, there(scaled)));
  }
  if (step.kind === 'clip')
    return ok(
      withCells(
        state,
        step,
        index,
        there((x) => Math.min(Math.max(x, step.low), step.high)),
      ),
    );
  const isOutside = (cell: Cell | undefined): boolean => typeof cell === 'number' && (cell < step.low || cell > step.high);
  if (step.kind === 'drop-outside') return ok(keepRows(state, step, (row) => !isOutside(column.cells[row])));
  const marks = column.cells.map((cell) => (isOutside(cell) ? 1 : 0));
  const name = `${column.name}_outlier`;
  const table = [...state.table.filter((other) => other.name !== name), { name, cells: marks }];
  return ok({ ...state, table, report: [...state.report, { step, affected: marks.filter(Boolean).length, examples: [] }] });
}

function asNumbers(step: FittedStep & { kind: 'as-number' }, column: Column, state: Cleaned, index: number): Cleaned {
  const unread: Cell[] = [];
  const cells = column.cells.map((cell) => {
    if (isMissing(cell, step.alsoMissing)) return null;
    const value = numberIn(cell);
    if (value !== null && isUsable(value)) return value;
    unread.push(typeof cell === 'number' ? String(cell) : cell);
    return null;
  });
  const table = state.table.with(index, { name: column.name, cells });
  return { ...state, table, report: [...state.report, { step, affected: unread.length, examples: unread.slice(0, 5) }] };
}

function withCells(state: Cleaned, step: FittedStep, index: number, change: (cell: Cell) => Cell): Cleaned {
  const column = state.table[index] as Column;
  let affected = 0;
  const cells = column.cells.map((cell) => {
    const changed = change(cell);
    if (!Object.is(changed, cell)) affected += 1;
    return changed;
  });
  return { ...state, table: state.table.with(index, { name: column.name, cells }), report: [...state.report, { step, affected, examples: [] }] };
}

function keepRows(state: Cleaned, step: FittedStep, keeps: (row: number) => boolean): Cleaned {
  const rows = state.kept.map((_, row) => row).filter(keeps);
  const pick = <T>(list: readonly T[]): T[] => rows.map((row) => list[row] as T);
  return {
    table: state.table.map(({ name, cells }) => ({ name, cells: pick(cells) })),
    kept: pick(state.kept),
    report: [...state.report, { step, affected: state.kept.length - rows.length, examples: [] }],
  };
}
