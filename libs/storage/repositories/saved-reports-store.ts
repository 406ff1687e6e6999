import type { Instant, WorkspaceId } from '#kernel';
import type { SavedReport, SavedReportStore } from '#reports';
import type { Sql } from '../open-storage.js';

const COLUMNS = `id, name, definition, shared, owner_id as "ownerId", schedule, next_at as "nextAt", last_sent_at as "lastSentAt", updated_at as "updatedAt"`;
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Saved reports on PostgreSQL. */
export class PgSavedReportStore implements SavedReportStore {
  constructor(private readonly sql: Sql) {}

  list(workspace: WorkspaceId, owner: string): Promise<readonly SavedReport[]> {
    return this.sql<SavedReport>(
      `select ${COLUMNS} from reports where workspace_id = $1::uuid and (shared or owner_id = $2) order by lower(name), id limit 2000`,
      [workspace, owner],
    );
  }

  async get(workspace: WorkspaceId, id: string): Promise<SavedReport | null> {
    return (await this.sql<SavedReport>(`select ${COLUMNS} from reports where workspace_id = $1::uuid and id = $2::uuid`, [workspace, id]))[0] ?? null;
  }

  async count(workspace: WorkspaceId, owner: string): Promise<number> {
    const [row] = await this.sql<{ n: number }>(`select count(*)::int as n from reports where workspace_id = $1::uuid and owner_id = $2`, [workspace, owner]);
    return row?.n ?? 0;
  }

  async insert(workspace: WorkspaceId, report: Parameters<SavedReportStore['insert']>[1]): Promise<SavedReport> {
    const { id, name, definition, shared, ownerId, schedule, nextAt } = report;
    const [row] = await this.sql<SavedReport>(
      `insert into reports (workspace_id, id, name, definition, shared, owner_id, schedule, next_at, created_at, updated_at)
         values ($1::uuid, $2::uuid, $3, $4::jsonb, $5::boolean, $6, $7::jsonb, $8::timestamptz, now(), now()) returning ${COLUMNS}`,
      [workspace, id, name, json(definition), shared, ownerId, json(schedule), nextAt],
    );
    return row as SavedReport;
  }

  async update(workspace: WorkspaceId, id: string, report: Parameters<SavedReportStore['update']>[2]): Promise<SavedReport | null> {
    const { name, definition, shared, schedule, nextAt } = report;
    const [row] = await this.sql<SavedReport>(
      `update reports set name = $3, definition = $4::jsonb, shared = $5::boolean, schedule = $6::jsonb, next_at = $7::timestamptz, lease_until = null, updated_at = now()
         where workspace_id = $1::uuid and id = $2::uuid returning ${COLUMNS}`,
      [workspace, id, name, json(definition), shared, json(schedule), nextAt],
    );
    return row ?? null;
  }

  async remove(workspace: WorkspaceId, id: string): Promise<boolean> {
    return (await this.sql(`delete from reports where workspace_id = $1::uuid and id = $2::uuid returning id`, [workspace, id])).length > 0;
  }

  async takeDue(leaseMs: number): ReturnType<SavedReportStore['takeDue']> {
    const [row] = await this.sql<SavedReport & { readonly workspace: WorkspaceId }>(
      `update reports r set lease_until = clock_timestamp() + $1::float8 * interval '1 millisecond'
         from (select workspace_id, id from reports where next_at <= clock_timestamp() and (lease_until is null or lease_until < clock_timestamp())
           order by next_at limit 1 for update skip locked) due
         where r.workspace_id = due.workspace_id and r.id = due.id
         returning r.workspace_id as workspace, r.id, r.name, r.definition, r.shared, r.owner_id as "ownerId", r.schedule, r.next_at as "nextAt",
           r.last_sent_at as "lastSentAt", r.updated_at as "updatedAt"`,
      [leaseMs],
    );
    if (!row) return null;
    const { workspace, ...report } = row;
    return { workspace, report };
  }

  async sent(workspace: WorkspaceId, id: string, due: Instant, nextAt: Instant | null): Promise<void> {
    // A schedule that was changed meanwhile keeps its new time.
    await this.sql(
      `update reports set last_sent_at = clock_timestamp(), lease_until = null, next_at = case when next_at = $3::timestamptz then $4::timestamptz else next_at end
         where workspace_id = $1::uuid and id = $2::uuid`,
      [workspace, id, due, nextAt],
    );
  }

  async addresses(workspace: WorkspaceId, people: readonly string[]): Promise<readonly string[]> {
    const rows = await this.sql<{ email: string }>(
      `select distinct p.email from members m join people p on p.id = m.person_id
         where m.workspace_id = $1::uuid and m.person_id = any($2::uuid[]) and m.removed_at is null and p.disabled_at is null order by 1`,
      [workspace, people],
    );
    return rows.map(({ email }) => email);
  }
}
