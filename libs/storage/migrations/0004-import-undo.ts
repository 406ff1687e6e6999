import { Migration } from '@mikro-orm/migrations';

/** What an import made and changed, so that it can be undone; and when a running one was last seen alive. */
export const importUndo: readonly string[] = [
  `alter table imports add column seen_at timestamptz(3)`,
  `create table import_changes (
    workspace_id uuid not null references workspaces (id),
    import_id uuid not null,
    record_id uuid not null,
    kind text not null,
    "before" jsonb not null,
    version int not null,
    primary key (workspace_id, import_id, record_id)
  )`,
  `create index import_changes_of_record on import_changes (workspace_id, record_id)`,
];

export class Migration0004ImportUndo extends Migration {
  override up(): void {
    for (const sql of importUndo) this.addSql(sql);
  }
}
