import type { RecordId, WorkspaceId } from '#kernel';
import type { ImportChange, ImportJobRow, ImportJobStore, KeptProblem } from '#crm';
import type { Sql } from '../open-storage.js';

const COLUMNS = `id, target as object, file_name as "fileName", map, status, dry_run as "dryRun", counts, actor, started_at as "startedAt", ended_at as "endedAt",
  status in ('running', 'undoing') and coalesce(seen_at, started_at) < now() - interval '1 minute' as "isStalled"`;

/** Imports that were asked for over HTTP, on PostgreSQL. */
export class PgImportJobStore implements ImportJobStore {
  constructor(private readonly sql: Sql) {}

  async insert(workspace: WorkspaceId, job: Parameters<ImportJobStore['insert']>[1]): Promise<ImportJobRow> {
    const { id, object, fileName, map, dryRun, counts, actor } = job;
    const [row] = await this.sql<ImportJobRow>(
      `insert into imports (workspace_id, id, kind, target, file_name, map, status, dry_run, counts, actor, started_at, seen_at)
         values ($1::uuid, $2::uuid, 'records', $3, $4, $5::jsonb, 'running', $6::boolean, $7::jsonb, $8::jsonb, now(), now()) returning ${COLUMNS}`,
      [workspace, id, object, fileName, JSON.stringify(map), dryRun, JSON.stringify(counts), JSON.stringify(actor)],
    );
    return row as ImportJobRow;
  }

  async update(workspace: WorkspaceId, id: string, { status, counts }: Parameters<ImportJobStore['update']>[2]): Promise<void> {
    await this.sql(
      `update imports set status = $3, counts = $4::jsonb, seen_at = now(), ended_at = case when $3 in ('running', 'undoing') then null else now() end
         where workspace_id = $1::uuid and id = $2::uuid and (ended_at is null or $3 not in ('running', 'undoing'))`,
      [workspace, id, status, JSON.stringify(counts)],
    );
  }

  async beginUndo(workspace: WorkspaceId, id: string): Promise<boolean> {
    const rows = await this.sql(
      `update imports set status = 'undoing', seen_at = now(), ended_at = null where workspace_id = $1::uuid and id = $2::uuid and not dry_run
         and (status in ('done', 'failed') or (status in ('running', 'undoing') and coalesce(seen_at, started_at) < now() - interval '1 minute')) returning id`,
      [workspace, id],
    );
    return rows.length > 0;
  }

  async get(workspace: WorkspaceId, id: string): Promise<ImportJobRow | null> {
    return (await this.sql<ImportJobRow>(`select ${COLUMNS} from imports where workspace_id = $1::uuid and id = $2::uuid`, [workspace, id]))[0] ?? null;
  }

  list(workspace: WorkspaceId, limit: number): Promise<readonly ImportJobRow[]> {
    return this.sql<ImportJobRow>(
      `select ${COLUMNS} from imports where workspace_id = $1::uuid and not dry_run and kind = 'records' order by started_at desc, id desc limit $2::int`,
      [workspace, limit],
    );
  }

  async running(workspace: WorkspaceId): Promise<number> {
    const [row] = await this.sql<{ n: number }>(
      `select count(*)::int as n from imports where workspace_id = $1::uuid and status in ('running', 'undoing') and seen_at > now() - interval '1 minute'`,
      [workspace],
    );
    return row?.n ?? 0;
  }

  async forgetDryRuns(workspace: WorkspaceId): Promise<void> {
    const old = `select id from imports where workspace_id = $1::uuid and dry_run and started_at < now() - interval '1 hour'`;
    await this.sql(`delete from import_findings where workspace_id = $1::uuid and import_id in (${old})`, [workspace]);
    await this.sql(`delete from imports where workspace_id = $1::uuid and id in (${old})`, [workspace]);
  }

  async saveProblems(workspace: WorkspaceId, id: string, problems: readonly KeptProblem[]): Promise<void> {
    if (problems.length === 0) return;
    await this.sql(
      `insert into import_findings (workspace_id, import_id, n, line, code, "column", problem, raw)
         select $1::uuid, $2::uuid, g.n, g.line, g.code, g."column", g.problem, g.raw
         from jsonb_to_recordset($3::jsonb) as g (n int, line int, code text, "column" text, problem jsonb, raw jsonb)`,
      [workspace, id, JSON.stringify(problems.map((problem, n) => ({ n, ...problem })))],
    );
  }

  problems(workspace: WorkspaceId, id: string): Promise<readonly KeptProblem[]> {
    return this.sql<KeptProblem>(
      `select line, code, "column", problem, raw from import_findings where workspace_id = $1::uuid and import_id = $2::uuid order by line, n`,
      [workspace, id],
    );
  }

  async noteChanges(workspace: WorkspaceId, id: string, changes: readonly ImportChange[]): Promise<void> {
    await this.sql(
      `insert into import_changes (workspace_id, import_id, record_id, kind, "before", version)
         select $1::uuid, $2::uuid, g."recordId", g.kind, g."before", g.version
         from jsonb_to_recordset($3::jsonb) as g ("recordId" uuid, kind text, "before" jsonb, version int)
         on conflict (workspace_id, import_id, record_id)
         do update set "before" = excluded."before" || import_changes."before", version = excluded.version`,
      [workspace, id, JSON.stringify(changes)],
    );
  }

  changes(workspace: WorkspaceId, id: string, after: RecordId | null, limit: number): Promise<readonly ImportChange[]> {
    return this.sql<ImportChange>(
      `select record_id as "recordId", kind, "before", version from import_changes
         where workspace_id = $1::uuid and import_id = $2::uuid and ($3::uuid is null or record_id > $3::uuid) order by record_id limit $4::int`,
      [workspace, id, after, limit],
    );
  }

  async binnedByUndo(workspace: WorkspaceId, records: readonly RecordId[]): Promise<ReadonlySet<RecordId>> {
    const rows = await this.sql<{ id: RecordId }>(
      `select distinct c.record_id as id from import_changes c join imports i on i.workspace_id = c.workspace_id and i.id = c.import_id
         where c.workspace_id = $1::uuid and c.record_id = any($2::uuid[]) and c.kind = 'made' and i.status = 'undone'`,
      [workspace, records],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
