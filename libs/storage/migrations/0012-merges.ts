import { Migration } from '@mikro-orm/migrations';

/** Where a merged record went, and which pairs people have looked at and found to be two. */
export const merges: readonly string[] = [
  `alter table records add column merged_into uuid`,
  `create index records_into on records (workspace_id, merged_into) where merged_into is not null`,
  `create table distinct_pairs (
    workspace_id uuid not null references workspaces (id),
    first_id uuid not null,
    second_id uuid not null,
    decided_by text not null,
    decided_at timestamptz(3) not null,
    primary key (workspace_id, first_id, second_id)
  )`,
];

export class Migration0012Merges extends Migration {
  override up(): void {
    for (const sql of merges) this.addSql(sql);
  }
}
