import { Migration } from '@mikro-orm/migrations';

/** The newest deletion of an object, asked for by whoever keeps what was reckoned from its records. */
export const recordDeletions: readonly string[] = [
  `create index records_by_deletion on records (workspace_id, object, deleted_at desc) where deleted_at is not null`,
];

export class Migration0009RecordDeletions extends Migration {
  override up(): void {
    for (const sql of recordDeletions) this.addSql(sql);
  }
}
