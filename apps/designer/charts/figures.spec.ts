import { describe, expect, it } from '@jest/globals';
import { formatIn } from '../i18n/format-in.js';
import { measured } from './measured.js';
import { nameOnMap } from './country-name.js';
import { spotsOf } from './points.js';
import type { BandChart, BarChart } from './spec.js';
import { csvRows, tableOf } from './table.js';
import { recordsOf } from './target.js';
import { countriesOf, type Topology } from './topology.js';
import { COUNT, LENGTH, lengthStep, money, sayIn, sayShort, SHARE } from './unit.js';

const words = { from: 'From', to: 'To', value: 'Value', group: 'Group', name: 'Name' };
const en = formatIn('en', 'UTC');

describe('the numbers of a figure', () => {
  const rows = [
    { stage: 'New', reached: 10, lost: 0 },
    { stage: 'Open', reached: 6, lost: 2 },
  ];
  const made = measured({
    of: 'Stage',
    rows,
    nameOf: ({ stage }) => stage,
    measures: [
      { title: 'Reached', unit: COUNT, isDrawn: true, value: ({ reached }) => reached, target: ({ stage }) => recordsOf('deal', `stage=${stage}`) },
      { title: 'Lost', unit: COUNT, value: ({ lost }) => lost, target: ({ stage }) => recordsOf('deal', `lost=${stage}`) },
      { title: 'Target', unit: COUNT, isDrawn: true, value: () => null, target: null },
    ],
  });

  it('stand in the table; those that are drawn and known stand in the chart', () => {
    expect(made.table.columns.map(({ title }) => title)).toEqual(['Stage', 'Reached', 'Lost', 'Target']);
    expect(made.series.map(({ name }) => name)).toEqual(['Reached']);
    expect(csvRows(made.table)).toEqual([
      ['Stage', 'Reached', 'Lost', 'Target'],
      ['New', 10, 0, ''],
      ['Open', 6, 2, ''],
    ]);
  });

  it('lead to their records, but 0 leads nowhere', () => {
    expect(made.table.rows.map((row) => row[2]?.target)).toEqual([null, recordsOf('deal', 'lost=Open')]);
    const spots = spotsOf({ kind: 'rows', ...made });
    expect(spots.map(({ at, name, value, target }) => [at, name, value, target])).toEqual([
      ['New', 'Reached', 10, recordsOf('deal', 'stage=New')],
      ['Open', 'Reached', 6, recordsOf('deal', 'stage=Open')],
    ]);
  });

  it('of a band are low, middle, high in the table, and in the order of the drawing for clicks', () => {
    const series = (name: string, value: number) => ({ name, unit: COUNT, points: [{ value }] });
    const band: BandChart = {
      kind: 'band',
      of: 'Month',
      categories: ['May'],
      low: series('Low', 1),
      middle: series('Expected', 5),
      high: series('High', 9),
      others: [],
    };
    expect(tableOf(band, words).rows).toEqual([[{ value: 'May' }, { value: 1 }, { value: 5 }, { value: 9 }]]);
    expect(spotsOf(band).map(({ series: place, name }) => [place, name])).toEqual([
      [0, 'Low'],
      [1, 'High'],
      [2, 'Expected'],
    ]);
  });

  it('are a table without rows for a chart without categories', () => {
    const none: BarChart = { kind: 'bars', of: 'Stage', categories: [], series: [] };
    expect(tableOf(none, words).rows).toEqual([]);
    expect(spotsOf(none)).toEqual([]);
  });
});

describe('a unit', () => {
  it.each([
    [COUNT, 1234, '1,234', '1.2K'],
    [SHARE, 0.125, '12.5%', '13%'],
    [LENGTH, 90_000, '1d 1h', '1d 1h'],
    [money('USD'), 1234.56, '$1,235', '$1.2K'],
    [money('XQQQ'), 12, '12 XQQQ', '12'],
  ])('%j says %d as %s, short as %s', (unit, value, said, short) => {
    expect([sayIn(en, unit, value), sayShort(en, unit, value)]).toEqual([said, short]);
  });

  it('says nothing known as a dash', () => {
    expect(sayIn(en, COUNT, null)).toBe('–');
  });

  it.each([
    [200, 60],
    [20_000, 7200],
    [1_000_000, 432_000],
  ])('of lengths up to %d s has a line each %d s', (most, step) => {
    expect(lengthStep(most)).toBe(step);
  });
});

describe('the map', () => {
  /** Two squares that share an edge: arc 1 is walked forwards by one and backwards by the other. */
  const topology: Topology = {
    transform: { scale: [2, 2], translate: [10, 0] },
    arcs: [
      [
        [1, 1],
        [-1, 0],
        [0, -1],
        [1, 0],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ],
    objects: {
      countries: {
        geometries: [
          { type: 'Polygon', arcs: [[0, 1]], properties: { name: 'West' } },
          { type: 'MultiPolygon', arcs: [[[~1]]], properties: { name: 'East' } },
        ],
      },
    },
  };

  it('sums the steps of arcs, joins them without doubling points, and walks negative ones backwards', () => {
    const [west, east] = countriesOf(topology).features;
    expect(west?.geometry.coordinates).toEqual([
      [
        [
          [12, 2],
          [10, 2],
          [10, 0],
          [12, 0],
          [12, 2],
        ],
      ],
    ]);
    expect(east?.geometry.coordinates).toEqual([
      [
        [
          [12, 2],
          [12, 0],
        ],
      ],
    ]);
  });

  it.each([
    ['Germany', 'Germany'],
    ['DE', 'Germany'],
    ['USA', 'United States of America'],
    ['US', 'United States of America'],
    ['德国', 'Germany'],
    ['美国', 'United States of America'],
    ['Atlantis', 'Atlantis'],
  ])('calls %s %s', (given, name) => {
    expect(nameOnMap(given, new Set(['Germany', 'United States of America']))).toBe(name);
  });
});
