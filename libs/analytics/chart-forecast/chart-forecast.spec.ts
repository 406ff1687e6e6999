import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '../random.js';
import * as chart from './index.js';
import type { RunHistory } from './index.js';

const DAY = 86_400_000;
type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: readonly { code: string; at: string }[] };
function value<T>(answer: Answered<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}
const codeOf = (answer: Answered<unknown>): string => (answer.ok ? 'ok' : `${answer.error[0]?.code} ${answer.error[0]?.at}`);

/** `['new', 0, 5]`: in `new` from day 0 to 5; a last stay without an end is open. */
type Short = readonly [state: string, from: number, to?: number];
let made = 0;
const run = (steps: readonly Short[], outcome: string | null = null, segment = '', amount: number | null = 100): RunHistory => ({
  id: `r${(made += 1)}`,
  segment,
  steps: steps.map(([state, from, to]) => ({ state, enteredMs: from * DAY, leftMs: to === undefined ? null : to * DAY })),
  outcome,
  amount,
});
const times = (n: number, make: (i: number) => RunHistory): RunHistory[] => Array.from({ length: n }, (_, i) => make(i));
const AS_OF = 100 * DAY;

/**
 *   new --(half after 4 days)--> offer --(three of four after 6 days)--> won
 *    \--(half after 10 days)--> lost    \--(one of four after 20 days)--> lost
 */
const regular = [
  ...times(40, () => run([['new', 0, 10]], 'lost')),
  ...times(30, () =>
    run(
      [
        ['new', 0, 4],
        ['offer', 4, 10],
      ],
      'won',
    ),
  ),
  ...times(10, () =>
    run(
      [
        ['new', 0, 4],
        ['offer', 4, 24],
      ],
      'lost',
    ),
  ),
];

function forecast(histories: readonly RunHistory[], state: string, days: number, segment = '') {
  const model = value(chart.fitChart(histories, { asOfMs: AS_OF }));
  return value(chart.forecastRun(model, chart.curvesOf(model), { segment, state, enteredMs: AS_OF - days * DAY }, AS_OF));
}

