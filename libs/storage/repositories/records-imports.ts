import type { Instant, JsonObject, RecordId, RunId, WorkspaceId } from '#kernel';
import type { ImportedRecord, ImportReads, PlayedRun } from '#crm';
import { fieldSql } from './records-columns.js';
import type { Sql } from '../open-storage.js';
import { instantText, literal } from './sql.js';

/** What an import looks up, on PostgreSQL. */
export class PgImportReads implements ImportReads {
  constructor(private readonly sql: Sql) {}

  async byExternalKeys(workspace: WorkspaceId, object: string, keys: readonly string[]): Promise<ReadonlyMap<string, ImportedRecord>> {
    const rows = await this.sql<{ external_key: string; id: RecordId; version: number; fields: JsonObject; deleted: boolean }>(
      // What was merged into another is that other one now.
      `select k.external_key, r.id, r.version, r.fields, r.deleted_at is not null as deleted from records k
         join records r on r.workspace_id = k.workspace_id and r.id = coalesce(k.merged_into, k.id)
         where k.workspace_id = $1::uuid and k.object = $2 and k.external_key = any($3::text[])`,
      [workspace, object, keys],
    );
    return new Map(rows.map(({ external_key, ...row }) => [external_key, row]));
  }

  async allValues(workspace: WorkspaceId, object: string, field: string, limit: number): ReturnType<ImportReads['allValues']> {
    const rows = await this.sql<{ id: RecordId; value: string }>(
      `select r.id, ${textOf(field)} as value from records r where r.workspace_id = $1::uuid and r.object = ${literal(object)}
         and r.deleted_at is null and ${textOf(field)} is not null order by r.created_at, r.id limit $2::int`,
      [workspace, limit + 1],
    );
    return rows.length > limit ? null : rows;
  }

  async byValues(workspace: WorkspaceId, object: string, field: string, values: readonly string[]): ReturnType<ImportReads['byValues']> {
    return this.sql<{ id: RecordId; value: string }>(
      `select r.id, ${textOf(field)} as value from records r where r.workspace_id = $1::uuid and r.object = ${literal(object)}
         and r.deleted_at is null and lower(btrim(${textOf(field)})) = any($2::text[]) order by r.created_at, r.id`,
      [workspace, values.map((value) => value.trim().toLowerCase())],
    );
  }

  async played(workspace: WorkspaceId, pipeline: string, records: readonly RecordId[]): Promise<ReadonlyMap<RecordId, PlayedRun>> {
    const rows = await this.sql<{ record_id: RecordId; id: RunId; open: boolean; events: readonly { event: string; at: Instant }[] | null }>(PLAYED, [
      workspace,
      pipeline,
      records,
    ]);
    return new Map(rows.map((row) => [row.record_id, { runId: row.id, open: row.open, events: row.events ?? [] }]));
  }

  async membersByEmail(workspace: WorkspaceId): Promise<ReadonlyMap<string, string>> {
    const rows = await this.sql<{ email: string; id: string }>(
      `select lower(p.email) as email, p.id from people p join members m on m.person_id = p.id where m.workspace_id = $1::uuid and m.removed_at is null`,
      [workspace],
    );
    return new Map(rows.map((row) => [row.email, row.id]));
  }
}

const textOf = (field: string): string => (field === 'externalKey' ? 'r.external_key' : fieldSql('r', field, 'text'));

const PLAYED = `select x.record_id, x.id, x.status = 'active' as open,
    (select jsonb_agg(jsonb_build_object('event', j.entry->'event'->>'name', 'at', ${instantText('j.occurred_at')}) order by j.seq)
       from journal j where j.workspace_id = x.workspace_id and j.run_id = x.id and j.entry->'event'->>'kind' = 'sent') as events
  from (select distinct on (record_id) * from runs where workspace_id = $1::uuid and pipeline = $2 and record_id = any($3::uuid[])
        order by record_id, started_at desc, id desc) x`;
