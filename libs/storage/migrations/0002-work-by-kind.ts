import { Migration } from '@mikro-orm/migrations';

/** Due work by kind: each kind of step has limits of its own, and a backlog of one must not stand before the others. */
export const workByKind: readonly string[] = [
  `create index effects_due on effects (workspace_id, (coalesce(effect->>'step', effect->>'kind')), ready_at) where ready_at is not null`,
  // An engine of the version before finds its work by the new index too, only slower.
  `drop index effects_ready`,
];

export class Migration0002WorkByKind extends Migration {
  override up(): void {
    for (const sql of workByKind) this.addSql(sql);
  }
}