describe('the forecast of one run', () => {
  it('follows the chart to its ends', () => {
    expect(forecast(regular, 'new', 0).win).toBeCloseTo(0.5 * 0.75, 10);
    expect(forecast(regular, 'offer', 0).win).toBeCloseTo(0.75, 10);
    expect(forecast(regular, 'offer', 0).daysLeft).toBeCloseTo(0.75 * 6 + 0.25 * 20, 0);
    expect(forecast(regular, 'new', 0).daysLeft).toBeCloseTo(0.5 * 10 + 0.5 * (4 + 9.5), 0);
  });
  it('knows how long the run has been where it is', () => {
    expect(forecast(regular, 'new', 6).win).toBeCloseTo(0, 10);
    expect(forecast(regular, 'offer', 8).win).toBeCloseTo(0, 10);
    expect(forecast(regular, 'offer', 8).daysLeft).toBeCloseTo(12, 0);
  });
  it('takes open stays for "at least so long": those that wait do not count as lost, nor as won', () => {
    // after 10 days one of two is won; the open ones were seen for 5 days only and change nothing
    const half = [...times(20, () => run([['new', 0, 10]], 'won')), ...times(20, () => run([['new', 0, 10]], 'lost'))];
    const open = times(200, () => run([['new', 95]]));
    expect(forecast([...half, ...open], 'new', 0).win).toBeCloseTo(0.5, 10);
    // one that was seen for 20 days has outlived them all: the chance of any end by day 10 falls
    const model = value(chart.fitChart([...half, ...times(40, () => run([['new', 80]]))], { asOfMs: AS_OF }));
    const curve = chart.curvesOf(model).get('')?.curves[0];
    expect(curve?.tail).toBeCloseTo(0.5, 10);
  });
  it('goes round in circles as the runs did', () => {
    //  offer <-> rework: half of all offers come back once more
    const looping = [
      ...times(30, () =>
        run(
          [
            ['offer', 0, 5],
            ['rework', 5, 7],
            ['offer', 7, 12],
          ],
          'won',
        ),
      ),
      ...times(30, () => run([['offer', 0, 5]], 'won')),
      ...times(30, () => run([['offer', 0, 5]], 'lost')),
    ];
    // offers: 30 of 120 to rework, 60 won, 30 lost; w = .5 + .25 w
    expect(forecast(looping, 'offer', 0).win).toBeCloseTo(0.5 / 0.75, 9);
    expect(forecast(looping, 'rework', 0).win).toBeCloseTo(0.5 / 0.75, 9);
  });
  it('leans on the segment above where the segment has few runs', () => {
    const strong = times(1, () => run([['new', 0, 4]], 'won', 'europe/partner'));
    const few = forecast([...regular, ...strong], 'new', 0, 'europe/partner');
    const many = forecast([...regular, ...times(500, () => run([['new', 0, 4]], 'won', 'europe/partner'))], 'new', 0, 'europe/partner');
    const none = forecast([...regular, ...strong], 'new', 0, 'asia');
    expect(few.win).toBeGreaterThan(none.win);
    expect(few.win).toBeLessThan(0.55);
    expect(many.win).toBeGreaterThan(0.95);
    expect(none.win).toBeCloseTo(forecast([...regular, ...strong], 'new', 0, '').win, 10);
  });
  it('says why, in both languages', () => {
    const { reason, basis } = forecast(regular, 'offer', 3);
    expect(basis).toBe(40);
    expect(reason.en).toBe('75 % of the runs that have been in “offer” for 3 days end as won (40 stays).');
    expect(reason['zh-CN']).toContain('75%');
  });
  it('gives the share of all runs for a state that never occurred, and says so', () => {
    const found = forecast(regular, 'legal review', 1);
    expect(found).toMatchObject({ isKnownState: false, basis: 0, win: 30 / 80 });
  });
  it('goes on where a run has outlasted all others', () => {
    const found = forecast(regular, 'offer', 90);
    expect(found.win).toBeGreaterThan(0);
    expect(found.daysLeft).toBeGreaterThan(0);
  });
  it('survives storage', () => {
    const model = value(chart.fitChart(regular, { asOfMs: AS_OF }));
    const stored = JSON.parse(JSON.stringify(model)) as chart.ChartModel;
    expect(chart.curvesOf(stored)).toEqual(chart.curvesOf(model));
  });
});

