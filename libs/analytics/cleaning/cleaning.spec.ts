import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitRecipe, guessColumn, readRecipe, isMissing, meanAndDeviation, numberIn, quantile, replayRecipe, sorted, truthIn } from './index.js';
import type { Json } from '#kernel';
import type { Cell, CleaningRecipe, CleaningStep, Table } from './index.js';

const column = (name: string, ...cells: readonly Cell[]) => ({ name, cells });
const cellsOf = (table: Table, name: string): readonly Cell[] | undefined => table.find((c) => c.name === name)?.cells;
function clean(recipe: CleaningRecipe, table: Table) {
  const cleaned = fitRecipe(recipe, table);
  if (!cleaned.ok) throw new Error(JSON.stringify(cleaned.error));
  return cleaned.value;
}
const codeOf = (answer: { ok: boolean; error?: readonly { code: string; at: string }[] }): string =>
  answer.ok ? 'ok' : `${answer.error?.[0]?.code} ${answer.error?.[0]?.at}`;

describe('reading cells', () => {
  it.each<[unknown, number | null]>([
    ['12', 12],
    [' -1,234.50 ', -1234.5],
    ['$ 1,200', 1200],
    ['-$5', -5],
    ['1200元', 1200],
    ['12%', 12],
    ['(300)', -300],
    ['１２３', 123],
    ['1e3', 1000],
    ['.5', 0.5],
    [true, 1],
    ['1,5', null],
    ['12,34', null],
    ['1e999', null],
    ['0x10', null],
    ['Infinity', null],
    [Infinity, null],
    ['twelve', null],
    ['', null],
    ['9'.repeat(80), null],
    [{}, null],
  ])('%j is the number %j', (cell, expected) => expect(numberIn(cell)).toBe(expected));
  it.each([null, undefined, '', '  ', 'NA', 'n/a', 'NaN', Number.NaN, '?', '未知'])('%j is missing', (cell) => expect(isMissing(cell)).toBe(true));
  it.each([0, false, 'no', 'x', '0'])('%j is there', (cell) => expect(isMissing(cell)).toBe(false));
  it('takes further words for missing', () => expect([isMissing('Select'), isMissing('select ', ['Select'])]).toEqual([false, true]));
  it('reads truths', () => expect(['Yes', '否', true, 'maybe', 1].map(truthIn)).toEqual([true, false, true, null, null]));
});

describe('guessing what a column holds', () => {
  const twenty = (cell: (i: number) => Cell) => Array.from({ length: 20 }, (_, i) => cell(i));
  it.each<[string, readonly Cell[], string, number]>([
    ['numbers', ['1', '2.5', null, '3'], 'number', 0],
    ['numbers with one text in twenty', twenty((i) => (i === 3 ? 'many' : i)), 'number', 1],
    ['numbers with many texts', ['1', 'a', '2', 'b', '3', 'c'], 'id', 0],
    ['truths', ['yes', 'no', 'yes'], 'boolean', 0],
    ['dates', ['2024-01-31', '2024/2/9', '2024-03-01 8:30:00', ''], 'date', 0],
    ['a day that is none', ['2024-02-31', '2024-02-30'], 'category', 0],
    ['levels', twenty((i) => (i % 2 ? 'red' : 'blue')), 'category', 0],
    ['ids', twenty((i) => `K-${i}`), 'id', 0],
    ['sentences', twenty((i) => `the row number ${i} says something`), 'text', 0],
    ['10,000 levels', Array.from({ length: 10_000 }, (_, i) => `level ${i}`), 'text', 0],
    ['nothing', ['', null, 'NA'], 'empty', 0],
    ['no rows', [], 'empty', 0],
  ])('%s', (_title, cells, kind, misfits) => expect(guessColumn({ name: 'c', cells })).toMatchObject({ kind, misfits }));
  it('counts what is missing, distinct, constant', () =>
    expect(guessColumn(column('c', '5', '5', ''))).toMatchObject({ rows: 3, missing: 1, distinct: 1, isConstant: true }));
});

