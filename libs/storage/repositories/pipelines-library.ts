import type { Instant, Json, JsonObject, WorkspaceId } from '#kernel';
import { CORE_OBJECTS } from '#crm';
import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import type { LibraryStore, OpenRun, PipelineHead, RulesRevision, VersionHead } from '#runtime';
import type { Sql } from '../open-storage.js';
import { toRun, type RunRow } from '../run-store/rows.js';
import { SqlValues } from './sql.js';

interface HeadDbRow {
  readonly key: string;
  readonly object: string;
  readonly title: JsonObject | null;
  readonly has_draft: boolean;
  readonly draft_revision: number;
  readonly draft_updated_at: Instant | null;
  readonly draft_updated_by: string | null;
  readonly latest_version: number;
  readonly rules_revision: number;
  readonly archived_at: Instant | null;
  readonly open_runs: number;
  readonly created_at: Instant;
  readonly updated_at: Instant;
  readonly origin: string | null;
}

const HEADS = `select p.key, p.object, coalesce(v.document->'title', p.draft->'title')::jsonb as title, p.draft is not null as has_draft, p.draft_revision, p.draft_updated_at,
    p.draft_updated_by, p.latest_version, p.rules_revision, p.archived_at, p.created_at, p.updated_at, p.origin,
    (select count(*)::int from runs x where x.workspace_id = p.workspace_id and x.pipeline = p.key and x.status = 'active') as open_runs
  from pipelines p left join pipeline_versions v on v.workspace_id = p.workspace_id and v.pipeline = p.key and v.version = p.latest_version
  where p.workspace_id = $1::uuid`;

// Asked once a batch that starts runs: nothing is counted and no document is read.
const HEAD = `select p.key, p.object, null::jsonb as title, p.draft is not null as has_draft, p.draft_revision, p.draft_updated_at, p.draft_updated_by, p.latest_version,
    p.rules_revision, p.archived_at, p.created_at, p.updated_at, p.origin, 0 as open_runs
  from pipelines p where p.workspace_id = $1::uuid and p.key = $2`;

/** Pipelines, versions and attached rules on PostgreSQL. `head` answers neither title nor the number of open runs. */
export class PgLibraryStore implements LibraryStore {
  constructor(private readonly sql: Sql) {}

  async heads(workspace: WorkspaceId): Promise<readonly PipelineHead[]> {
    return (await this.sql<HeadDbRow>(`${HEADS} order by p.key`, [workspace])).map(toHead);
  }

  async head(workspace: WorkspaceId, key: string): Promise<PipelineHead | null> {
    const [row] = await this.sql<HeadDbRow>(HEAD, [workspace, key]);
    return row ? toHead(row) : null;
  }

  async draft(workspace: WorkspaceId, key: string): Promise<PipelineDocument | null> {
    const [row] = await this.sql<{ draft: PipelineDocument | null }>(`select draft from pipelines where workspace_id = $1::uuid and key = $2`, [
      workspace,
      key,
    ]);
    return row?.draft ?? null;
  }

  async saveDraft(workspace: WorkspaceId, draft: Parameters<LibraryStore['saveDraft']>[1], expectedRevision: number | null): Promise<PipelineHead | null> {
    const rows = await this.sql(
      `insert into pipelines as p (workspace_id, key, object, draft, draft_revision, draft_updated_at, draft_updated_by, created_at, updated_at, origin)
         select $1::uuid, $2, $3, $4::json, 1, now(), $5, now(), now(), $6
           where $7::int is null or $7::int = 0 or exists (select 1 from pipelines where workspace_id = $1::uuid and key = $2)
         on conflict (workspace_id, key) do update set draft = excluded.draft, object = case when p.latest_version = 0 then excluded.object else p.object end,
             draft_revision = p.draft_revision + 1, draft_updated_at = now(), draft_updated_by = excluded.draft_updated_by, updated_at = now()
           where $7::int is null or p.draft_revision = $7::int
         returning key`,
      [workspace, draft.key, draft.object, JSON.stringify(draft.document), draft.by, draft.origin, expectedRevision],
    );
    return rows.length > 0 ? this.head(workspace, draft.key) : null;
  }

  async discardDraft(workspace: WorkspaceId, key: string): Promise<boolean> {
    const gone = await this.sql(`delete from pipelines where workspace_id = $1::uuid and key = $2 and latest_version = 0 returning key`, [workspace, key]);
    if (gone.length > 0) return true;
    const emptied = await this.sql(
      `update pipelines set draft = null, draft_revision = draft_revision + 1, draft_updated_at = null, draft_updated_by = null, updated_at = now()
         where workspace_id = $1::uuid and key = $2 returning key`,
      [workspace, key],
    );
    return emptied.length > 0;
  }

  async publish(workspace: WorkspaceId, version: Parameters<LibraryStore['publish']>[1]): Promise<number | null> {
    const [row] = await this.sql<{ version: number }>(
      `with head as (
         update pipelines set latest_version = latest_version + 1, object = $3, draft = null, draft_revision = draft_revision + 1, updated_at = now()
           where workspace_id = $1::uuid and key = $2 and draft_revision = $8::int and draft is not null returning latest_version
       )
       insert into pipeline_versions (workspace_id, pipeline, version, document, hash, note, published_at, published_by)
         select $1::uuid, $2, head.latest_version, $4::json, $5, $6, now(), $7 from head returning version`,
      [workspace, version.key, version.object, JSON.stringify(version.document), version.hash, version.note, version.by, version.draftRevision],
    );
    return row?.version ?? null;
  }

