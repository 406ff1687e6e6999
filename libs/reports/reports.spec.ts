import { describe, expect, it } from '@jest/globals';
import type { Instant, Json } from '#kernel';
import { parsePipeline } from '#pipeline';
import { behindList } from './behind.js';
import { newcombe } from './campaigns.js';
import { chartOf, type ReportChart } from './chart.js';
import { computeReport } from './compute.js';
import { durationFigures, survivalFigures } from './durations.js';
import { JourneyBuilder, type JourneyRow, type Journeys } from './journeys.js';
import { periodsOf } from './periods.js';
import { filterOfRow } from './row-filter.js';
import { nextSending } from './schedule.js';
import { csvOf } from './sheet.js';
import type { ComputedReport, ReportWish } from './wish.js';

const DAY = 86_400_000;
const ms = (text: string): number => Date.parse(text);

/*   a ──> b ──> won      a, b: stages; b1 and b2 lie inside b
 *   └─> lost <──┘                                                */
const DOCUMENT: Json = {
  format: 'millrace/1',
  key: 'p',
  object: 'deal',
  title: { en: 'P' },
  initial: 'a',
  states: {
    a: { stage: true, probability: 0.2, on: { go: 'b', lose: { target: 'lost', requires: ['lost_reason'] } } },
    b: {
      stage: true,
      probability: 0.5,
      initial: 'b1',
      on: { win: 'won', lose: { target: 'lost', requires: ['lost_reason'] }, back: 'a' },
      states: { b1: { on: { deeper: 'b2' } }, b2: {} },
    },
    won: { type: 'final', stage: true, outcome: 'won' },
    lost: { type: 'final', stage: true, outcome: 'lost' },
  },
};
function chart(): ReportChart {
  const parsed = parsePipeline(DOCUMENT);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return chartOf([parsed.value]);
}

let made = 0;
/** Days of the moves, by the state entered: `{ a: 0, b1: 2 }`. */
const row = (moves: readonly (readonly [state: string, day: number])[], more: Partial<JourneyRow> = {}): JourneyRow => {
  const last = moves.at(-1)?.[0];
  const isOver = last === 'won' || last === 'lost';
  return {
    record: String((made += 1)),
    startedMs: (moves[0]?.[1] ?? 0) * DAY,
    endedMs: isOver ? (moves.at(-1)?.[1] ?? 0) * DAY : null,
    outcome: isOver ? (last ?? null) : null,
    amount: 100,
    currency: 'USD',
    group: null,
    extra: [],
    moves: moves.map(([state, day]) => ({ atMs: day * DAY, place: JSON.stringify([state]) })),
    ...more,
  };
};
function journeys(rows: readonly JourneyRow[]): Journeys {
  const builder = new JourneyBuilder(rows[0]?.extra.length ?? 0);
  for (const one of rows) builder.add(one);
  return builder.build();
}
const wish = (more: Partial<ReportWish> = {}): ReportWish => ({
  fromMs: 0,
  toMs: 100 * DAY,
  asOfMs: 100 * DAY,
  zone: 'UTC',
  currency: null,
  ownCurrency: 'USD',
  mode: 'any',
  calendar: null,
  bucket: 'month',
  horizonDays: 30,
  level: 'stage',
  variants: 10,
  measure: 'csat',
  titles: {},
  targets: [],
  campaigns: [],
  ...more,
});
function answer(report: ComputedReport, rows: readonly JourneyRow[], more: Partial<ReportWish> = {}) {
  const computed = computeReport({ report, journeys: journeys(rows), chart: chart(), wish: wish(more), pick: null, leads: null });
  if (!('answer' in computed)) throw new Error('no answer');
  // oxlint-disable-next-line typescript/no-explicit-any
  return computed.answer as any;
}
const behind = (
  report: ComputedReport,
  rows: readonly JourneyRow[],
  [rowKey, measure]: readonly [string, string],
  more: Partial<ReportWish> = {},
): number[] => {
  const pick = { row: rowKey, period: null, measure };
  const computed = computeReport({ report, journeys: journeys(rows), chart: chart(), wish: wish(more), pick, leads: null });
  return 'records' in computed ? Array.from(computed.records) : [];
};

