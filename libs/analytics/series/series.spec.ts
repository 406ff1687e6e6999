import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as series from './index.js';

const { decompose, holtWinters, forecastSeries, backTestSeries } = series;
type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: readonly { code: string; at: string }[] };
function value<T>(answer: Answered<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}
const codeOf = (answer: Answered<unknown>): string => (answer.ok ? 'ok' : `${answer.error[0]?.code} ${answer.error[0]?.at}`);

/** A line with seasons -10, 0, 10, 0 on it. */
const waves = (n: number): number[] => Array.from({ length: n }, (_, i) => 100 + 2 * i + [-10, 0, 10, 0][i % 4]!);
/** The same line, seasons of 80 % to 120 %. */
const growing = (n: number): number[] => Array.from({ length: n }, (_, i) => (100 + 2 * i) * [0.8, 1, 1.2, 1][i % 4]!);

describe('decomposition', () => {
  it('takes a line with seasons apart', () => {
    const found = value(decompose(waves(16), 4, 'additive'));
    expect(found.figures.map((x) => Math.round(x * 1e9) / 1e9 + 0)).toEqual([-10, 0, 10, 0]);
    expect(found.trend.slice(0, 4)).toEqual([null, null, expect.closeTo(104, 9), expect.closeTo(106, 9)]);
    expect(found.trend.at(-1)).toBeNull();
    expect(Math.max(...found.remainder.map((x) => Math.abs(x ?? 0)))).toBeLessThan(1e-9);
  });
  it('takes an odd period without half ends', () => expect(value(decompose([1, 2, 6, 1, 2, 6], 3, 'additive')).trend).toEqual([null, 3, 3, 3, 3, null]));
  it('has multiplying figures of mean one', () => {
    const { figures } = value(decompose(growing(20), 4, 'multiplicative'));
    expect(figures.reduce((a, b) => a + b) / 4).toBeCloseTo(1, 12);
    expect(figures[2]).toBeCloseTo(1.2, 2);
  });
});

describe('Holt-Winters', () => {
  it('carries a line with seasons on; the start, as in R, lies half a period back, which costs one error of that growth', () => {
    const model = value(holtWinters(waves(24), { period: 4, seasonal: 'additive' }));
    expect(model.sse).toBeCloseTo((2 * 2) ** 2, 3);
    for (const [i, forecast] of series.forecastHoltWinters(model, 6).entries()) expect(forecast).toBeCloseTo(waves(30)[24 + i]!, 4);
  });
  it('is reckoned by hand for one value', () => {
    // two periods of 10, 20 give level 15, trend 0, seasons -5, 5; the third and fourth value fit, the fifth is 4 too high
    const model = value(holtWinters([10, 20, 10, 20, 14], { period: 2, seasonal: 'additive', smoothing: { alpha: 0.5, beta: 0.5, gamma: 0.5 } }));
    expect([model.level, model.trend, model.sse]).toEqual([17, 1, 16]);
    expect(model.seasons).toEqual([5, -4]);
    expect(series.forecastHoltWinters(model, 3)).toEqual([23, 15, 25]);
  });
  it('of a constant series is that constant', () => {
    for (const seasonal of ['additive', 'multiplicative'] as const)
      expect(series.forecastHoltWinters(value(holtWinters([7, 7, 7, 7, 7, 7], { period: 2, seasonal })), 2)).toEqual([
        expect.closeTo(7, 9),
        expect.closeTo(7, 9),
      ]);
  });
  it('goes on from stored JSON', () => {
    const model = value(holtWinters(growing(24), { period: 4, seasonal: 'multiplicative' }));
    const stored = JSON.parse(JSON.stringify(model)) as series.HoltWintersModel;
    expect(series.forecastHoltWinters(stored, 5)).toEqual(series.forecastHoltWinters(model, 5));
    expect(series.simulateBand(stored, 5, { seed: 2 })).toEqual(series.simulateBand(model, 5, { seed: 2 }));
  });
  it('has a band that is seeded and widens with the steps', () => {
    const noisy = waves(40).map((x, i) => x + ((i * 7919) % 13) - 6);
    const model = value(holtWinters(noisy, { period: 4, seasonal: 'additive', smoothing: { alpha: 0.5, beta: 0.1, gamma: 0.1 } }));
    const band = series.simulateBand(model, 12, { seed: 3 });
    const width = (h: number): number => band[h]!.high - band[h]!.low;
    expect(width(11)).toBeGreaterThan(width(3));
    expect(series.simulateBand(model, 12, { seed: 4 })).not.toEqual(band);
    expect(width(0)).toBeGreaterThan(
      series.simulateBand(model, 1, { seed: 3, confidence: 0.5 })[0]!.high - series.simulateBand(model, 1, { seed: 3, confidence: 0.5 })[0]!.low,
    );
  });
  const options = { period: 4, seasonal: 'additive' } as const;
  it.each<[string, () => Answered<unknown>, string]>([
    ['no values', () => holtWinters([], options), 'analysis.too-few /values'],
    ['less than two periods', () => holtWinters([1, 2, 3, 4, 5, 6, 7], options), 'analysis.too-few /values'],
    ['NaN', () => holtWinters([...waves(12), Number.NaN], options), 'analysis.not-a-number /values/12'],
    ['1e308', () => holtWinters([...waves(12), 1e308], options), 'analysis.not-a-number /values/12'],
    ['text', () => holtWinters(['5' as unknown as number], options), 'analysis.not-a-number /values/0'],
    ['a zero where seasons multiply', () => holtWinters([...growing(8), 0], { period: 4, seasonal: 'multiplicative' }), 'analysis.not-positive /values/8'],
    ['a negative where seasons multiply', () => decompose([-1, ...growing(8)], 4, 'multiplicative'), 'analysis.not-positive /values/0'],
    ['period 1', () => holtWinters(waves(8), { period: 1, seasonal: 'additive' }), 'analysis.option /period'],
    ['alpha 2', () => holtWinters(waves(8), { ...options, smoothing: { alpha: 2, beta: 0, gamma: 0 } }), 'analysis.option /smoothing/alpha'],
    ['no horizon', () => backTestSeries(waves(40), { ...options, horizon: 0 }), 'analysis.option /horizon'],
    ['first cut too early', () => backTestSeries(waves(40), { ...options, horizon: 1, first: 8 }), 'analysis.option /first'],
    ['too short for a cut', () => backTestSeries(waves(14), { ...options, horizon: 4 }), 'analysis.too-few /values'],
    ['no steps', () => forecastSeries(waves(40), { ...options, steps: 0, seed: 1 }), 'analysis.option /steps'],
    ['no values to forecast', () => forecastSeries([], { ...options, steps: 1, seed: 1 }), 'analysis.too-few /values'],
  ])('refuses: %s', (_title, run, expected) => expect(codeOf(run())).toBe(expected));
});

