import { Migration } from '@mikro-orm/migrations';

/** Segment sets with their versions, and who is in which segment of which version. */
export const segments: readonly string[] = [
  `create table segment_sets (
    workspace_id uuid not null references workspaces (id),
    key text not null,
    object text not null,
    title text not null,
    definition jsonb not null,
    version int not null,
    updated_at timestamptz(3) not null,
    origin text,
    primary key (workspace_id, key)
  )`,
  `create table segment_versions (
    workspace_id uuid not null,
    set_key text not null,
    version int not null,
    result jsonb not null,
    model jsonb not null,
    trained_at timestamptz(3) not null,
    primary key (workspace_id, set_key, version)
  )`,
  `create table segment_members (
    workspace_id uuid not null,
    set_key text not null,
    version int not null,
    record_id uuid not null,
    segment int not null,
    primary key (workspace_id, set_key, version, record_id)
  )`,
  `create index segment_members_of_record on segment_members (workspace_id, record_id)`,
];

export class Migration0006Segments extends Migration {
  override up(): void {
    for (const sql of segments) this.addSql(sql);
  }
}