const WAYS = [
  row([
    ['a', 0],
    ['b1', 2],
    ['b2', 3],
    ['won', 10],
  ]), // straight
  row([
    ['a', 0],
    ['lost', 4],
  ]), // lost from a
  row([
    ['a', 0],
    ['b1', 1],
    ['a', 2],
    ['b1', 5],
    ['lost', 9],
  ]), // back and forth, lost from b
  row([
    ['b1', 0],
    ['won', 5],
  ]), // began in b
  row([['a', 50]]), // still there
];

describe('the records behind a number', () => {
  it('are kept packed and read back page by page', () => {
    const ids = Array.from({ length: 5 }, (_, i) => `0192000${i}-00f0-7000-8000-00000000000${i}`);
    const { page, total, pipeline } = behindList(ids, { pipeline: 'b2b-sales', sum: null });
    expect([total, pipeline]).toEqual([5, 'b2b-sales']);
    expect([...page(0, 2), ...page(2, 4), ...page(4, 99), ...page(7, 9)]).toEqual(ids);
  });
});

describe('moves', () => {
  it('come in any order and stand in that of their rows', () => {
    const builder = new JourneyBuilder(0);
    const row = { endedMs: null, outcome: null, amount: null, currency: 'USD', group: null, extra: [], moves: [] };
    for (const record of ['a', 'b', 'c']) builder.add({ ...row, record, startedMs: 0 });
    for (const [at, order, place] of [
      [2, 1, 'x'],
      [0, 7, 'z'],
      [0, 2, 'y'],
      [2, 3, 'y'],
      [0, 1, 'x'],
    ] as const)
      builder.addMove(at, order, { atMs: order * 10, place: JSON.stringify([place]) });
    const { offset, place, places, enteredMs } = builder.build();
    expect([[...offset], Array.from(place, (one) => places[one]?.[0]), [...enteredMs]]).toEqual([
      [0, 3, 3, 5],
      ['x', 'y', 'z', 'x', 'y'],
      [10, 20, 70, 10, 30],
    ]);
  });
});

describe('the chart', () => {
  it('knows its stages, its win, the reasons asked for, and the moves by stage', () => {
    const { stages, win, reasons, stageOf, moves } = chart();
    expect(stages.map(({ key }) => key)).toEqual(['a', 'b', 'won', 'lost']);
    expect([win, reasons, stageOf['b2']]).toEqual(['won', ['lost_reason'], 1]);
    expect(moves.initial).toEqual(['a']);
    expect(moves.moves.map(({ from, to }) => `${from}>${to}`).sort()).toEqual(['a>b', 'a>lost', 'b>a', 'b>b', 'b>lost', 'b>won']);
  });
});

describe('funnel', () => {
  it('any path: reached however, lost from the stage where it was', () => {
    const { stages, won, lost, open } = answer('funnel', WAYS);
    expect([won, lost, open]).toEqual([2, 2, 1]);
    expect(stages.map(({ key, reached, wentOn, lost: gone, here }: never) => [key, reached, wentOn, gone, here])).toEqual([
      ['a', 4, 2, 1, 1],
      ['b', 3, 2, 1, 0],
      ['won', 2, 0, 0, 0],
    ]);
  });
  it('strict: only by all stages before, one directly after another', () => {
    const { stages } = answer('funnel', WAYS, { mode: 'strict' });
    expect(stages.map(({ reached }: never) => reached)).toEqual([4, 2, 1]);
  });
  it('a record that ran twice is there once', () => {
    const twice = [
      row(
        [
          ['a', 0],
          ['lost', 4],
        ],
        { record: 'r' },
      ),
      row([['a', 5]], { record: 'r' }),
    ];
    expect(answer('funnel', twice).stages[0].reached).toBe(2);
    expect(behind('funnel', twice, ['a', 'reached'])).toEqual([0]);
  });
  it('each number leads to its rows', () => {
    expect(behind('funnel', WAYS, ['a', 'lost'])).toEqual([1]);
    expect(behind('funnel', WAYS, ['b', 'reached'])).toEqual([0, 2, 3]);
    expect(behind('funnel', WAYS, ['', 'open'])).toEqual([4]);
  });
});