describe('the back-test', () => {
  it('cuts the past, and is without error where the series is regular', () => {
    const test = value(backTestSeries(waves(32), { period: 4, seasonal: 'additive', horizon: 4, first: 12, every: 4 }));
    expect(test).toMatchObject({ origins: 5, compared: 20, horizon: 4 });
    expect(test.model.smape).toBeLessThan(0.01);
    expect(test.line.map(({ index }) => index)).toEqual([12, 16, 20, 24, 28]);
  });
  it('reckons sMAPE and MASE as defined', () => {
    // the value of one period ago is 8 too low everywhere, within the training values too
    const test = value(backTestSeries(waves(16), { period: 4, seasonal: 'additive', horizon: 4, first: 12 }));
    const actual = waves(16).slice(12);
    expect(test.seasonalNaive.mase).toBeCloseTo(1, 12);
    expect(test.seasonalNaive.smape).toBeCloseTo(actual.reduce((sum, y) => sum + (200 * 8) / (2 * y - 8), 0) / 4, 10);
  });
  it('has no MASE where the naive forecast is never wrong', () =>
    expect(
      value(
        backTestSeries(
          Array.from({ length: 20 }, () => 5),
          { period: 4, seasonal: 'additive', horizon: 1 },
        ),
      ).model,
    ).toEqual({ smape: 0, mase: null }));
  it('never looks ahead: a change after the last cut leaves the line as it was', () => {
    const wish = { period: 4, seasonal: 'additive', horizon: 1, first: 12 } as const;
    const before = value(backTestSeries(waves(24), wish)).line.map(({ forecast }) => forecast);
    const after = value(backTestSeries([...waves(23), 9999], wish)).line.map(({ forecast }) => forecast);
    expect(after).toEqual(before);
  });
});

describe('a forecast', () => {
  it('says why, and how it was checked', () => {
    const found = value(forecastSeries(growing(40), { period: 4, seasonal: 'auto', steps: 4, seed: 1 }));
    expect(found).toMatchObject({ method: 'holt-winters', model: { seasonal: 'multiplicative' } });
    expect(found.reason.en).toContain('over 1');
    for (const { low, forecast, high } of found.values) expect(low <= forecast + 1e-6 && forecast <= high + 1e-6).toBe(true);
  });
  it('falls back to a rule and says so', () => {
    const short = value(forecastSeries([1, 2, 3, 4, 2, 3], { period: 4, seasonal: 'auto', steps: 5, seed: 1 }));
    expect(short.method).toBe('seasonal-naive');
    expect(short.values.map(({ forecast }) => forecast)).toEqual([3, 4, 2, 3, 3]);
    expect(short.reason.en).toContain('too few');
    const last = value(forecastSeries([5, 8], { period: 4, seasonal: 'auto', steps: 2, seed: 1 }));
    expect(last.method).toBe('last-value');
    expect(last.values[0]).toEqual({ forecast: 8, low: 5, high: 11 });
  });
  it('is finite, whatever the values', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e100, max: 1e100, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.constantFrom('auto', 'additive', 'multiplicative'),
        (values, seasonal) => {
          const found = forecastSeries(values, { period: 3, seasonal: seasonal as 'auto', steps: 4, seed: 1 });
          if (!found.ok) return;
          for (const { low, forecast, high } of found.value.values) expect([low, forecast, high].every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 30 },
    ));
});