describe('the outlook', () => {
  const wish = { asOfMs: AS_OF, horizonDays: 7, seed: 1, futures: 200 };
  it('adds chances times amounts, and plays the horizon', () => {
    const open = [
      run(
        [
          ['new', 97, 99],
          ['offer', 99],
        ],
        null,
        '',
        1000,
      ),
      run([['new', 100]], null, '', 500),
      run([['new', 99]], null, '', null),
    ];
    const found = value(chart.chartOutlook([...regular, ...open], wish));
    const offer = found.runs[0] as chart.RunOutlook;
    expect(found.runs).toHaveLength(3);
    // an offer of one day is won on day 6 in three of four cases, within the week; a new one cannot be: 4 + 6 days
    expect(offer.win).toBeCloseTo(0.75, 1);
    expect(offer.winWithin).toBeGreaterThan(0.6);
    expect(found.runs[1]?.winWithin).toBe(0);
    expect(found.runs[2]).toMatchObject({ amount: 100, isAmountGuessed: true });
    expect(found.weighted).toBeCloseTo(
      found.runs.reduce((sum, { win, amount }) => sum + win * amount, 0),
      6,
    );
    expect(found.within.low).toBe(0);
    expect(found.within.high).toBe(1000);
    expect(found.within.expected).toBeCloseTo(offer.winWithin * 1000, 6);
  });
  it('gives the same for the same seed', () => {
    const all = [
      ...regular,
      ...times(5, () =>
        run([
          ['new', 96, 99],
          ['offer', 99],
        ]),
      ),
    ];
    expect(chart.chartOutlook(all, wish)).toEqual(chart.chartOutlook(all, wish));
    expect(value(chart.chartOutlook(all, { ...wish, seed: 2 })).within).not.toEqual(value(chart.chartOutlook(all, wish)).within);
  });
  it('is empty where nothing is open', () =>
    expect(value(chart.chartOutlook(regular, wish))).toMatchObject({ runs: [], weighted: 0, within: { expected: 0, low: 0, high: 0, won: 0 } }));
  const bad = (change: Partial<chart.OutlookWish>) => () => chart.chartOutlook(regular, { ...wish, ...change });
  const first = regular[0] as RunHistory;
  it.each<[string, () => Answered<unknown>, string]>([
    ['nothing', () => chart.fitChart([], wish), 'analysis.too-few /histories'],
    ['few that ended', () => chart.fitChart(regular.slice(0, 19), wish), 'analysis.too-few /histories'],
    ['no win', () => chart.fitChart(regular.slice(0, 40), wish), 'analysis.too-few /histories'],
    ['no steps', () => chart.fitChart([{ ...first, steps: [] }], wish), 'analysis.history /histories/0/steps'],
    ['left before it entered', () => chart.fitChart([run([['new', 5, 4]], 'won')], wish), 'analysis.history /histories/0/steps/0'],
    [
      'stays that overlap',
      () =>
        chart.fitChart(
          [
            run(
              [
                ['new', 0, 5],
                ['offer', 4, 6],
              ],
              'won',
            ),
          ],
          wish,
        ),
      'analysis.history /histories/0/steps/1',
    ],
    [
      'an open stay before the last',
      () =>
        chart.fitChart(
          [
            run([
              ['new', 0],
              ['offer', 4, 6],
            ]),
          ],
          wish,
        ),
      'analysis.history /histories/0/steps/0',
    ],
    ['an outcome while open', () => chart.fitChart([run([['new', 0]], 'won')], wish), 'analysis.history /histories/0/steps/0'],
    ['NaN', () => chart.fitChart([run([['new', Number.NaN, 5]], 'won')], wish), 'analysis.not-a-number /histories/0/steps/0/enteredMs'],
    ['an infinite amount', () => chart.fitChart([run([['new', 0, 5]], 'won', '', Infinity)], wish), 'analysis.not-a-number /histories/0/amount'],
    ['the future', () => chart.fitChart([...regular, run([['new', 99, 101]], 'won')], wish), 'analysis.option /histories/80'],
    ['no prior', () => chart.fitChart(regular, { asOfMs: AS_OF, prior: 0 }), 'analysis.option /prior'],
    ['no horizon', bad({ horizonDays: 0 }), 'analysis.option /horizonDays'],
    ['confidence 1', bad({ confidence: 1 }), 'analysis.option /confidence'],
    ['few futures', bad({ futures: 10 }), 'analysis.option /futures'],
    ['seed NaN', bad({ seed: Number.NaN }), 'analysis.option /seed'],
    ['no cuts', () => chart.backTestChart(regular, [], wish), 'analysis.too-few /cuts'],
    ['a cut too late', () => chart.backTestChart(regular, [96 * DAY], wish), 'analysis.not-a-number /cuts/0'],
  ])('refuses: %s', (_title, go, expected) => expect(codeOf(go())).toBe(expected));
});

describe('what was known', () => {
  it('leaves out what came later', () => {
    const history = run(
      [
        ['new', 0, 4],
        ['offer', 4, 10],
      ],
      'won',
    );
    const at = (day: number) => chart.knownAt([history], day * DAY)[0];
    expect(at(2)).toMatchObject({ outcome: null, steps: [{ state: 'new', leftMs: null }] });
    expect(at(6)).toMatchObject({
      outcome: null,
      steps: [
        { state: 'new', leftMs: 4 * DAY },
        { state: 'offer', leftMs: null },
      ],
    });
    expect(at(10)).toEqual(history);
    expect(chart.knownAt([run([['new', 5]])], 4 * DAY)).toEqual([]);
  });
});

