import { Migration } from '@mikro-orm/migrations';

/** Saved reports with their schedules, and what people are to sell. */
export const reports: readonly string[] = [
  `create table reports (
    workspace_id uuid not null references workspaces (id),
    id uuid not null,
    name text not null,
    definition jsonb not null,
    shared boolean not null,
    owner_id text not null,
    schedule jsonb,
    next_at timestamptz(3),
    last_sent_at timestamptz(3),
    lease_until timestamptz(3),
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    origin text,
    primary key (workspace_id, id)
  )`,
  `create index reports_due on reports (workspace_id, next_at) where next_at is not null`,
  `create table sales_targets (
    workspace_id uuid not null references workspaces (id),
    field text not null,
    who text not null,
    month text not null,
    amount double precision not null,
    currency text not null,
    updated_at timestamptz(3) not null,
    origin text,
    primary key (workspace_id, field, who, month)
  )`,
];

export class Migration0007Reports extends Migration {
  override up(): void {
    for (const sql of reports) this.addSql(sql);
  }
}