describe('a recipe', () => {
  const cases: [string, CleaningStep, readonly Cell[], readonly Cell[]][] = [
    ['fills with the median', { kind: 'fill', columns: ['x'], by: 'median' }, [1, null, 3, 100], [1, 3, 3, 100]],
    ['fills with the mode, the first of several', { kind: 'fill', columns: ['x'], by: 'mode' }, ['b', 'a', '', 'a', 'b'], ['b', 'a', 'b', 'a', 'b']],
    ['fills with a constant', { kind: 'fill-constant', columns: ['x'], value: 0, alsoMissing: ['Select'] }, ['Select', 2], [0, 2]],
    ['drops rows with missing cells', { kind: 'drop-missing', columns: ['x'] }, [1, '', null, 2], [1, 2]],
    ['reads numbers, and what cannot be read is missing', { kind: 'as-number', columns: ['x'] }, ['1,000', 'n/a', 'abc', '1e308'], [1000, null, null, null]],
    ['scales to 0..1', { kind: 'scale', columns: ['x'], by: 'min-max' }, [10, 20, null, 30], [0, 0.5, null, 1]],
    ['scales by the population deviation', { kind: 'scale', columns: ['x'], by: 'z-score' }, [2, 4, 4, 4, 5, 5, 7, 9], [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]],
    ['scales a constant to 0', { kind: 'scale', columns: ['x'], by: 'z-score' }, [0.1, 0.1, 0.1], [0, 0, 0]],
    ['scales a constant to 0 by range too', { kind: 'scale', columns: ['x'], by: 'min-max' }, [7, 7], [0, 0]],
    ['winsorises', { kind: 'winsorise', columns: ['x'], low: 0.25, high: 0.75 }, [1, 2, 3, 4, 100], [2, 2, 3, 4, 4]],
    ['drops outliers', { kind: 'outliers', columns: ['x'], factor: 1.5, action: 'drop' }, [1, 2, 3, 4, 100, null], [1, 2, 3, 4, null]],
    ['cuts outliers', { kind: 'outliers', columns: ['x'], factor: 1.5, action: 'clip' }, [1, 2, 3, 4, 100], [1, 2, 3, 4, 7]],
  ];
  it.each(cases)('%s', (_title, step, given, expected) => expect(cellsOf(clean([step], [column('x', ...given)]).table, 'x')).toEqual(expected));

  it('marks outliers in a column of their own', () =>
    expect(cellsOf(clean([{ kind: 'outliers', columns: ['x'], factor: 1.5, action: 'mark' }], [column('x', 1, 2, 3, 4, 100)]).table, 'x_outlier')).toEqual([
      0, 0, 0, 0, 1,
    ]));
  it('is replayed on new rows with what was learned', () => {
    const recipe: CleaningRecipe = [
      { kind: 'as-number', columns: ['age'] },
      { kind: 'fill', columns: ['age'], by: 'median' },
      { kind: 'scale', columns: ['age'], by: 'min-max' },
      { kind: 'drop-columns', columns: ['note'] },
    ];
    const { fitted } = clean(recipe, [column('age', '20', '40', ''), column('note', 'a', 'b', 'c')]);
    const stored = JSON.parse(JSON.stringify(fitted));
    const again = replayRecipe(stored, [column('age', '', '60'), column('note', '', ''), column('other', 1, 2)]);
    expect(again.ok && again.value.table).toEqual([column('age', 0.5, 2), column('other', 1, 2)]);
  });
  it('says what each step did, and which rows are left', () => {
    const { report, kept } = clean(
      [
        { kind: 'as-number', columns: ['x'] },
        { kind: 'drop-missing', columns: ['x'] },
      ],
      [column('x', '1', 'abc', '3')],
    );
    expect(report.map(({ affected, examples }) => [affected, examples])).toEqual([
      [1, ['abc']],
      [1, []],
    ]);
    expect(kept).toEqual([0, 2]);
  });
  it.each<[string, CleaningStep, Table, string]>([
    ['no rows', { kind: 'drop-missing', columns: ['x'] }, [column('x')], 'analysis.too-few /table'],
    ['no columns', { kind: 'drop-missing', columns: ['x'] }, [], 'analysis.too-few /table'],
    ['nothing left', { kind: 'drop-missing', columns: ['x'] }, [column('x', null)], 'analysis.too-few /table'],
    ['unknown column', { kind: 'fill', columns: ['y'], by: 'mode' }, [column('x', 1)], 'analysis.no-column /recipe/0/columns/0'],
    ['all missing', { kind: 'fill', columns: ['x'], by: 'median' }, [column('x', null, '')], 'analysis.too-few /recipe/0/columns/0'],
    ['text in numbers', { kind: 'scale', columns: ['x'], by: 'z-score' }, [column('x', 1, 'abc')], 'analysis.not-a-number /recipe/0/columns/0'],
    ['infinity', { kind: 'scale', columns: ['x'], by: 'z-score' }, [column('x', 1, Infinity)], 'analysis.not-a-number /recipe/0/columns/0'],
    ['1e308', { kind: 'scale', columns: ['x'], by: 'min-max' }, [column('x', -1e308, 1e308)], 'analysis.not-a-number /recipe/0/columns/0'],
    ['text for a median', { kind: 'fill', columns: ['x'], by: 'median' }, [column('x', 'a')], 'analysis.not-a-number /recipe/0/columns/0'],
    ['quantiles crossed', { kind: 'winsorise', columns: ['x'], low: 0.9, high: 0.1 }, [column('x', 1)], 'analysis.option /recipe/0/low'],
    ['factor 0', { kind: 'outliers', columns: ['x'], factor: 0, action: 'drop' }, [column('x', 1)], 'analysis.option /recipe/0/factor'],
    ['constant NaN', { kind: 'fill-constant', columns: ['x'], value: Number.NaN }, [column('x', 1)], 'analysis.option /recipe/0/value'],
    ['ragged columns', { kind: 'drop-missing', columns: ['x'] }, [column('x', 1), column('y', 1, 2)], 'analysis.shape /table/1'],
    ['two columns of a name', { kind: 'drop-missing', columns: ['x'] }, [column('x', 1), column('x', 1)], 'analysis.shape /table/1'],
  ])('refuses: %s', (_title, step, table, expected) => expect(codeOf(fitRecipe([step], table))).toBe(expected));
  it('refuses text in the new rows of a replay', () => {
    const { fitted } = clean([{ kind: 'scale', columns: ['x'], by: 'z-score' }], [column('x', 1, 2)]);
    expect(codeOf(replayRecipe(fitted, [column('x', 'abc')]))).toBe('analysis.not-a-number /table/0');
    expect(codeOf(replayRecipe(fitted, [column('y', 1)]))).toBe('analysis.no-column /fitted/0');
    const tiny = clean([{ kind: 'scale', columns: ['x'], by: 'min-max' }], [column('x', 0, 1e-300)]);
    expect(codeOf(replayRecipe(tiny.fitted, [column('x', 1e99)]))).toBe('analysis.not-a-number /table/0');
  });
});

