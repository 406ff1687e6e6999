import { describe, expect, it } from '@jest/globals';
import type { Result } from './definition.js';
import { resultChart, resultTable } from './result-chart.js';

const words = { nothing: 'Not given', text: ({ en }: { readonly en: string }) => en, series: (group: string, measure: string) => `${group}: ${measure}` };
const measure = { key: 'count', title: { en: 'Records' }, kind: 'measure' as const, isMoney: false };
const group = (key: string) => ({ key, title: { en: key }, kind: 'group' as const, isMoney: false });
const base = { asOf: '2026-01-31T09:00:00.000Z', zone: 'UTC', object: 'deal', pipeline: 'b2b-sales', cut: false } as unknown as Result;

describe('the result of a report', () => {
  const bySector: Result = {
    ...base,
    columns: [group('sector'), measure, { key: 'sum:close_value', title: { en: 'Sum' }, kind: 'measure', isMoney: true }],
    rows: [
      {
        group: { sector: 'retail' },
        names: { sector: { en: 'Retail' } },
        values: { count: 3, 'sum:close_value': 50 },
        currency: 'EUR',
        filter: 'sector=retail',
      },
      { group: { sector: null }, names: {}, values: { count: 1, 'sum:close_value': null }, filter: 'sector=' },
    ],
  };

  it('is a series a measure by one group; every number leads to its records', () => {
    const chart = resultChart(bySector, 'bar', 'USD', words);
    expect(chart).toMatchObject({
      kind: 'rows',
      categories: ['Retail', 'Not given'],
      series: [{ name: 'Records' }, { name: 'Sum', unit: { kind: 'money', currency: 'EUR' } }],
    });
    const { rows } = resultTable(bySector, 'USD', words);
    expect(rows[1]?.map(({ value }) => value)).toEqual(['Not given', 1, null]);
    expect(rows[0]?.[1]?.target).toEqual({ to: '/records/$object', params: { object: 'deal' }, search: { filter: 'sector=retail', pipeline: 'b2b-sales' } });
  });

  it('is a series a value of the second group, with holes where there is no row', () => {
    const row = (stage: string, owner: string, count: number) => ({ group: { stage, owner }, names: {}, values: { count }, filter: `${stage} ${owner}` });
    const chart = resultChart(
      { ...base, columns: [group('stage'), group('owner'), measure], rows: [row('new', 'Ada', 2), row('won', 'Ada', 1), row('won', 'Bo', 4)] },
      'column',
      'USD',
      words,
    );
    expect(chart).toMatchObject({ kind: 'stack', categories: ['new', 'won'] });
    expect(chart?.kind === 'stack' && chart.series.map(({ name, points }) => [name, ...points.map(({ value }) => value)])).toEqual([
      ['Ada', 2, 1],
      ['Bo', null, 4],
    ]);
  });

  it('is no drawing without a group, or when a table is wanted', () => {
    expect(resultChart({ ...base, columns: [measure], rows: [] }, 'bar', 'USD', words)).toBeNull();
    expect(resultChart(bySector, 'table', 'USD', words)).toBeNull();
  });
});
