import { Migration } from '@mikro-orm/migrations';

/** Saved views: named filters with their order and columns, of one person or of everybody. */
export const views: readonly string[] = [
  `create table views (
    workspace_id uuid not null references workspaces (id),
    id uuid not null,
    object text not null,
    pipeline text,
    name text not null,
    filter text not null,
    q text not null,
    sort text not null,
    columns jsonb not null,
    shared boolean not null,
    owner_id text not null,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    primary key (workspace_id, id)
  )`,
  `create index views_of_owner on views (workspace_id, owner_id, object)`,
];

export class Migration0003Views extends Migration {
  override up(): void {
    for (const sql of views) this.addSql(sql);
  }
}
