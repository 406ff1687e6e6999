import { z } from 'zod';
import { whole } from './insights-shapes.js';
import { operation } from './operation.js';
import { byId, flag, instant, jsonObject, key, list, title, uuid } from './shapes.js';

const group = 'Reports';
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, such as 2026-01');
const path = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,59}(\.[A-Za-z][A-Za-z0-9_]{0,59})?$/, 'must be a field, or a field of a reference with a dot');
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code, such as EUR');

const target = z
  .object({ by: z.string(), who: z.string().nullable(), month: z.string(), amount: z.number(), currency: z.string(), updatedAt: instant })
  .meta({ id: 'SalesTarget', description: 'What somebody, or everybody together (`who` null), is to sell in a month.' });
const who = z.string().min(1).max(200);
const targetExample = {
  by: 'sales_agent',
  who: '01920000-0000-7000-8000-00000000000e',
  month: '2026-01',
  amount: 50000,
  currency: 'USD',
  updatedAt: '2026-01-01T09:00:00.000Z',
};

export const listTargets = operation({
  id: 'targets.list',
  method: 'GET',
  path: '/api/v1/sales-targets',
  group,
  summary: 'Sales targets by month',
  permission: 'insight.read',
  query: z.strictObject({ by: path.optional(), from: month.optional(), to: month.optional().meta({ description: 'itself among them' }) }),
  answer: list(target),
});
export const putTarget = operation({
  id: 'targets.put',
  method: 'PUT',
  path: '/api/v1/sales-targets',
  group,
  summary: 'Set what somebody is to sell in a month',
  permission: 'report.edit',
  body: z.strictObject({
    by: path.meta({ description: '`ownerId` or the field of `insights.sales`' }),
    who: who.nullable().meta({ description: 'person, record or choice; null: all together' }),
    month,
    amount: z.number().min(0).max(1e15),
    currency: currency.optional(),
  }),
  answer: target,
  bodyExample: { by: 'sales_agent', who: targetExample.who, month: '2026-01', amount: 50000 },
  answerExample: targetExample,
});
export const removeTarget = operation({
  id: 'targets.remove',
  method: 'DELETE',
  path: '/api/v1/sales-targets',
  group,
  summary: 'Remove a sales target',
  permission: 'report.edit',
  query: z.strictObject({ by: path, who: who.optional(), month }),
  status: 204,
  refusals: [404],
});

const definition = z
  .strictObject({
    object: key,
    pipeline: key.optional(),
    measures: z.array(z.string().min(1).max(100)).min(1).max(6).meta({ description: '`count`, `sum:close_value`, `avg:cycleDays`, `median:cycleDays`' }),
    groups: z.array(z.string().min(1).max(100)).max(3).meta({ description: 'fields; dates by `close_date:month`' }),
    filter: z.string().max(8000).optional(),
    chart: z.enum(['table', 'bar', 'column', 'line', 'area', 'pie', 'number']),
    sort: z.string().max(120).optional().meta({ description: 'a group or measure, `-` before it for falling order; by the groups by default' }),
    limit: z.number().int().min(1).max(1000).optional(),
    zone: z.string().min(1).max(60).optional(),
  })
  .meta({ id: 'ReportDefinition' });
const schedule = z
  .strictObject({
    every: z.enum(['week', 'month']),
    day: z.number().int().min(1).max(28).meta({ description: 'of the week from Monday = 1 to 7, or of the month' }),
    hour: z.number().int().min(0).max(23),
    zone: z.string().min(1).max(60),
    recipients: z.array(uuid).min(1).max(50).meta({ description: 'members of the workspace; who leaves it gets nothing more' }),
    locale: z.enum(['en', 'zh-CN']),
  })
  .meta({ id: 'ReportSchedule' });
const report = z
  .object({
    id: uuid,
    name: z.string(),
    definition,
    shared: z.boolean(),
    mine: z.boolean(),
    ownerId: z.string(),
    schedule: schedule.nullable(),
    nextAt: instant.nullable(),
    lastSentAt: instant.nullable(),
    updatedAt: instant,
  })
  .meta({ id: 'Report', description: 'A saved report: what is counted, by what, of which records, and how it is drawn.' });
