import type { Instant, RunId, WorkspaceId } from '#kernel';
import type { ScheduleStore, StoredSchedule } from '#runtime';
import type { Sql } from '../open-storage.js';

interface ScheduleRow {
  readonly workspace_id: WorkspaceId;
  readonly pipeline: string;
  readonly rule: string;
  readonly due: Instant;
  readonly cursor: RunId | null;
  readonly epoch: number;
}

const toSchedule = (row: ScheduleRow): StoredSchedule => ({
  workspace: row.workspace_id,
  pipeline: row.pipeline,
  rule: row.rule,
  due: row.due,
  cursor: row.cursor,
  epoch: row.epoch,
});

/** Schedules on PostgreSQL; leases by the database's time. */
export class PgScheduleStore implements ScheduleStore {
  constructor(private readonly sql: Sql) {}

  async replaceSchedules(workspace: WorkspaceId, pipeline: string, schedules: readonly { readonly rule: string; readonly due: Instant }[]): Promise<void> {
    await this.sql(
      `with given as (
         select * from unnest($3::text[], $4::timestamptz[]) as g (rule, due)
       ), gone as (
         delete from schedules s where s.workspace_id = $1::uuid and s.pipeline = $2 and not s.rule = any ($3::text[])
       )
       insert into schedules as s (workspace_id, pipeline, rule, due)
       select $1::uuid, $2, g.rule, g.due from given g
       on conflict (workspace_id, pipeline, rule) do update set due = least(s.due, excluded.due)`,
      [workspace, pipeline, schedules.map(({ rule }) => rule), schedules.map(({ due }) => due)],
    );
  }

  async claimSchedules(want: { readonly limit: number; readonly leaseMs: number }): Promise<readonly StoredSchedule[]> {
    const rows = await this.sql<ScheduleRow>(
      `with taken as (
         select workspace_id, pipeline, rule from schedules
         where due <= now() and (lease_until is null or lease_until <= now())
         order by due limit $1::int for update skip locked
       )
       update schedules s set epoch = s.epoch + 1, lease_until = now() + $2::int * interval '1 millisecond'
       from taken t where s.workspace_id = t.workspace_id and s.pipeline = t.pipeline and s.rule = t.rule
       returning s.workspace_id, s.pipeline, s.rule, s.due, s.cursor, s.epoch`,
      [want.limit, want.leaseMs],
    );
    return rows.map(toSchedule);
  }

  async openRuns(workspace: WorkspaceId, pipeline: string, after: RunId | null, limit: number): Promise<readonly RunId[]> {
    const rows = await this.sql<{ id: RunId }>(
      `select id from runs where workspace_id = $1 and pipeline = $2 and status = 'active' and ($3::uuid is null or id > $3::uuid) order by id limit $4`,
      [workspace, pipeline, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  async saveSchedule(schedule: StoredSchedule, next: { readonly cursor: RunId } | { readonly cursor: null; readonly due: Instant | null }): Promise<boolean> {
    const key = [schedule.workspace, schedule.pipeline, schedule.rule, schedule.epoch];
    const mine = `workspace_id = $1 and pipeline = $2 and rule = $3 and epoch = $4 and lease_until is not null`;
    const rows =
      next.cursor !== null
        ? await this.sql(`update schedules set cursor = $5 where ${mine} returning 1`, [...key, next.cursor])
        : next.due !== null
          ? await this.sql(`update schedules set cursor = null, lease_until = null, due = $5 where ${mine} returning 1`, [...key, next.due])
          : await this.sql(`delete from schedules where ${mine} returning 1`, key);
    return rows.length > 0;
  }
}
