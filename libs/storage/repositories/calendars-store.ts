import type { Instant, JsonObject, WorkspaceId } from '#kernel';
import type { CalendarRow, CalendarStore } from '#crm';
import type { Sql } from '../open-storage.js';

interface CalendarDbRow {
  readonly key: string;
  readonly title: JsonObject;
  readonly document: JsonObject;
  readonly revision: number;
  readonly updated_at: Instant;
}

const toCalendar = (row: CalendarDbRow): CalendarRow => ({
  key: row.key,
  title: row.title,
  document: row.document,
  revision: row.revision,
  updatedAt: row.updated_at,
});

/** Calendars on PostgreSQL. */
export class PgCalendarStore implements CalendarStore {
  constructor(private readonly sql: Sql) {}

  async all(workspace: WorkspaceId): Promise<readonly CalendarRow[]> {
    return (
      await this.sql<CalendarDbRow>(`select key, title, document, revision, updated_at from calendars where workspace_id = $1::uuid order by key`, [workspace])
    ).map(toCalendar);
  }

  async get(workspace: WorkspaceId, key: string): Promise<CalendarRow | null> {
    const [row] = await this.sql<CalendarDbRow>(`select key, title, document, revision, updated_at from calendars where workspace_id = $1::uuid and key = $2`, [
      workspace,
      key,
    ]);
    return row ? toCalendar(row) : null;
  }

  async save(
    workspace: WorkspaceId,
    calendar: { readonly key: string; readonly title: JsonObject; readonly document: JsonObject },
    expectedRevision: number | null,
  ): Promise<CalendarRow | null> {
    const [row] = await this.sql<CalendarDbRow>(
      `insert into calendars as c (workspace_id, key, title, document, revision, created_at, updated_at)
         select $1::uuid, $2, $3::jsonb, $4::jsonb, 1, now(), now()
           where $5::int is null or $5::int = 0 or exists (select 1 from calendars where workspace_id = $1::uuid and key = $2)
         on conflict (workspace_id, key) do update set title = excluded.title, document = excluded.document, revision = c.revision + 1, updated_at = now()
           where $5::int is null or c.revision = $5::int
         returning key, title, document, revision, updated_at`,
      [workspace, calendar.key, JSON.stringify(calendar.title), JSON.stringify(calendar.document), expectedRevision],
    );
    return row ? toCalendar(row) : null;
  }

  async remove(workspace: WorkspaceId, key: string): Promise<boolean> {
    return (await this.sql(`delete from calendars where workspace_id = $1::uuid and key = $2 returning key`, [workspace, key])).length > 0;
  }

  async usedBy(workspace: WorkspaceId, key: string): Promise<readonly string[]> {
    // Versions with open runs count as well as the newest one.
    const rows = await this.sql<{ pipeline: string }>(
      `select distinct v.pipeline from pipeline_versions v join pipelines p on p.workspace_id = v.workspace_id and p.key = v.pipeline
         where v.workspace_id = $1::uuid and jsonb_path_exists(v.document::jsonb, '$.**.calendar ? (@ == $key)', jsonb_build_object('key', $2::text))
           and (v.version = p.latest_version or exists (select 1 from runs x where x.workspace_id = v.workspace_id and x.pipeline = v.pipeline and x.version = v.version and x.status = 'active'))
         order by 1`,
      [workspace, key],
    );
    return rows.map((row) => row.pipeline);
  }
}