const definitionExample = {
  object: 'deal',
  pipeline: 'b2b-sales',
  measures: ['count', 'sum:close_value'],
  groups: ['account.sector'],
  filter: 'outcome=won',
  chart: 'bar' as const,
  sort: '-sum:close_value',
  limit: 10,
};
const reportExample = {
  id: '01920000-0000-7000-8000-00000000000f',
  name: 'Won by sector',
  definition: definitionExample,
  shared: false,
  mine: true,
  ownerId: '01920000-0000-7000-8000-000000000001',
  schedule: null,
  nextAt: null,
  lastSentAt: null,
  updatedAt: '2026-01-31T09:00:00.000Z',
};
const result = z.object({
  asOf: instant,
  zone: z.string(),
  object: z.string(),
  pipeline: z.string().nullable(),
  columns: z.array(
    z.object({
      key: z.string(),
      title: z.object({ en: z.string(), 'zh-CN': z.string().optional() }),
      kind: z.enum(['group', 'measure']),
      isMoney: z.boolean(),
    }),
  ),
  rows: z.array(
    z.object({
      group: jsonObject,
      names: jsonObject.meta({ description: 'titles of the group’s choices, names of its records and people, by group' }),
      values: jsonObject,
      currency: z.string().optional(),
      filter: z.string().meta({ description: 'lists the row’s records in `records.list`' }),
    }),
  ),
  cut: z.boolean(),
});

export const listReports = operation({
  id: 'reports.list',
  method: 'GET',
  path: '/api/v1/reports',
  group,
  summary: 'Your own reports and those shared with everybody',
  permission: 'insight.read',
  answer: list(report),
});
export const getReport = operation({
  id: 'reports.get',
  method: 'GET',
  path: '/api/v1/reports/{id}',
  group,
  summary: 'A saved report',
  permission: 'insight.read',
  params: byId,
  answer: report,
  answerExample: reportExample,
  refusals: [404],
});
export const createReport = operation({
  id: 'reports.create',
  method: 'POST',
  path: '/api/v1/reports',
  group,
  summary: 'Save a report',
  description: 'A schedule needs no more than this permission: mail goes to members alone.',
  permission: 'report.edit',
  body: z.strictObject({ name: title, definition, shared: z.boolean().optional(), schedule: schedule.nullable().optional() }),
  answer: report,
  status: 201,
  bodyExample: { name: 'Won by sector', definition: definitionExample },
  answerExample: reportExample,
  refusals: [404, 409],
});
export const changeReport = operation({
  id: 'reports.change',
  method: 'PATCH',
  path: '/api/v1/reports/{id}',
  group,
  summary: 'Change a report',
  description: 'Your own; a shared one of somebody else with the permission view.share.',
  permission: 'report.edit',
  params: byId,
  body: z.strictObject({ name: title.optional(), definition: definition.optional(), shared: z.boolean().optional(), schedule: schedule.nullable().optional() }),
  answer: report,
  bodyExample: { name: 'Won by sector and month' },
  answerExample: reportExample,
  refusals: [404],
});
export const removeReport = operation({
  id: 'reports.remove',
  method: 'DELETE',
  path: '/api/v1/reports/{id}',
  group,
  summary: 'Remove a report',
  permission: 'report.edit',
  params: byId,
  status: 204,
  refusals: [404],
});
export const runReport = operation({
  id: 'reports.run',
  method: 'GET',
  path: '/api/v1/reports/{id}/result',
  group,
  summary: 'Run a saved report',
  permission: 'insight.read',
  params: byId,
  answer: result,
  refusals: [404],
});
export const previewReport = operation({
  id: 'reports.preview',
  method: 'POST',
  path: '/api/v1/report-previews',
  group,
  summary: 'Run a report that is not saved',
  permission: 'insight.read',
  body: z.strictObject({ definition }),
  answer: result,
  bodyExample: { definition: definitionExample },
  refusals: [404],
});
export const exportReport = operation({
  id: 'reports.export',
  method: 'GET',
  path: '/api/v1/reports/{id}/export',
  group,
  summary: 'A saved report as a CSV or XLSX file',
  permission: 'insight.read',
  params: byId,
  query: z.strictObject({ format: z.enum(['csv', 'xlsx']), withChart: flag.optional() }),
  answer: z.string().meta({ description: 'the file; its name is in Content-Disposition' }),
  mediaType: 'application/octet-stream',
  refusals: [404],
});
export const sendReport = operation({
  id: 'reports.send',
  method: 'POST',
  path: '/api/v1/reports/{id}/send',
  group,
  summary: 'Mail a report to the recipients of its schedule now',
  permission: 'report.edit',
  params: byId,
  answer: z.object({ sent: whole }),
  refusals: [404, 409],
});