describe('whatever the numbers', () => {
  const anyCell = fc.oneof(fc.double(), fc.string(), fc.constant(null), fc.boolean(), fc.constantFrom('1', '2,000', 'NA', '1e308'));
  const anyStep = fc.constantFrom<CleaningStep>(
    { kind: 'as-number', columns: ['x'] },
    { kind: 'fill', columns: ['x'], by: 'median' },
    { kind: 'fill', columns: ['x'], by: 'mode' },
    { kind: 'scale', columns: ['x'], by: 'z-score' },
    { kind: 'scale', columns: ['x'], by: 'min-max' },
    { kind: 'winsorise', columns: ['x'], low: 0.05, high: 0.95 },
    { kind: 'outliers', columns: ['x'], factor: 1.5, action: 'clip' },
  );
  it('numbers come out finite, and a replay of the same rows gives the same', () =>
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 20 }), fc.array(anyStep, { maxLength: 4 }), (cells, steps) => {
        const table = [column('x', ...cells)];
        const cleaned = fitRecipe([{ kind: 'as-number', columns: ['x'] }, ...steps], table);
        if (!cleaned.ok) return;
        for (const cell of cellsOf(cleaned.value.table, 'x') ?? []) expect(cell === null || Number.isFinite(cell)).toBe(true);
        const again = replayRecipe(cleaned.value.fitted, table);
        expect(again.ok && again.value.table).toEqual(cleaned.value.table);
      }),
    ));
  it('quantiles are as R type 7', () => {
    const values = sorted([7, 1, 3, 2, 9, 4]);
    expect([0, 0.1, 0.25, 0.5, 0.75, 1].map((q) => quantile(values, q))).toEqual([1, 1.5, 2.25, 3.5, 6.25, 9]);
  });
  it('deviation is that of the population', () => expect(meanAndDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: 2 }));
});

describe('a fitted recipe as a file', () => {
  const table: Table = [column('a', '1', '2', null, '90'), column('b', 'x', null, 'y', 'y')];
  const recipe: CleaningRecipe = [
    { kind: 'as-number', columns: ['a'] },
    { kind: 'fill', columns: ['a'], by: 'median' },
    { kind: 'fill', columns: ['b'], by: 'mode' },
    { kind: 'winsorise', columns: ['a'], low: 0, high: 0.9 },
    { kind: 'outliers', columns: ['a'], factor: 3, action: 'mark' },
    { kind: 'scale', columns: ['a'], by: 'min-max' },
  ];
  it('is read back as it was written, and replayed alike', () => {
    const { fitted, table: cleaned } = clean(recipe, table);
    const read = readRecipe(JSON.parse(JSON.stringify(fitted)) as Json);
    expect(read).toEqual({ ok: true, value: fitted });
    const replayed = read.ok ? replayRecipe(read.value, table) : read;
    expect(replayed.ok && replayed.value.table).toEqual(cleaned);
  });
  const scale = { kind: 'scale', column: 'a', minus: 0, over: 1 };
  it.each<[string, Json, string]>([
    ['no list', { kind: 'scale' }, 'analysis.recipe '],
    ['an empty one', [], 'analysis.recipe '],
    ['an unknown kind', [{ kind: 'toString', column: 'a' }], 'analysis.recipe /0'],
    ['no column', [{ kind: 'drop-column' }], 'analysis.recipe /0'],
    ['over nothing', [scale, { ...scale, over: 0 }], 'analysis.recipe /1'],
    ['a range upside down', [{ kind: 'clip', column: 'a', low: 2, high: 1 }], 'analysis.recipe /0'],
    ['a fill with a list', [{ kind: 'fill', column: 'a', value: [], alsoMissing: [] }], 'analysis.recipe /0'],
    ['cleaning after scaling', [scale, { kind: 'drop-column', column: 'b' }], 'analysis.recipe /1'],
    ['a step that is null', [null], 'analysis.recipe /0'],
  ])('%s: refused', (_name, json, expected) => expect(codeOf(readRecipe(json))).toBe(expected));
});
