import type { NamingDocument, NamingReads } from '#crm';
import type { Json, JsonObject, WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';

/** Documents that may name fields, on PostgreSQL. */
export class PgNamingReads implements NamingReads {
  constructor(private readonly sql: Sql) {}

  async documents(workspace: WorkspaceId, reader: string): Promise<readonly NamingDocument[]> {
    const ask = <Row>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> => this.sql<Row>(text, [workspace, ...values]);
    const [pipelines, rules, views, reports, sets, models, webhooks] = await Promise.all([
      ask<{ key: string; document: Json; isDraft: boolean }>(PIPELINES),
      ask<{ key: string; rules: readonly Json[] }>(RULES),
      ask<Omit<Extract<NamingDocument, { kind: 'view' }>, 'kind'>>(VIEWS, [reader]),
      ask<Omit<Extract<NamingDocument, { kind: 'report' }>, 'kind'>>(REPORTS, [reader]),
      ask<{ key: string; name: string; definition: JsonObject }>(SETS),
      ask<{ key: string; definition: JsonObject; features: readonly string[] | null }>(MODELS),
      ask<{ key: string; pipeline: string; map: JsonObject }>(WEBHOOKS),
    ]);
    return [
      ...pipelines.map((row): NamingDocument => ({ kind: 'pipeline', ...row })),
      ...rules.map((row): NamingDocument => ({ kind: 'rules', ...row })),
      ...views.map((row): NamingDocument => ({ kind: 'view', ...row })),
      ...reports.map((row): NamingDocument => ({ kind: 'report', ...row })),
      ...sets.map((row): NamingDocument => ({ kind: 'segment-set', ...row })),
      ...models.map(({ features, ...row }): NamingDocument => ({ kind: 'model', ...row, features: features ?? [] })),
      ...webhooks.map((row): NamingDocument => ({ kind: 'webhook', ...row })),
    ];
  }
}

/** The newest version, older ones that open runs are on, and drafts. */
const PIPELINES = `select p.key, v.document, false as "isDraft" from pipelines p join pipeline_versions v on v.workspace_id = p.workspace_id and v.pipeline = p.key
    where p.workspace_id = $1::uuid and p.archived_at is null and (v.version = p.latest_version or exists (
      select 1 from runs r where r.workspace_id = p.workspace_id and r.pipeline = p.key and r.version = v.version and r.status = 'active'))
  union all select key, draft, true from pipelines where workspace_id = $1::uuid and archived_at is null and draft is not null`;
const RULES = `select r.pipeline as key, r.rules from pipelines p join rule_revisions r on r.workspace_id = p.workspace_id and r.pipeline = p.key and r.revision = p.rules_revision
  where p.workspace_id = $1::uuid and p.archived_at is null`;
const VIEWS = `select id::text as key, name, object, filter, sort, columns, (shared or owner_id = $2) as "mayName" from views where workspace_id = $1::uuid`;
const REPORTS = `select id::text as key, name, definition, (shared or owner_id = $2) as "mayName" from reports where workspace_id = $1::uuid`;
const SETS = `select key, title as name, definition from segment_sets where workspace_id = $1::uuid`;
const MODELS = `select m.key, m.definition, (select jsonb_agg(f->>'name') from model_versions v, jsonb_array_elements(v.report->'features') f
    where v.workspace_id = m.workspace_id and v.model = m.key and v.version = m.active_version) as features
  from models m where m.workspace_id = $1::uuid`;
const WEBHOOKS = `select id::text as key, pipeline, map from webhooks where workspace_id = $1::uuid`;
