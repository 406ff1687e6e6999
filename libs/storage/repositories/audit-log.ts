import type { Audited, AuditRow, AuditStore } from '#access';
import type { WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';

/** Appends to the workspace's chain, in the caller's transaction. */
export async function audit(sql: Sql, workspace: WorkspaceId, { actor, action, target, detail }: Audited): Promise<void> {
  await sql(`select audit_append($1::uuid, clock_timestamp(), $2::jsonb, $3, $4, $5::jsonb)`, [
    workspace,
    JSON.stringify(actor),
    action,
    target,
    JSON.stringify(detail),
  ]);
}

/** The audit chain on PostgreSQL; the database itself refuses changes to it. */
export class PgAuditStore implements AuditStore {
  constructor(private readonly sql: Sql) {}

  append(workspace: WorkspaceId, audited: Audited): Promise<void> {
    return audit(this.sql, workspace, audited);
  }

  list(workspace: WorkspaceId, before: number | null, limit: number): Promise<readonly AuditRow[]> {
    return this.sql<AuditRow>(
      `select seq, at, actor, action, target, detail, hash from audit where workspace_id = $1::uuid and ($2::bigint is null or seq < $2::bigint) order by seq desc limit $3::int`,
      [workspace, before, limit],
    );
  }

  async verify(workspace: WorkspaceId): ReturnType<AuditStore['verify']> {
    const [row] = await this.sql<{ rows: number; seq: number | null }>(
      `select (select count(*)::int from audit where workspace_id = $1::uuid) as rows, audit_verify($1::uuid) as seq`,
      [workspace],
    );
    const seq = row?.seq ?? null;
    return { rows: row?.rows ?? 0, firstBad: seq === null ? null : { seq, why: await this.why(workspace, seq) } };
  }

  /** A gap at `seq` is a removed row; a row whose own hash fits but not its predecessor was reordered; else it was changed. */
  private async why(workspace: WorkspaceId, seq: number): Promise<'changed' | 'removed' | 'reordered'> {
    const [row] = await this.sql<{ fits: boolean }>(
      `select hash = audit_hash(previous_hash, workspace_id, seq, at, actor, action, target, detail) as fits from audit where workspace_id = $1::uuid and seq = $2::bigint`,
      [workspace, seq],
    );
    if (!row) return 'removed';
    return row.fits ? 'reordered' : 'changed';
  }
}