describe('durations', () => {
  it('plain: as numpy has them', () => expect(durationFigures([1, 2, 3, 4])).toEqual({ n: 4, mean: 2.5, median: 2.5, p90: expect.closeTo(3.7, 9) }));
  // Kaplan-Meier by hand: ends at 1, 2 (of 4), watched until 3 and 4.
  it('with those that go on: survival .75, .5 and no ninth decile', () =>
    expect(
      survivalFigures([
        { seconds: 1, isOver: true },
        { seconds: 2, isOver: true },
        { seconds: 3, isOver: false },
        { seconds: 4, isOver: false },
      ]),
    ).toEqual({ mean: 1 + 0.75 + 0.5 + 0.5, median: 2, p90: null }));
  it('nothing ended: nothing is said', () => expect(survivalFigures([{ seconds: 5, isOver: false }])).toEqual({ mean: null, median: null, p90: null }));
  it('time in stage: days of the stays, the open one watched until now', () => {
    const { stages } = answer('time-in-stage', WAYS);
    expect(stages.map(({ key, stays, open }: never) => [key, stays, open])).toEqual([
      ['a', 5, 1],
      ['b', 4, 0],
    ]);
    expect(stages[1].ended.mean).toBe(((8 + 1 + 4 + 5) / 4) * 86_400);
  });
});

describe('periods', () => {
  it('days of a zone with a clock change', () =>
    expect(
      periodsOf(ms('2026-03-28T23:00:00Z'), ms('2026-03-30T22:00:00Z'), 'day', 'Europe/Berlin').map(({ fromMs, toMs }) => (toMs - fromMs) / 3_600_000),
    ).toEqual([23, 24]));
  it.each([
    ['2026-01-01T00:00:00Z', '2026-W01'],
    ['2027-01-01T00:00:00Z', '2026-W53'],
    ['2025-12-29T00:00:00Z', '2026-W01'],
  ])('the week of %s is %s', (at, week) => expect(periodsOf(ms(at), ms(at) + 1, 'week', 'UTC')[0]?.key).toBe(week));
  it('too many are refused', () => expect(() => periodsOf(0, 900 * DAY, 'day', 'UTC')).toThrow('insight.periods'));
});

describe('sales', () => {
  it('against a target, the first and last month as far as they lie in the time', () => {
    const rows = [
      row(
        [
          ['a', 0],
          ['won', 20],
        ],
        { group: 'ann' },
      ),
      row(
        [
          ['a', 0],
          ['lost', 21],
        ],
        { group: 'ann' },
      ),
      row([['a', 0]], { group: null }),
    ];
    const { rows: people, total } = answer('sales', rows, { fromMs: 0, toMs: 31 * DAY, targets: [{ who: 'ann', month: '1970-01', amount: 200 }] });
    expect(people[0]).toMatchObject({ key: 'ann', wonValue: 100, target: 200, attained: 0.5, winRate: 0.5 });
    expect(people[1]).toMatchObject({ key: null, open: 1, target: null });
    expect(total).toMatchObject({ wonValue: 100, target: 200, open: 1 });
    expect(answer('sales', rows, { toMs: 15.5 * DAY, targets: [{ who: 'ann', month: '1970-01', amount: 200 }] }).rows[0].target).toBe(100);
  });
  it('amounts in other currencies are counted, never added', () => {
    const rows = [
      row([
        ['a', 0],
        ['won', 2],
      ]),
      row(
        [
          ['a', 0],
          ['won', 2],
        ],
        { currency: 'EUR' },
      ),
    ];
    expect(answer('sales', rows)).toMatchObject({ currency: 'USD', otherCurrencies: 1, total: { wonValue: 100, won: 2 } });
  });
});

describe('forecast', () => {
  it('says how many ended runs it needs, and goes by the stages until then', () => {
    const expected = { extra: [110 * DAY] };
    const found = answer('forecast', [
      row([['a', 0]], expected),
      row([['b1', 0]], expected),
      row(
        [
          ['a', 1],
          ['won', 2],
        ],
        expected,
      ),
    ]);
    expect(found).toMatchObject({ method: 'stages', weighted: 70, tooLittle: { least: 20, have: 1 }, within: null, backTest: null });
    expect(found.months.reduce((sum: number, { expected: one }: { expected: number }) => sum + one, 0)).toBe(70);
  });
  it('from the chart: where half of all that reach b are won, about half is expected', () => {
    const ended = Array.from({ length: 200 }, (_, i) =>
      row([
        ['a', i % 60],
        ['b1', (i % 60) + 2],
        [i % 2 === 0 ? 'won' : 'lost', (i % 60) + 12],
      ]),
    );
    const open = Array.from({ length: 50 }, () =>
      row([
        ['a', 96],
        ['b1', 99],
      ]),
    );
    const found = answer('forecast', [...ended, ...open]);
    expect(found.method).toBe('chart');
    expect(found.within.expected).toBeGreaterThan(1800);
    expect(found.within.expected).toBeLessThan(3200);
    expect(found.within.low).toBeLessThan(found.within.expected);
    expect(found.months.reduce((sum: number, { expected }: { expected: number }) => sum + expected, 0)).toBeCloseTo(found.within.expected, 6);
  });
});

