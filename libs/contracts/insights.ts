import { z } from 'zod';
import { HEAD_EXAMPLE, MONEY_EXAMPLE, TITLE_EXAMPLE, own } from './insights-options.js';
import { bucket, durations, head, interval, money, ofMoney, period, rowKey, selection, share, tooLittle, whole, who } from './insights-shapes.js';
import { operation } from './operation.js';
import { instant, text } from './shapes.js';

const group = 'Insights';
const permission = 'insight.read';
const refusals = [404] as const;
const stage = { key: rowKey, title: text };

export const insightFunnel = operation({
  id: 'insights.funnel',
  method: 'GET',
  path: '/api/v1/insights/funnel',
  group,
  summary: 'How many runs reached each stage, went on, and were won',
  description: 'Of the runs that began between `from` and `to`.',
  permission,
  query: z.strictObject({ ...selection, ...money, ...own.funnel }),
  answer: z.object({
    ...head,
    ...ofMoney,
    mode: z.enum(['strict', 'any']),
    runs: whole,
    won: whole,
    lost: whole,
    open: whole,
    stages: z.array(
      z.object({
        ...stage,
        outcome: z.string().nullable(),
        reached: whole,
        wentOn: whole,
        lost: whole,
        /** Is in it now. */
        here: whole,
        won: whole,
        toNext: share,
        toWon: share,
        value: z.number().meta({ description: 'amounts of those that reached it' }),
      }),
    ),
  }),
  answerExample: {
    ...HEAD_EXAMPLE,
    ...MONEY_EXAMPLE,
    mode: 'any',
    runs: 8800,
    won: 4238,
    lost: 2473,
    open: 2089,
    stages: [
      {
        key: 'engaging',
        title: TITLE_EXAMPLE,
        outcome: null,
        reached: 8300,
        wentOn: 4238,
        lost: 2473,
        here: 1589,
        won: 4238,
        toNext: 0.51,
        toWon: 0.51,
        value: 10005534,
      },
    ],
  },
  refusals,
});
export const insightTimeInStage = operation({
  id: 'insights.timeInStage',
  method: 'GET',
  path: '/api/v1/insights/time-in-stage',
  group,
  summary: 'How long runs stay in each stage, those still there counted (Kaplan and Meier)',
  permission,
  query: z.strictObject({ ...selection, ...own.time }),
  answer: z.object({
    ...head,
    calendar: z.string().nullable(),
    stages: z.array(
      z.object({
        ...stage,
        stays: whole,
        open: whole,
        ...durations.omit({ n: true }).shape,
        ended: durations.meta({ description: 'of the stays that ended alone, in seconds' }),
      }),
    ),
  }),
  answerExample: {
    ...HEAD_EXAMPLE,
    calendar: null,
    stages: [
      {
        key: 'engaging',
        title: TITLE_EXAMPLE,
        stays: 8300,
        open: 1589,
        mean: 5184000,
        median: 4838400,
        p90: null,
        ended: { n: 6711, mean: 4147200, median: 3888000, p90: 9072000 },
      },
    ],
  },
  refusals,
});
const velocityFigures = {
  opportunities: whole,
  won: whole,
  lost: whole,
  winRate: share,
  averageValue: z.number().nullable(),
  cycleDays: z.number().nullable(),
  perDay: z.number().nullable().meta({ description: 'opportunities x win rate x average value / cycle days: money a day' }),
};
export const insightVelocity = operation({
  id: 'insights.velocity',
  method: 'GET',
  path: '/api/v1/insights/velocity',
  group,
  summary: 'Sales velocity by month, and the length of the sales cycle',
  permission,
  query: z.strictObject({ ...selection, ...money }),
  answer: z.object({
    ...head,
    ...ofMoney,
    months: z.array(z.object({ ...period, ...velocityFigures })),
    total: z.object(velocityFigures),
    cycle: z.object({ n: whole, meanDays: z.number().nullable(), medianDays: z.number().nullable(), p90Days: z.number().nullable() }),
  }),
  answerExample: {
    ...HEAD_EXAMPLE,
    ...MONEY_EXAMPLE,
    months: [],
    total: { opportunities: 8300, won: 4238, lost: 2473, winRate: 0.6315, averageValue: 2360.9, cycleDays: 51.78, perDay: 238986 },
    cycle: { n: 4238, meanDays: 51.78, medianDays: 57, p90Days: 106 },
  },
  refusals,
});
export const insightWinLoss = operation({
  id: 'insights.winLoss',
  method: 'GET',
  path: '/api/v1/insights/win-loss',
  group,
  summary: 'Outcomes by count and value, and why',
  description: 'Of the runs that ended between `from` and `to`.',
  permission,
  query: z.strictObject({ ...selection, ...money, ...own.reason }),
  answer: z.object({
    ...head,
    ...ofMoney,
    winRate: share,
    winRateInterval: interval,
    outcomes: z.array(z.object({ key: rowKey, outcome: z.string(), isWon: z.boolean(), count: whole, value: z.number() })),
    reasonField: z.string().nullable(),
    reasons: z.array(z.object({ key: rowKey, outcome: z.string(), reason: z.string().nullable(), title: text, count: whole, share, value: z.number() })),
    months: z.array(z.object({ ...period, won: whole, lost: whole, winRate: share, wonValue: z.number() })),
  }),
  answerExample: {
    ...HEAD_EXAMPLE,
    ...MONEY_EXAMPLE,
    winRate: 0.6315,
    winRateInterval: { low: 0.6199, high: 0.643 },
    outcomes: [{ key: 'won', outcome: 'won', isWon: true, count: 4238, value: 10005534 }],
    reasonField: 'lost_reason',
    reasons: [{ key: 'lost/price', outcome: 'lost', reason: 'price', title: { en: 'Price', 'zh-CN': '价格' }, count: 700, share: 0.28, value: 0 }],
    months: [],
  },
  refusals,
});
export const insightForecast = operation({
  id: 'insights.forecast',
  method: 'GET',
  path: '/api/v1/insights/forecast',
  group,
  summary: 'What open records are expected to bring: by stage probabilities, and from the chart itself with a band and a back-test',
  description:
    'From the journal as it was at `to`. With fewer than 20 ended runs the chart says nothing yet: `method` is `stages`, `tooLittle` says how many are needed.',
  permission,
  query: z.strictObject({ ...selection, ...money, ...own.forecast }),
  answer: z.object({
    ...head,
    ...ofMoney,
    method: z.enum(['chart', 'stages']),
    tooLittle,
    horizonDays: whole,
    open: z.object({ count: whole, value: z.number() }),
    weighted: z.number().nullable().meta({ description: 'sum of amount x probability of the stage; null where the chart gives none' }),
    chartWeighted: z.number().nullable().meta({ description: 'sum of amount x chance to be won from the chart, over all time' }),
    within: z
      .object({ expected: z.number(), low: z.number(), high: z.number(), won: z.number() })
      .nullable()
      .meta({ description: 'revenue within the horizon; `low` and `high` are the band p10 to p90' }),
    months: z.array(
      z.object({ ...period, expected: z.number(), low: z.number().nullable(), high: z.number().nullable(), won: z.number(), cumulative: z.number() }),
    ),
    stages: z.array(
      z.object({
        ...stage,
        count: whole,
        value: z.number(),
        probability: z.number().nullable(),
        win: z.number().nullable(),
        daysLeft: z.number().nullable(),
        basis: whole,
      }),
    ),
    backTest: z
      .object({
        method: text,
        cuts: z.array(
          z.object({ at: instant, runs: whole, expected: z.number(), low: z.number(), high: z.number(), actual: z.number(), isInside: z.boolean() }),
        ),
        n: whole,
        mape: z.number().nullable(),
        smape: z.number().nullable(),
        coverage: z.number(),
        brier: z.number(),
        naiveBrier: z.number(),
        line: text.meta({ description: 'method, cuts and error in one line' }),
      })
      .nullable(),
  }),
  refusals,
});
export const insightAsOf = operation({
  id: 'insights.asOf',
  method: 'GET',
  path: '/api/v1/insights/as-of',
  group,
  summary: 'The board of a pipeline as it was at any moment, from the journal',
  description: 'The amounts are those of today: the journal keeps where a record was, not what it was worth.',
  permission,
  query: z.strictObject({ pipeline: selection.pipeline, filter: selection.filter, zone: selection.zone, ...money, ...own.asOf }),
  answer: z.object({
    ...head,
    ...ofMoney,
    at: instant,
    stages: z.array(
      z.object({
        ...stage,
        outcome: z.string().nullable(),
        probability: z.number().nullable(),
        count: whole,
        value: z.number(),
        weighted: z.number().nullable(),
      }),
    ),
  }),
  answerExample: {
    ...HEAD_EXAMPLE,
    ...MONEY_EXAMPLE,
    at: HEAD_EXAMPLE.to,
    stages: [{ key: 'engaging', title: TITLE_EXAMPLE, outcome: null, probability: 0.4, count: 1589, value: 0, weighted: 0 }],
  },
  refusals,
});
const salesFigures = {
  wonValue: z.number(),
  won: whole,
  lost: whole,
  open: whole,
  openValue: z.number(),
  winRate: share,
  averageValue: z.number().nullable(),
  target: z.number().nullable(),
  attained: share.meta({ description: 'won value over target' }),
};
export const insightSales = operation({
  id: 'insights.sales',
  method: 'GET',
  path: '/api/v1/insights/sales',
  group,
  summary: 'Sales by person or team against targets',
  description: 'Of the runs that ended between `from` and `to`; the targets are those of the months that lie within, the first and the last as far as they do.',
  permission,
  query: z.strictObject({ ...selection, ...money, ...own.sales }),
  answer: z.object({
    ...head,
    ...ofMoney,
    by: z.string(),
    byTitle: text,
    rows: z.array(
      z.object({ ...who.shape, ...salesFigures, months: z.array(z.object({ ...period, wonValue: z.number(), won: whole, target: z.number().nullable() })) }),
    ),
    total: z.object(salesFigures),
  }),
  refusals,
});
export const insightActivity = operation({
  id: 'insights.activity',
  method: 'GET',
  path: '/api/v1/insights/activity',
  group,
  summary: 'Notes, tasks done, moves and mails by person and week',
  description: 'A mail counts for the person whose event made the pipeline send it.',
  permission,
  query: z.strictObject({ ...selection, pipeline: selection.pipeline.optional(), ...own.bucket }),
  answer: z.object({
    ...head,
    object: z.string().nullable(),
    bucket,
    periods: z.array(z.object(period)),
    rows: z.array(
      z.object({
        ...who.shape,
        notes: whole,
        tasks: whole,
        moves: whole,
        mails: whole,
        periods: z.array(z.object({ key: z.string(), notes: whole, tasks: whole, moves: whole, mails: whole })),
      }),
    ),
  }),
  refusals,
});
