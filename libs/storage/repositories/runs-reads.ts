import type { RecordId, RunId, WorkspaceId } from '#kernel';
import type { StoredIncident, StoredRun } from '#runtime';
import type { Sql } from '../open-storage.js';
import { type IncidentRow, type RunRow, toIncident, toRun } from '../run-store/rows.js';
import { runColumns } from '../statements/batch-ids.js';
import { SqlValues } from './sql.js';

export interface RunListQuery {
  readonly pipeline: string | null;
  readonly record: RecordId | null;
  readonly status: 'active' | 'done' | null;
  readonly stage: string | null;
  readonly outcome: string | null;
  /** The last id of the page before. */
  readonly after: RunId | null;
  readonly limit: number;
}

const INCIDENT = `select i.id, i.run_id, i.record_id, i.effect_id, i.step, i.input, i.reason, i.status, i.opened_at from incidents i where i.workspace_id = $1::uuid`;

/** Lists of runs and incidents of one workspace. */
export class PgRunReads {
  constructor(private readonly sql: Sql) {}

  /** Newest first; up to `limit` + 1. */
  async runs(workspace: WorkspaceId, query: RunListQuery): Promise<readonly StoredRun[]> {
    const values = new SqlValues();
    const conditions = [`r.workspace_id = ${values.add(workspace, 'uuid')}`];
    if (query.pipeline !== null) conditions.push(`r.pipeline = ${values.add(query.pipeline, 'text')}`);
    if (query.record !== null) conditions.push(`r.record_id = ${values.add(query.record, 'uuid')}`);
    if (query.status !== null) conditions.push(`r.status = ${values.add(query.status, 'text')}`);
    if (query.stage !== null) conditions.push(`r.stage = ${values.add(query.stage, 'text')}`);
    if (query.outcome !== null) conditions.push(`r.outcome = ${values.add(query.outcome, 'text')}`);
    if (query.after !== null) conditions.push(`r.id < ${values.add(query.after, 'uuid')}`);
    const text = `select ${runColumns} from runs r where ${conditions.join(' and ')} order by r.id desc limit ${values.add(query.limit + 1, 'int')}`;
    return (await this.sql<RunRow>(text, values.all)).map(toRun);
  }

  /** Newest first; up to `limit` + 1. */
  async incidents(workspace: WorkspaceId, status: 'open' | 'resolved' | null, after: string | null, limit: number): Promise<readonly StoredIncident[]> {
    const rows = await this.sql<IncidentRow>(
      `${INCIDENT} and ($2::text is null or i.status = $2) and ($3::text is null or (i.opened_at, i.id) < (select b.opened_at, b.id from incidents b where b.workspace_id = $1::uuid and b.id = $3))
         order by i.opened_at desc, i.id desc limit $4::int`,
      [workspace, status, after, limit + 1],
    );
    return rows.map(toIncident);
  }

  async incident(workspace: WorkspaceId, id: string): Promise<StoredIncident | null> {
    const [row] = await this.sql<IncidentRow>(`${INCIDENT} and i.id = $2`, [workspace, id]);
    return row ? toIncident(row) : null;
  }

  /** The fields of undeleted records, for references that a rule reads. */
  async fields(
    workspace: WorkspaceId,
    ids: readonly RecordId[],
  ): Promise<ReadonlyMap<string, { readonly fields: StoredRun['snapshot']['vars']; readonly ownerId: string | null; readonly object: string }>> {
    const rows = await this.sql<{ id: string; fields: StoredRun['snapshot']['vars']; ownerId: string | null; object: string }>(
      `select id, fields, owner_id as "ownerId", object from records where workspace_id = $1::uuid and id = any($2::uuid[]) and deleted_at is null`,
      [workspace, ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The object of a record that is not deleted; null when there is none. */
  async objectOf(workspace: WorkspaceId, record: RecordId): Promise<string | null> {
    return (await this.fields(workspace, [record])).get(record)?.object ?? null;
  }

  /** The record of an object by its external key, or by the value of a field as text; the newest if several have it. */
  async find(workspace: WorkspaceId, object: string, by: { readonly field: string; readonly value: string }): Promise<RecordId | null> {
    const condition = by.field === 'external' ? 'r.external_key = $4 and $3::text is not null' : 'r.fields->>$3 = $4';
    const [row] = await this.sql<{ id: RecordId }>(
      `select r.id from records r where r.workspace_id = $1::uuid and r.object = $2 and r.deleted_at is null and ${condition} order by r.created_at desc, r.id limit 1`,
      [workspace, object, by.field, by.value],
    );
    return row?.id ?? null;
  }
}
