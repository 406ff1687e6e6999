import { z } from 'zod';
import { own } from './insights-options.js';
import { bucket, durations, head, interval, money, ofMoney, period, reportName, rowKey, selection, share, whole } from './insights-shapes.js';
import { operation } from './operation.js';
import { flag, instant, page, pageQuery, text, uuid } from './shapes.js';

const group = 'Insights';
const permission = 'insight.read';
const refusals = [404] as const;
const stage = { key: rowKey, title: text };

const serviceFigures = {
  opened: whole,
  closed: whole,
  firstAnswer: durations,
  solution: durations,
  answerMet: z.object({ met: whole, of: whole, share }),
  solutionMet: z.object({ met: whole, of: whole, share }),
};
export const insightService = operation({
  id: 'insights.service',
  method: 'GET',
  path: '/api/v1/insights/service',
  group,
  summary: 'Tickets opened, closed and waiting; answer and solution times; deadlines kept',
  description: 'Times in seconds, by the period in which the ticket came. `backlog` is at the end of the period.',
  permission,
  query: z.strictObject({ ...selection, ...own.bucket }),
  answer: z.object({
    ...head,
    bucket,
    periods: z.array(z.object({ ...period, ...serviceFigures, backlog: whole })),
    total: z.object({ ...serviceFigures, backlog: whole }),
  }),
  refusals,
});
const satisfactionFigures = {
  answers: whole,
  value: z.number().nullable().meta({ description: 'CSAT: share of the two best answers; NPS: -100 to 100; CES: mean' }),
  interval,
};
export const insightSatisfaction = operation({
  id: 'insights.satisfaction',
  method: 'GET',
  path: '/api/v1/insights/satisfaction',
  group,
  summary: 'Satisfaction over time, with its interval',
  description: 'CSAT with the interval of Wilson, NPS with that of Rocks, CES with Student’s t, all at 95 %.',
  permission,
  query: z.strictObject({ ...selection, ...own.bucket, ...own.satisfaction }),
  answer: z.object({
    ...head,
    bucket,
    measure: z.enum(['csat', 'nps', 'ces']),
    source: z.object({ object: z.string(), field: z.string() }),
    periods: z.array(z.object({ ...period, ...satisfactionFigures })),
    total: z.object(satisfactionFigures),
    scores: z.array(z.object({ key: rowKey, score: whole, count: whole })),
  }),
  refusals,
});
export const insightCampaigns = operation({
  id: 'insights.campaigns',
  method: 'GET',
  path: '/api/v1/insights/campaigns',
  group,
  summary: 'What campaigns cost and brought, and whether their records are won more often',
  description:
    'Deals and leads that name the campaign in their field `campaign` and came between `from` and `to`. `uplift`: win rate less that of the pipeline’s records without a campaign in the same time, with the interval of Newcombe. It compares; it does not prove a cause.',
  permission,
  query: z.strictObject({ ...selection, ...money }),
  answer: z.object({
    ...head,
    ...ofMoney,
    campaigns: z.array(
      z.object({
        key: rowKey,
        name: z.string().nullable(),
        channel: z.string().nullable(),
        members: whole,
        leads: whole,
        deals: whole,
        won: whole,
        lost: whole,
        winRate: share,
        revenue: z.number(),
        budget: z.number().nullable(),
        cost: z.number().nullable(),
        costPerLead: z.number().nullable(),
        roi: z.number().nullable().meta({ description: '(revenue - cost) / cost' }),
        uplift: z.number().nullable(),
        upliftInterval: interval,
      }),
    ),
    without: z.object({ deals: whole, won: whole, lost: whole, winRate: share, revenue: z.number() }),
  }),
  refusals,
});
const edgeTimes = { mean: z.number(), median: z.number(), p90: z.number() };
export const insightProcess = operation({
  id: 'insights.process',
  method: 'GET',
  path: '/api/v1/insights/process',
  group,
  summary: 'The process as it was lived: who follows whom, how often, after how long; ways, rework, conformance; heat of the chart',
  description: 'Of the runs that began between `from` and `to`; times in seconds. `states` and `transitions` are for the drawing of the pipeline.',
  permission,
  query: z.strictObject({ ...selection, ...own.process }),
  answer: z.object({
    ...head,
    level: z.enum(['stage', 'state']),
    runs: whole,
    events: whole,
    nodes: z.array(z.object({ ...stage, events: whole, cases: whole, starts: whole, ends: whole })),
    edges: z.array(z.object({ key: rowKey, from: z.string(), to: z.string(), count: whole, cases: whole, ...edgeTimes })),
    variants: z.array(z.object({ key: rowKey, way: z.array(z.string()), cases: whole, share: z.number(), mean: z.number(), median: z.number() })),
    variantsInAll: whole,
    rework: z.array(z.object({ key: rowKey, cases: whole, share: z.number(), repeats: whole })),
    conformance: z.object({
      cases: whole,
      fitting: whole,
      fitness: z.number(),
      deviations: z.array(
        z.object({
          key: rowKey,
          kind: z.enum(['start', 'move', 'unfinished', 'unknown-state']),
          from: z.string().nullable(),
          to: z.string().nullable(),
          count: whole,
        }),
      ),
    }),
    states: z.array(
      z.object({
        key: rowKey,
        passages: whole,
        here: whole,
        median: z.number().nullable(),
        p90: z.number().nullable(),
        dropOff: share.meta({ description: 'of those that came, the share whose next outcome was lost while here' }),
      }),
    ),
    transitions: z.array(z.object({ id: z.string().meta({ description: 'JSON pointer into the pipeline, as in the designer' }), count: whole })),
  }),
  refusals,
});

const everything = {
  report: reportName,
  ...selection,
  ...money,
  ...own.funnel,
  ...own.time,
  ...own.reason,
  ...own.forecast,
  ...own.asOf,
  ...own.sales,
  ...own.bucket,
  ...own.satisfaction,
  ...own.process,
};
export const insightRecords = operation({
  id: 'insights.records',
  method: 'GET',
  path: '/api/v1/insights/records',
  group,
  summary: 'The records behind a number of a report',
  description:
    'The query of the report, its name, and which number: `row` is the `key` of its row (a period, a stage, a person; `-` for nobody), `measure` the member of the row that is the number: `report=funnel&row=engaging&measure=lost`.',
  permission,
  query: z.strictObject({
    ...everything,
    row: z.string().max(500).optional().meta({ description: 'key of the row; left out: the total' }),
    period: z.string().max(20).optional().meta({ description: 'key of the period, where the rows have periods' }),
    measure: z.string().min(1).max(40),
    ...pageQuery,
  }),
  answer: page(
    z.object({
      object: z.string(),
      id: uuid,
      name: z.string().nullable(),
      stage: z.string().nullable(),
      outcome: z.string().nullable(),
      amount: z.number().nullable(),
      currency: z.string().nullable(),
      ownerId: z.string().nullable(),
      startedAt: instant.nullable(),
      endedAt: instant.nullable(),
    }),
  ).extend({ total: whole }),
  refusals,
});
export const exportInsight = operation({
  id: 'insights.export',
  method: 'GET',
  path: '/api/v1/insights/export',
  group,
  summary: 'A report as a CSV or XLSX file',
  permission,
  query: z.strictObject({
    ...everything,
    format: z.enum(['csv', 'xlsx']),
    withChart: flag.optional().meta({ description: 'XLSX always has its charts, drawn by the spreadsheet; this asks for nothing more' }),
  }),
  answer: z.string().meta({ description: 'the file; its name is in Content-Disposition' }),
  mediaType: 'application/octet-stream',
  refusals,
});