/** Runs that begin evenly over a year and move by chance: new to offer or lost, offer to won or lost; large ones win more. */
function played(n: number, seed: number): RunHistory[] {
  const random = seededRandom(seed);
  const wait = (mean: number): number => Math.max(0.05, -mean * Math.log(1 - random.next()));
  return times(n, (i) => {
    const isLarge = random.next() < 0.5;
    const [from, first, second] = [(365 * i) / n, wait(15), wait(25)];
    const isOffered = random.next() < 0.6;
    const isWon = random.next() < (isLarge ? 0.8 : 0.2);
    const steps: Short[] = isOffered
      ? [
          ['new', from, from + first],
          ['offer', from + first, from + first + second],
        ]
      : [['new', from, from + first]];
    return run(steps, isOffered && isWon ? 'won' : 'lost', isLarge ? 'large' : 'small', 100);
  });
}

describe('the back-test', () => {
  const end = 365 * DAY;
  const histories = chart.knownAt(played(3000, 4), end);
  const test = value(
    chart.backTestChart(
      histories,
      [180, 230, 280, 330].map((day) => day * DAY),
      { asOfMs: end, horizonDays: 30, seed: 1, futures: 200 },
    ),
  );
  it('comes near what happened, with a band that holds', () => {
    for (const { expected, actual } of test.cuts) expect(Math.abs(expected / actual - 1)).toBeLessThan(0.3);
    expect(test.coverage).toBeGreaterThanOrEqual(0.5);
  });
  it('knows runs apart better than the share of the last period', () => expect(test.brier).toBeLessThan(test.naiveBrier * 0.95));
  it('never looks ahead: what happens after the horizon changes nothing that was forecast', () => {
    const cut = 180 * DAY;
    const wish = { asOfMs: end, horizonDays: 30, seed: 1, futures: 100 };
    const forgotten = histories.map((history) => chart.knownAt([history], cut)[0] ?? history);
    const [whole, blind] = [histories, forgotten].map((all) => value(chart.backTestChart(all, [cut], wish)).cuts[0]);
    expect([blind?.expected, blind?.low, blind?.high]).toEqual([whole?.expected, whole?.low, whole?.high]);
  });
});

describe('whatever the histories', () => {
  const anyRun = fc
    .record({
      states: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }),
      stays: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 }),
      from: fc.integer({ min: 0, max: 15 }),
      outcome: fc.constantFrom('won', 'lost', 'other', null),
      segment: fc.constantFrom('', 'x', 'x/y', 'z'),
    })
    .map(({ states, stays, from, outcome, segment }) => {
      let day = from;
      const steps = states.map((state, i): Short => {
        const entered = day;
        day += stays[i] as number;
        return outcome === null && i === states.length - 1 ? [state, entered] : [state, entered, day];
      });
      return run(steps, outcome, segment);
    });
  it('chances lie within 0 and 1, days are finite, and nothing is NaN', () =>
    fc.assert(
      fc.property(fc.array(anyRun, { minLength: 25, maxLength: 60 }), fc.integer({ min: 0, max: 99 }), (histories, days) => {
        const model = chart.fitChart(histories, { asOfMs: AS_OF });
        if (!model.ok) return;
        const curves = chart.curvesOf(model.value);
        for (const state of ['a', 'b', 'c', 'd'])
          for (const segment of ['', 'x/y', 'q']) {
            const found = value(chart.forecastRun(model.value, curves, { segment, state, enteredMs: AS_OF - days * DAY }, AS_OF));
            expect(found.win >= 0 && found.win <= 1 && found.daysLeft >= 0 && Number.isFinite(found.daysLeft)).toBe(true);
          }
        const outlook = value(chart.chartOutlook(histories, { asOfMs: AS_OF, horizonDays: 10, seed: 1, futures: 100 }));
        for (const { win, winWithin } of outlook.runs) expect(win >= 0 && winWithin >= 0 && winWithin <= 1).toBe(true);
        expect([outlook.within.low, outlook.within.expected, outlook.within.high].every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 25 },
    ));
});
