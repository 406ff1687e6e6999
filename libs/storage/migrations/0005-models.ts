import { Migration } from '@mikro-orm/migrations';

/** Models as people set them up, what was learned, and the trainings. */
export const models: readonly string[] = [
  `create table models (
    workspace_id uuid not null references workspaces (id),
    key text not null,
    object text not null,
    pipeline text,
    definition jsonb not null,
    active_version int,
    latest_version int not null default 0,
    next_training_at timestamptz(3),
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    primary key (workspace_id, key)
  )`,
  `create table model_versions (
    workspace_id uuid not null references workspaces (id),
    model text not null,
    version int not null,
    method text not null,
    report jsonb not null,
    fitted json not null,
    file bytea,
    trained_at timestamptz(3) not null,
    trained_by jsonb not null,
    primary key (workspace_id, model, version)
  )`,
  `create table model_jobs (
    workspace_id uuid not null references workspaces (id),
    id uuid not null,
    model text not null,
    status text not null,
    progress real not null,
    phase jsonb not null,
    rows int not null,
    version int,
    error jsonb,
    attempt int not null,
    lease_until timestamptz(3),
    started_by jsonb not null,
    created_at timestamptz(3) not null,
    ended_at timestamptz(3),
    primary key (workspace_id, id)
  )`,
  // One training of a model at a time.
  `create unique index model_jobs_open on model_jobs (workspace_id, model) where ended_at is null`,
  `create index model_jobs_of_model on model_jobs (workspace_id, model, created_at)`,
];

export class Migration0005Models extends Migration {
  override up(): void {
    for (const sql of models) this.addSql(sql);
  }
}