describe('process', () => {
  it('graph, ways, rework, conformance, heat', () => {
    const map = answer('process', WAYS);
    expect(map.edges.find(({ key }: { key: string }) => key === 'a→b')).toMatchObject({ count: 3, cases: 2 });
    expect(map.variantsInAll).toBe(5);
    expect(map.rework.map(({ key, repeats }: never) => [key, repeats])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    // One began in b, which the chart does not allow.
    expect(map.conformance).toMatchObject({ cases: 5, fitting: 4, deviations: [{ kind: 'start', to: 'b', count: 1 }] });
    expect(map.states.find(({ key }: { key: string }) => key === 'b')).toMatchObject({ passages: 4, here: 0, dropOff: 1 / 3 });
    expect(behind('process', WAYS, ['a→b', 'count'])).toEqual([0, 2]);
    expect(behind('process', WAYS, ['', 'fitting'])).toEqual([0, 1, 2, 4]);
    expect(behind('process', WAYS, [map.conformance.deviations[0].key, 'count'])).toEqual([3]);
  });
  it('of nothing is nothing', () => expect(answer('process', [])).toMatchObject({ events: 0, nodes: [], conformance: { cases: 0 } }));
});

describe('the interval of a difference', () => {
  // Newcombe 1998, table II: 56/70 less 48/80 by method 10: .0524 to .3339.
  it('is the published one', () => {
    const { low, high } = newcombe({ won: 56, of: 70 }, { won: 48, of: 80 });
    expect([low, high]).toEqual([expect.closeTo(0.0524, 4), expect.closeTo(0.3339, 4)]);
  });
});

describe('saved reports', () => {
  const schedule = { every: 'week' as const, day: 1, hour: 7, zone: 'Europe/Berlin', recipients: [], locale: 'en' as const };
  it.each([
    [schedule, '2026-01-31T09:00:00.000Z', '2026-02-02T06:00:00.000Z'],
    [schedule, '2026-02-02T06:00:00.000Z', '2026-02-09T06:00:00.000Z'],
    [{ ...schedule, every: 'month' as const, day: 28 }, '2026-02-01T00:00:00.000Z', '2026-02-28T06:00:00.000Z'],
    [{ ...schedule, day: 7, hour: 2 }, '2026-03-28T12:00:00.000Z', '2026-03-29T01:00:00.000Z'], // 02:00 is left out that night
  ])('are due next at the hour of their zone', (one, after, due) => expect(nextSending(one, after as Instant)).toBe(due));

  it.each([
    ['outcome=won', { 'account.sector': 'a"b' }, 'outcome=won;account.sector="a""b"'],
    ['', { 'close_date:month': '2026-12' }, 'close_date>=2026-12-01;close_date<2027-01-01'],
    ['', { 'close_date:week': '2026-W53' }, 'close_date>=2026-12-28;close_date<2027-01-04'],
    ['', { 'close_date:quarter': '2026-Q4' }, 'close_date>=2026-10-01;close_date<2027-01-01'],
    ['', { source: null }, 'source='],
  ])('lead from a row to its records: %s %p', (filter, group, expected) => expect(filterOfRow(filter, group)).toBe(expected));

  it('write CSV that no spreadsheet takes for formulas', () => {
    const sheet = { name: { en: 'S' }, columns: [{ title: { en: 'A' }, kind: 'text' as const }], rows: [['=1+1'], ['a,"b"'], [null], [-1.5]], chart: null };
    expect(csvOf(sheet, 'en')).toBe(`\uFEFFA\r\n'=1+1\r\n"a,""b"""\r\n\r\n-1.5\r\n`);
  });
});