  async versions(workspace: WorkspaceId, key: string): Promise<readonly VersionHead[]> {
    const rows = await this.sql<{ version: number; hash: string; note: string | null; published_at: Instant; published_by: string; open_runs: number }>(
      `select v.version, v.hash, v.note, v.published_at, v.published_by,
           (select count(*)::int from runs x where x.workspace_id = v.workspace_id and x.pipeline = v.pipeline and x.version = v.version and x.status = 'active') as open_runs
         from pipeline_versions v where v.workspace_id = $1::uuid and v.pipeline = $2 order by v.version desc`,
      [workspace, key],
    );
    return rows.map((row) => ({
      version: row.version,
      hash: row.hash,
      note: row.note,
      publishedAt: row.published_at,
      publishedBy: row.published_by,
      openRuns: row.open_runs,
    }));
  }

  async version(workspace: WorkspaceId, key: string, version: number): Promise<PipelineDocument | null> {
    const [row] = await this.sql<{ document: PipelineDocument }>(
      `select document from pipeline_versions where workspace_id = $1::uuid and pipeline = $2 and version = $3::int`,
      [workspace, key, version],
    );
    return row?.document ?? null;
  }

  async rules(workspace: WorkspaceId, key: string, revision: number): Promise<RulesRevision | null> {
    const [row] = await this.sql<{ revision: number; rules: readonly AttachedRuleDocument[]; saved_at: Instant; saved_by: string }>(
      `select revision, rules, saved_at, saved_by from rule_revisions where workspace_id = $1::uuid and pipeline = $2 and revision = $3::int`,
      [workspace, key, revision],
    );
    return row ? { revision: row.revision, rules: row.rules, savedAt: row.saved_at, savedBy: row.saved_by } : null;
  }

  async ruleRevisions(workspace: WorkspaceId, key: string): Promise<readonly Omit<RulesRevision, 'rules'>[]> {
    const rows = await this.sql<{ revision: number; saved_at: Instant; saved_by: string }>(
      `select revision, saved_at, saved_by from rule_revisions where workspace_id = $1::uuid and pipeline = $2 order by revision desc`,
      [workspace, key],
    );
    return rows.map((row) => ({ revision: row.revision, savedAt: row.saved_at, savedBy: row.saved_by }));
  }

  async saveRules(workspace: WorkspaceId, key: string, rules: readonly AttachedRuleDocument[], by: string, expectedRevision: number): Promise<number | null> {
    const [row] = await this.sql<{ revision: number }>(
      `with head as (
         update pipelines set rules_revision = rules_revision + 1, updated_at = now()
           where workspace_id = $1::uuid and key = $2 and rules_revision = $3::int returning rules_revision
       )
       insert into rule_revisions (workspace_id, pipeline, revision, rules, saved_at, saved_by)
         select $1::uuid, $2, head.rules_revision, $4::json, now(), $5 from head returning revision`,
      [workspace, key, expectedRevision, JSON.stringify(rules), by],
    );
    return row?.revision ?? null;
  }

  async openRuns(workspace: WorkspaceId, key: string, page: Parameters<LibraryStore['openRuns']>[2]): Promise<readonly OpenRun[]> {
    const values = new SqlValues();
    const conditions = [`x.workspace_id = ${values.add(workspace, 'uuid')}`, `x.pipeline = ${values.add(key, 'text')}`, `x.status = 'active'`];
    if (page.after) conditions.push(`x.id > ${values.add(page.after, 'uuid')}`);
    if (page.staleRules !== undefined) conditions.push(`x.rules_revision <> ${values.add(page.staleRules, 'int')}`);
    if (page.ids) conditions.push(`x.id = any(${values.add(page.ids, 'uuid[]')})`);
    const rows = await this.sql<OpenRunDbRow>(
      `select x.*, r.object, r.fields, r.owner_id from runs x join records r on r.workspace_id = x.workspace_id and r.id = x.record_id
         where ${conditions.join(' and ')} order by x.id limit ${values.add(page.limit, 'int')}`,
      values.all,
    );
    return rows.map(toOpenRun);
  }

  async archive(workspace: WorkspaceId, key: string, archived: boolean): Promise<boolean> {
    const rows = await this.sql(
      `update pipelines set archived_at = case when $3::boolean then coalesce(archived_at, now()) end, updated_at = now() where workspace_id = $1::uuid and key = $2 returning key`,
      [workspace, key, archived],
    );
    return rows.length > 0;
  }
}

interface OpenRunDbRow extends RunRow {
  readonly object: string;
  readonly fields: JsonObject;
  readonly owner_id: string | null;
}

function toOpenRun(row: OpenRunDbRow): OpenRun {
  const name: Json | undefined = row.fields[CORE_OBJECTS.get(row.object)?.nameField ?? 'name'];
  return {
    run: toRun(row),
    fields: row.fields,
    ownerId: row.owner_id,
    name: typeof name === 'string' ? name : null,
  };
}

function toHead(row: HeadDbRow): PipelineHead {
  return {
    key: row.key,
    object: row.object,
    title: row.title,
    hasDraft: row.has_draft,
    draftRevision: row.draft_revision,
    draftUpdatedAt: row.draft_updated_at,
    draftUpdatedBy: row.draft_updated_by,
    latestVersion: row.latest_version,
    rulesRevision: row.rules_revision,
    archivedAt: row.archived_at,
    openRuns: row.open_runs,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    origin: row.origin,
  };
}
