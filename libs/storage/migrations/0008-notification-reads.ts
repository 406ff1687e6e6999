import { Migration } from '@mikro-orm/migrations';

/** Who has read which notification, and the ways to find those that are meant for somebody. */
export const notificationReads: readonly string[] = [
  `create table notification_reads (
    workspace_id uuid not null references workspaces (id),
    reader_id text not null,
    notification_id text not null,
    read_at timestamptz(3) not null,
    primary key (workspace_id, reader_id, notification_id)
  )`,
  `update notifications n set recipient = n.recipient || jsonb_build_object('person', r.owner_id)
     from records r where r.workspace_id = n.workspace_id and r.id = n.record_id and r.owner_id is not null and n.recipient->>'owner' = 'true'`,
  `create index notifications_to_person on notifications (workspace_id, (recipient->>'person'), at desc) where recipient->>'person' is not null`,
  `create index notifications_to_roles on notifications (workspace_id, at desc) where recipient ? 'role'`,
  `create index notifications_to_nobody on notifications (workspace_id, at desc) where recipient->>'person' is null and recipient->>'owner' = 'true'`,
];

export class Migration0008NotificationReads extends Migration {
  override up(): void {
    for (const sql of notificationReads) this.addSql(sql);
  }
}
