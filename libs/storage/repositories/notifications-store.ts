import { CORE_OBJECTS } from '#crm/objects';
import type { NotificationReader, NotificationRow, NotificationStore } from '#crm';
import type { Instant, JsonObject, RecordId, Text } from '#kernel';
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
interface NoticeRow {
  readonly id: string;
  readonly words: Text;
  readonly at: Instant;
  readonly model: string;
  readonly title: Text;
  readonly is_read: boolean;
}

/** Notifications on PostgreSQL, and who has read which. */
export class PgNotificationStore implements NotificationStore {
  constructor(private readonly sql: Sql) {}

  async newest({ workspace, id, roles }: NotificationReader, limit: number): Promise<readonly NotificationRow[]> {
    const [rows, notices] = await Promise.all([this.sql<Row>(NEWEST, [workspace, id, roles, limit]), this.sql<NoticeRow>(NOTICES, [workspace, id, limit])]);
    if (notices.length === 0) return rows.map(toRow);
    return [...rows.map(toRow), ...notices.map(ofNotice)].sort(newestFirst).slice(0, limit);
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
    await this.sql(
      `insert into notification_reads (workspace_id, reader_id, notification_id, read_at)
         select workspace_id, person_id, id, now() from model_notices where workspace_id = $1::uuid and person_id = $2 and id = any($3::text[])
       on conflict do nothing`,
      [workspace, id, ids],
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

/** $1 workspace, $2 reader, $3 limit. What a person was told of models that are still there. */
const NOTICES = `
select n.id, n.words, n.at, n.model, m.definition->'title' as title, d.reader_id is not null as is_read
from model_notices n
join models m on m.workspace_id = n.workspace_id and m.key = n.model
left join notification_reads d on d.workspace_id = n.workspace_id and d.reader_id = n.person_id and d.notification_id = n.id
where n.workspace_id = $1::uuid and n.person_id = $2 order by n.at desc, n.id desc limit $3::int`;

const newestFirst = (a: NotificationRow, b: NotificationRow): number => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1);

const ofNotice = ({ id, words, at, model, title, is_read }: NoticeRow): NotificationRow => ({
  id,
  text: words.en,
  words,
  at,
  record: null,
  model: { key: model, title },
  isRead: is_read,
});

function toRow({ id, text, at, record_id, object, fields, is_read }: Row): NotificationRow {
  const name = fields[CORE_OBJECTS.get(object)?.nameField ?? 'name'];
  return { id, text, words: null, at, model: null, record: { id: record_id, object, name: typeof name === 'string' ? name : null }, isRead: is_read };
}
