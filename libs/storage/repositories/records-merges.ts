import type { MergeReads, Referrer } from '#crm';
import type { Instant, RecordId, WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';
import { namesOf } from './records-beside.js';
import { fieldSql } from './records-columns.js';
import { literal } from './sql.js';

/** What a merge looks up, on PostgreSQL. */
export class PgMergeReads implements MergeReads {
  constructor(private readonly sql: Sql) {}

  async referrers(workspace: WorkspaceId, record: RecordId, fields: Parameters<MergeReads['referrers']>[2], limit: number): Promise<readonly Referrer[]> {
    if (fields.length === 0) return [];
    const selects = fields.map(
      ({ object, field }) =>
        `select r.id, ${literal(field)} as field from records r where r.workspace_id = $1::uuid and r.object = ${literal(object)} and ${fieldSql('r', field, 'text')} = $2 and r.id <> $2::uuid`,
    );
    return this.sql<Referrer>(`select * from (${selects.join(' union all ')}) found limit $3::int`, [workspace, record, limit]);
  }

  async openTasks(workspace: WorkspaceId, record: RecordId, limit: number): Promise<readonly string[]> {
    const rows = await this.sql<{ id: string }>(
      `select t.id from tasks t where t.workspace_id = $1::uuid and t.record_id = $2::uuid and t.status = 'open' order by t.id limit $3::int`,
      [workspace, record, limit],
    );
    return rows.map(({ id }) => id);
  }

  async wentTo(workspace: WorkspaceId, record: RecordId): ReturnType<MergeReads['wentTo']> {
    const [row] = await this.sql<{ into: RecordId; version: number }>(
      `select r.merged_into as into, r.version from records r where r.workspace_id = $1::uuid and r.id = $2::uuid and r.merged_into is not null`,
      [workspace, record],
    );
    return row ?? null;
  }

  async mergedInto(workspace: WorkspaceId, record: RecordId, limit: number): ReturnType<MergeReads['mergedInto']> {
    const rows = await this.sql<{ id: RecordId; at: Instant }>(
      `select r.id, coalesce(r.deleted_at, r.updated_at) as at from records r where r.workspace_id = $1::uuid and r.merged_into = $2::uuid order by 2 desc, r.id limit $3::int`,
      [workspace, record, limit],
    );
    const names = await namesOf(
      this.sql,
      workspace,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ ...row, name: names.get(row.id) ?? null }));
  }
}
