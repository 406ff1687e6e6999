import { Migration } from '@mikro-orm/migrations';

/** What the daily look at the drift of models found, and who was told of it. */
export const modelWatch: readonly string[] = [
  `alter table models add column drift jsonb, add column drift_due_at timestamptz(3), add column drift_noticed_at timestamptz(3)`,
  `create table model_notices (
    workspace_id uuid not null references workspaces (id),
    id text not null,
    person_id text not null,
    model text not null,
    words jsonb not null,
    at timestamptz(3) not null,
    primary key (workspace_id, id)
  )`,
  `create index model_notices_to_person on model_notices (workspace_id, person_id, at desc)`,
];

export class Migration0011ModelWatch extends Migration {
  override up(): void {
    for (const sql of modelWatch) this.addSql(sql);
  }
}
