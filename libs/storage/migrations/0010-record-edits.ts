import { Migration } from '@mikro-orm/migrations';

/** What was done to records outside of any run. Its positions are those of the journal, so that one feed tells of both in order. */
export const recordEdits: readonly string[] = [
  `create table record_edits (
    workspace_id uuid not null,
    position bigint not null default nextval('journal_position'),
    record_id uuid not null,
    what text not null check (what in ('created', 'changed', 'tagged', 'noted', 'deleted', 'restored')),
    changes jsonb not null,
    actor jsonb not null,
    at timestamptz(3) not null,
    recorded_at timestamptz(3) not null default clock_timestamp(),
    origin text,
    primary key (workspace_id, position)
  )`,
  `create index record_edits_of_record on record_edits (workspace_id, record_id, at desc)`,
  // Values may be erased when a person asks for it; what was done, by whom and when stays.
  `create trigger record_edits_immutable before delete or update of workspace_id, position, record_id, what, actor, at, recorded_at on record_edits
   for each row execute function refuse_change()`,
];

export class Migration0010RecordEdits extends Migration {
  override up(): void {
    for (const sql of recordEdits) this.addSql(sql);
  }
}
