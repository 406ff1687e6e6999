import type { WorkspaceId } from '#kernel';
import type { ReportDefinition } from '#reports';
import type { Sql } from '#storage';
import { SAMPLE_ORIGIN } from './load-sample.js';

/** Reports that everybody finds; they belong to nobody. */
const REPORTS: readonly (readonly [name: string, definition: ReportDefinition])[] = [
  [
    'Won by sector 各行业赢单',
    {
      object: 'deal',
      pipeline: 'b2b-sales',
      measures: ['sum:close_value', 'count'],
      groups: ['account.sector'],
      filter: 'outcome=won',
      chart: 'bar',
      sort: '-sum:close_value',
    },
  ],
  [
    'Won by month 每月赢单',
    { object: 'deal', pipeline: 'b2b-sales', measures: ['sum:close_value', 'count'], groups: ['endedAt:month'], filter: 'outcome=won', chart: 'column' },
  ],
  [
    'Tickets by category and priority 工单类别与优先级',
    { object: 'ticket', measures: ['count'], groups: ['category', 'priority'], chart: 'column', sort: '-count' },
  ],
];

/** A year and a quarter of targets: a tenth more than what the agent sold in an average month of the last year. */
const TARGETS = `
  insert into sales_targets (workspace_id, field, who, month, amount, currency, updated_at, origin)
  select $1::uuid, 'sales_agent', a.id::text, to_char(m, 'YYYY-MM'), greatest(1000, ceil(coalesce(sold.total, 0) / 12 * 1.1 / 100) * 100)::float8, w.currency, now(), $2
  from records a join workspaces w on w.id = a.workspace_id
  cross join generate_series(date_trunc('month', now()) - interval '12 months', date_trunc('month', now()) + interval '3 months', interval '1 month') as m
  left join lateral (select sum((d.fields->>'close_value')::numeric) as total from records d join runs r on r.workspace_id = d.workspace_id and r.record_id = d.id
    where d.workspace_id = a.workspace_id and d.object = 'deal' and d.origin = $2 and d.fields->>'sales_agent' = a.id::text and r.pipeline = 'b2b-sales' and r.outcome = 'won'
      and r.ended_at > now() - interval '365 days') sold on true
  where a.workspace_id = $1::uuid and a.object = 'agent' and a.origin = $2
  on conflict do nothing`;

/** Adds what of the sample is no record: targets and saved reports. Idempotent for targets; reports come anew. */
export async function addSampleReports(sql: Sql, workspace: WorkspaceId): Promise<void> {
  await sql(TARGETS, [workspace, SAMPLE_ORIGIN]);
  await sql(`delete from reports where workspace_id = $1::uuid and origin = $2`, [workspace, SAMPLE_ORIGIN]);
  for (const [name, definition] of REPORTS)
    await sql(
      `insert into reports (workspace_id, id, name, definition, shared, owner_id, created_at, updated_at, origin)
         values ($1::uuid, gen_random_uuid(), $2, $3::jsonb, true, 'sample', now(), now(), $4)`,
      [workspace, name, JSON.stringify(definition), SAMPLE_ORIGIN],
    );
}
