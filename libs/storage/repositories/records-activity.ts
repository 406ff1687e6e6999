import type { Instant, JsonObject, RecordId, RunId, WorkspaceId } from '#kernel';
import type { Actor, Refusal } from '#pipeline';
import { type ActivityReads, CORE_OBJECTS, type NoteRow, type TaskQuery, type TaskRow, type TimelineItem } from '#crm';
import type { Sql } from '../open-storage.js';
import { instantText, SqlValues } from './sql.js';

interface TaskDbRow {
  readonly id: string;
  readonly record_id: RecordId;
  readonly run_id: RunId | null;
  readonly title: string;
  readonly due: Instant | null;
  readonly assignee: JsonObject | null;
  readonly approval: { readonly approve: string; readonly reject: string } | null;
  readonly status: 'open' | 'done';
  readonly answer: string | null;
  readonly created_at: Instant;
  readonly closed_at: Instant | null;
  readonly object: string | null;
  readonly fields: JsonObject | null;
}

interface NoteDbRow {
  readonly id: string;
  readonly record_id: RecordId;
  readonly run_id: RunId | null;
  readonly text: string;
  readonly actor: Actor;
  readonly at: Instant;
}

const TASKS = `select t.*, r.object, r.fields from tasks t left join records r on r.workspace_id = t.workspace_id and r.id = t.record_id`;

/** Tasks, notes, tags and timelines on PostgreSQL. */
export class PgActivityReads implements ActivityReads {
  constructor(private readonly sql: Sql) {}

  async tasks(workspace: WorkspaceId, query: TaskQuery): Promise<readonly TaskRow[]> {
    const values = new SqlValues();
    const where = [`t.workspace_id = ${values.add(workspace, 'uuid')}`, 'r.deleted_at is null', ...taskConditions(query, values)];
    const rows = await this.sql<TaskDbRow>(
      `${TASKS} where ${where.join(' and ')} order by t.due asc nulls last, t.id asc limit ${values.add(query.limit + 1, 'int')}`,
      values.all,
    );
    return rows.map(toTask);
  }

  async task(workspace: WorkspaceId, id: string): Promise<TaskRow | null> {
    const [row] = await this.sql<TaskDbRow>(`${TASKS} where t.workspace_id = $1::uuid and t.id = $2`, [workspace, id]);
    return row ? toTask(row) : null;
  }

  async notes(
    workspace: WorkspaceId,
    record: RecordId,
    before: { readonly at: Instant; readonly id: string } | null,
    limit: number,
  ): Promise<readonly NoteRow[]> {
    const rows = await this.sql<NoteDbRow>(
      `select id, record_id, run_id, text, actor, at from notes where workspace_id = $1::uuid and record_id = $2::uuid
         and ($3::timestamptz is null or (at, id) < ($3::timestamptz, $4::text)) order by at desc, id desc limit $5::int`,
      [workspace, record, before?.at ?? null, before?.id ?? null, limit + 1],
    );
    return rows.map(toNote);
  }

  async timeline(
    workspace: WorkspaceId,
    record: RecordId,
    before: { readonly at: Instant; readonly id: string } | null,
    limit: number,
  ): Promise<readonly TimelineItem[]> {
    const rows = await this.sql<{ id: string; at: Instant; kind: string; item: JsonObject }>(TIMELINE, [
      workspace,
      record,
      before?.at ?? null,
      before?.id ?? null,
      limit + 1,
    ]);
    return rows.map(toTimelineItem);
  }

  async tags(workspace: WorkspaceId, object: string, limit: number): Promise<readonly { readonly tag: string; readonly count: number }[]> {
    return this.sql(
      `select tag, count(*)::int as count from records, unnest(tags) as tag where workspace_id = $1::uuid and object = $2 and deleted_at is null
         group by tag order by 2 desc, 1 limit $3::int`,
      [workspace, object, limit],
    );
  }
}

function taskConditions(query: TaskQuery, values: SqlValues): readonly string[] {
  const conditions: string[] = [];
  if (query.status !== 'all') conditions.push(`t.status = ${values.add(query.status, 'text')}`);
  if (query.recordId) conditions.push(`t.record_id = ${values.add(query.recordId, 'uuid')}`);
  if (query.approvals === 'only') conditions.push('t.approval is not null');
  if (query.approvals === 'without') conditions.push('t.approval is null');
  if (query.dueBefore) conditions.push(`t.due < ${values.add(query.dueBefore, 'timestamptz')}`);
  if (query.forPerson) {
    const person = values.add(query.forPerson.person, 'text');
    const roles = values.add(query.forPerson.roles, 'text[]');
    conditions.push(
      `(t.assignee->>'person' = ${person} or t.assignee->>'role' = any(${roles}) or (t.assignee->>'role' is not null and '*' = any(${roles})) or (t.assignee->>'owner' = 'true' and r.owner_id = ${person}))`,
    );
  }
  if (query.after) {
    const id = values.add(query.after.id, 'text');
    const due = query.after.due === null ? null : values.add(query.after.due, 'timestamptz');
    conditions.push(due === null ? `t.due is null and t.id > ${id}` : `(t.due > ${due} or t.due is null or (t.due = ${due} and t.id > ${id}))`);
  }
  return conditions;
}

