import {
  decompose,
  forecastHoltWinters,
  forecastSeries,
  holtWinters,
  simulateBand,
  type ForecastWish,
  type HoltWintersModel,
  type Seasonal,
  type SeriesForecast,
} from '#analytics';
import { inLocale, type Text } from '#kernel';
import { textOption, type Invocation } from '../command.js';
import { WrongUse } from '../terminal.js';
import { momentsIn, numbersIn, type CsvTable } from './csv-table.js';
import { listOption, neededOption, numberOption, tableOption, valueOf } from './options.js';
import { analysis, line, table, type Block } from './report.js';

/** The next values of a series, with a band and how well the method did on the past. */
export const run = analysis(async (invocation) => {
  const values = valuesOf(await tableOption(invocation), invocation);
  const period = numberOption(invocation, 'period') ?? 12;
  const confidence = numberOption(invocation, 'level');
  const wish: ForecastWish = {
    period,
    seasonal: (textOption(invocation, 'seasonal') ?? 'auto') as ForecastWish['seasonal'],
    steps: numberOption(invocation, 'steps') ?? 12,
    seed: numberOption(invocation, 'seed') ?? 1,
    ...(confidence === undefined ? {} : { confidence }),
  };
  const smoothing = smoothingOption(invocation);
  const found = smoothing ? withSmoothing(values, wish, smoothing) : valueOf(forecastSeries(values, wish));
  const { model } = found;
  const data = {
    ...{ method: found.method, reason: inLocale(found.reason, invocation.terminal.locale), read: values.length, period },
    model: model && withoutErrors(model),
    forecast: found.values.map((value, h) => ({ step: h + 1, ...value })),
    backTest: found.backTest,
    decomposition: partsOf(values, period, model?.seasonal ?? 'additive'),
  };
  return { data, blocks: blocksOf(found, values.length) };
});

/** In the order of `--date`, or of the file. */
function valuesOf(csv: CsvTable, invocation: Invocation): number[] {
  const values = numbersIn(csv, neededOption(invocation, 'value'));
  const date = textOption(invocation, 'date');
  if (date === undefined) return values;
  const at = momentsIn(csv, date);
  return values
    .map((value, i) => ({ value, ms: at[i] as number }))
    .sort((a, b) => a.ms - b.ms)
    .map(({ value }) => value);
}

function smoothingOption(invocation: Invocation): { alpha: number; beta: number; gamma: number } | null {
  const given = listOption(invocation, 'smoothing');
  if (given === undefined) return null;
  const [alpha = Number.NaN, beta = Number.NaN, gamma = Number.NaN] = given.map(Number);
  if (given.length === 3 && [alpha, beta, gamma].every((one) => one >= 0 && one <= 1)) return { alpha, beta, gamma };
  throw new WrongUse({
    en: '--smoothing takes alpha, beta and gamma, each 0 to 1, with commas.',
    'zh-CN': '--smoothing 应为逗号分隔的 alpha、beta、gamma，取值 0 到 1。',
  });
}

const STATED: Text = { en: 'Holt-Winters with the stated smoothing.', 'zh-CN': '采用指定平滑参数的 Holt-Winters。' };

/** With smoothing that was found elsewhere, in R, say: not tested on the past, for it may have seen it. */
function withSmoothing(values: readonly number[], wish: ForecastWish, smoothing: { alpha: number; beta: number; gamma: number }): SeriesForecast {
  if (wish.seasonal === 'auto')
    throw new WrongUse({ en: '--smoothing needs --seasonal additive or multiplicative.', 'zh-CN': '--smoothing 需要 --seasonal additive 或 multiplicative。' });
  if (!(Number.isSafeInteger(wish.steps) && wish.steps >= 1 && wish.steps <= 1000))
    throw new WrongUse({ en: '--steps takes a whole number from 1 to 1000.', 'zh-CN': '--steps 应为 1 到 1000 的整数。' });
  const model = valueOf(holtWinters(values, { period: wish.period, seasonal: wish.seasonal as Seasonal, smoothing }));
  const band = simulateBand(model, wish.steps, { seed: wish.seed, confidence: wish.confidence ?? 0.9 });
  const forecast = forecastHoltWinters(model, wish.steps);
  const points = forecast.map((value, h) => ({ forecast: value, low: band[h]?.low ?? value, high: band[h]?.high ?? value }));
  return { method: 'holt-winters', model, values: points, backTest: null, reason: STATED };
}

/** What each value is made of, in the order of the series; `null` for fewer than two periods. */
function partsOf(values: readonly number[], period: number, kind: Seasonal) {
  const parts = decompose(values, period, kind);
  if (!parts.ok) return null;
  const { trend, seasonal, remainder, figures } = parts.value;
  return { seasonal: kind, figures, trend, season: seasonal, rest: remainder };
}

const withoutErrors = ({ errors: _errors, ...model }: HoltWintersModel) => model;

function blocksOf({ model, values, backTest, reason }: SeriesForecast, read: number): Block[] {
  const { en, 'zh-CN': zh = en } = reason;
  return [
    line(`{read} values. ${en}`, `{read} 个值。${zh}`, { read }),
    ...(model
      ? [
          table(
            ['Model', '模型'],
            ['alpha', 'beta', 'gamma', 'SSE', 'level|水平', 'trend|趋势'],
            [[model.alpha, model.beta, model.gamma, model.sse, model.level, model.trend]],
          ),
          table(
            ['Seasons, from the next value on', '季节因子（从下一个值起）'],
            ['s|序号', 'season|季节'],
            model.period <= 24 ? model.seasons.map((season, i) => [i + 1, season]) : [],
          ),
        ]
      : []),
    table(
      ['Forecast', '预测'],
      ['step|步', 'forecast|预测', 'low|下限', 'high|上限'],
      values.map((one, h) => [h + 1, one.forecast, one.low, one.high]),
    ),
    ...(backTest
      ? [
          table(
            [`Back-test over ${backTest.origins} cuts of the past`, `在 ${backTest.origins} 个历史截断点上的回测`],
            ['method|方法', 'sMAPE', 'MASE', 'in the band|落入区间'],
            [
              [{ en: 'Holt-Winters' }, backTest.model.smape, backTest.model.mase, backTest.coverage],
              [{ en: 'one period ago', 'zh-CN': '上一周期的值' }, backTest.seasonalNaive.smape, backTest.seasonalNaive.mase, null],
            ],
          ),
        ]
      : []),
  ];
}
