import { CORE_OBJECTS } from '#crm/objects';
import type { NotificationReader, NotificationRow, NotificationStore } from '#crm';
import type { Instant, JsonObject, RecordId } from '#kernel';
import type { Sql } from '../open-storage.js';

interface Row {
  readonly id: string;
  readonly text: string;
  readonly at: Instant;
  readonly record_id: RecordId;
  readonly object: string;
  readonly fields: JsonObject;
  readonly is_read: boolean;
}

/** Notifications on PostgreSQL, and who has read which. */
export class PgNotificationStore implements NotificationStore {
  constructor(private readonly sql: Sql) {}

  async newest({ workspace, id, roles }: NotificationReader, limit: number): Promise<readonly NotificationRow[]> {
    const rows = await this.sql<Row>(NEWEST, [workspace, id, roles, limit]);
    return rows.map(toRow);
  }

  async markRead({ workspace, id, roles }: NotificationReader, ids: readonly string[]): Promise<void> {
    await this.sql(
      `insert into notification_reads (workspace_id, reader_id, notification_id, read_at)
         select n.workspace_id, $2, n.id, now() from notifications n join records r on r.workspace_id = n.workspace_id and r.id = n.record_id
         where n.workspace_id = $1::uuid and n.id = any($4::text[])
           and (n.recipient->>'person' = $2 or n.recipient->>'role' = any($3::text[]) or (n.recipient ? 'role' and '*' = any($3::text[]))
             or (n.recipient->>'person' is null and n.recipient->>'owner' = 'true' and r.owner_id = $2))
       on conflict do nothing`,
      [workspace, id, roles, ids],
    );
  }
}

/**
 * $1 workspace, $2 reader, $3 roles, $4 limit. Each way to be meant has its index and is cut before they are merged. A message to an
 * owner names the person since it was written; one to a record that nobody owned waits for its owner.
 */
const NEWEST = `
with meant as (
  (select id, record_id, text, at from notifications where workspace_id = $1::uuid and recipient->>'person' = $2 order by at desc limit $4::int)
  union all
  (select id, record_id, text, at from notifications where workspace_id = $1::uuid and recipient ? 'role'
     and (recipient->>'role' = any($3::text[]) or '*' = any($3::text[])) order by at desc limit $4::int)
  union all
  (select n.id, n.record_id, n.text, n.at from notifications n join records r on r.workspace_id = n.workspace_id and r.id = n.record_id
     where n.workspace_id = $1::uuid and n.recipient->>'person' is null and n.recipient->>'owner' = 'true' and r.owner_id = $2
     order by n.at desc limit $4::int)
)
select m.id, m.record_id, m.text, m.at, r.object, r.fields, d.reader_id is not null as is_read
from meant m
join records r on r.workspace_id = $1::uuid and r.id = m.record_id and r.deleted_at is null
left join notification_reads d on d.workspace_id = $1::uuid and d.reader_id = $2 and d.notification_id = m.id
order by m.at desc, m.id desc limit $4::int`;

function toRow({ id, text, at, record_id, object, fields, is_read }: Row): NotificationRow {
  const name = fields[CORE_OBJECTS.get(object)?.nameField ?? 'name'];
  return { id, text, at, record: { id: record_id, object, name: typeof name === 'string' ? name : null }, isRead: is_read };
}