function toTask(row: TaskDbRow): TaskRow {
  const object = row.object ?? '';
  const name = row.fields?.[CORE_OBJECTS.get(object)?.nameField ?? 'name'];
  return {
    id: row.id,
    recordId: row.record_id,
    runId: row.run_id,
    title: row.title,
    due: row.due,
    assignee: row.assignee,
    approval: row.approval && { approve: row.approval.approve, reject: row.approval.reject },
    status: row.status,
    answer: row.answer,
    createdAt: row.created_at,
    closedAt: row.closed_at,
    record: { object, name: typeof name === 'string' ? name : null },
  };
}

const toNote = (row: NoteDbRow): NoteRow => ({ id: row.id, recordId: row.record_id, runId: row.run_id, text: row.text, actor: row.actor, at: row.at });

// Each part is cut at the page before they are merged, so that a record with a long history costs no more than a page of each.
const part = (kind: string, table: string, id: string, at: string, item: string, more = ''): string =>
  `(select * from (select ${id} as id, ${at} as at, '${kind}' as kind, ${item} as item from ${table}
     where x.workspace_id = $1::uuid and x.record_id = $2::uuid ${more}) p
   where ($3::timestamptz is null or (p.at, p.id) < ($3::timestamptz, $4::text)) order by p.at desc, p.id desc limit $5::int)`;

const TIMELINE = `select id, at, kind, item from (${[
  part(
    'event',
    'journal x join runs u on u.workspace_id = x.workspace_id and u.id = x.run_id',
    `x.run_id::text || '.' || lpad(x.seq::text, 6, '0')`,
    'x.occurred_at',
    `jsonb_build_object('runId', x.run_id, 'pipeline', u.pipeline, 'seq', x.seq, 'entry', x.entry)`,
  ),
  part(
    'note',
    'notes x',
    `'note.' || x.id`,
    'x.at',
    `jsonb_build_object('id', x.id, 'recordId', x.record_id, 'runId', x.run_id, 'text', x.text, 'actor', x.actor)`,
  ),
  part(
    'edit',
    'record_edits x',
    // Sorts before what a run does in the same moment.
    `lpad(x.position::text, 15, '0')`,
    'x.at',
    `jsonb_build_object('what', x.what, 'actor', x.actor, 'changes', x.changes)`,
    `and x.what <> 'noted'`,
  ),
  part('task-created', 'tasks x', `'task.' || x.id`, 'x.created_at', taskItem()),
  part('task-closed', 'tasks x', `'task.' || x.id || '.closed'`, 'x.closed_at', taskItem(), 'and x.closed_at is not null'),
  part(
    'refusal',
    'refusals x',
    `'refusal.' || x.id`,
    'x.at',
    `jsonb_build_object('runId', x.run_id, 'event', x.event, 'actor', x.actor, 'reasons', x.reasons)`,
  ),
].join(' union all ')}) merged order by at desc, id desc limit $5::int`;

function taskItem(): string {
  return `jsonb_build_object('id', x.id, 'title', x.title, 'due', ${instantText('x.due')}, 'assignee', x.assignee, 'approval', x.approval, 'status', x.status, 'answer', x.answer)`;
}

function toTimelineItem(row: { readonly id: string; readonly at: Instant; readonly kind: string; readonly item: JsonObject }): TimelineItem {
  const base = { id: row.id, at: row.at };
  const item = row.item;
  switch (row.kind) {
    case 'event':
      return {
        ...base,
        kind: 'event',
        runId: item['runId'] as RunId,
        pipeline: item['pipeline'] as string,
        seq: item['seq'] as number,
        entry: item['entry'] as JsonObject,
      };
    case 'note':
      return { ...base, kind: 'note', note: { ...(item as unknown as Omit<NoteRow, 'at'>), at: base.at } };
    case 'edit':
      return { ...base, kind: 'edit', ...(item as unknown as Pick<Extract<TimelineItem, { kind: 'edit' }>, 'what' | 'actor' | 'changes'>) };
    case 'refusal':
      return {
        ...base,
        kind: 'refusal',
        runId: item['runId'] as RunId,
        event: item['event'] as string,
        actor: item['actor'] as unknown as Actor,
        reasons: item['reasons'] as unknown as readonly Refusal[],
      };
    default:
      return { ...base, kind: row.kind === 'task-closed' ? 'task-closed' : 'task-created', task: item };
  }
}
