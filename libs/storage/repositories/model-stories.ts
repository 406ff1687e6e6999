import { epochMs, type Instant, isJsonObject, type Json, type JsonObject, type RecordId, type WorkspaceId } from '#kernel';
import type { Story, StoryEvent, StoryPage } from '#models';
import type { Sql } from '../open-storage.js';

interface RecordDbRow {
  readonly record: RecordId;
  readonly made: Instant;
  readonly fields: JsonObject;
}
interface RunDbRow extends RecordDbRow {
  readonly run: string;
  readonly started: Instant;
  readonly ended: Instant | null;
  readonly outcome: string | null;
  /** Of an ended run: what its last event changed, as it was before. */
  readonly before: JsonObject | null;
}
interface EntryDbRow {
  readonly record: RecordId;
  readonly run: string;
  readonly at: Instant;
  readonly event: JsonObject;
  readonly to: readonly string[];
  readonly inputs: readonly Json[] | null;
  readonly personal: readonly Json[];
}
interface EditDbRow {
  readonly record: RecordId;
  readonly at: Instant;
  readonly names: readonly string[];
}

const RUN = `r.id as run, r.record_id as record, r.started_at as started, r.ended_at as ended, r.outcome, r.before->'fields' as before, c.created_at as made, c.fields
  from runs r join records c on c.workspace_id = r.workspace_id and c.id = r.record_id and c.deleted_at is null`;

/** Records with what their journal tells, for features as of a moment. */
export class ModelStories {
  constructor(private readonly sql: Sql) {}

  /** By id, newest first: one pass over the runs by their key. */
  async ofRuns(workspace: WorkspaceId, pipeline: string, status: 'done' | 'active', after: string | null, limit: number): Promise<StoryPage> {
    const rows = await this.sql<RunDbRow>(
      `select ${RUN} where r.workspace_id = $1::uuid and r.pipeline = $2 and r.status = $3 and ($4::uuid is null or r.id < $4::uuid) order by r.id desc limit $5::int`,
      [workspace, pipeline, status, after, limit],
    );
    return { stories: await this.told(workspace, rows), next: rows.length < limit ? null : (rows.at(-1)?.run ?? null) };
  }

  async ofRecords(workspace: WorkspaceId, object: string, after: string | null, limit: number): Promise<StoryPage> {
    const [madeBefore, id] = after?.split(' ') ?? [null, null];
    const rows = await this.sql<RecordDbRow>(
      `select c.id as record, c.created_at as made, c.fields from records c where c.workspace_id = $1::uuid and c.object = $2 and c.deleted_at is null
         and ($3::timestamptz is null or (c.created_at, c.id) < ($3::timestamptz, $4::uuid)) order by c.created_at desc, c.id desc limit $5::int`,
      [workspace, object, madeBefore, id, limit],
    );
    const last = rows.at(-1);
    return { stories: await this.told(workspace, rows), next: rows.length < limit || !last ? null : `${last.made} ${last.record}` };
  }

  /** With the newest run of the pipeline, open ones first; null when the record is not there. */
  async ofRecord(workspace: WorkspaceId, object: string, record: RecordId, pipeline: string | null): Promise<Story | null> {
    const [row] = await this.sql<RecordDbRow & Partial<RunDbRow>>(
      `select c.id as record, c.created_at as made, c.fields, r.id as run, r.started_at as started, r.ended_at as ended, r.outcome, r.before->'fields' as before from records c
         left join lateral (select * from runs x where x.workspace_id = c.workspace_id and x.record_id = c.id and x.pipeline = $4
           order by x.status, x.started_at desc, x.id desc limit 1) r on true
         where c.workspace_id = $1::uuid and c.object = $2 and c.id = $3::uuid and c.deleted_at is null`,
      [workspace, object, record, pipeline],
    );
    return row ? ((await this.told(workspace, [row]))[0] ?? null) : null;
  }

  private async told(workspace: WorkspaceId, rows: readonly (RecordDbRow & Partial<RunDbRow>)[]): Promise<readonly Story[]> {
    const ids = rows.map(({ record }) => record);
    const [entries, edits] = await Promise.all([this.sql<EntryDbRow>(ENTRIES, [workspace, ids]), this.sql<EditDbRow>(EDITS, [workspace, ids])]);
    const events = new Map<string, StoryEvent[]>(ids.map((id) => [id, []]));
    for (const entry of entries) events.get(entry.record)?.push(eventOf(entry));
    for (const { record, at, names } of edits) events.get(record)?.push({ kind: 'edit', atMs: epochMs(at), run: null, names });
    if (edits.length > 0) for (const list of events.values()) list.sort((a, b) => a.atMs - b.atMs);
    return rows.map((row) => storyOf(row, events.get(row.record) ?? []));
  }
}

const ENTRIES = `select j.record_id as record, j.run_id as run, j.occurred_at as at, j.entry->'event' as event, j.entry->'to' as "to", j.personal,
    (select jsonb_agg(a->'input') from jsonb_array_elements(j.entry->'actions') a where a->>'do' = 'record.set') as inputs
  from journal j where j.workspace_id = $1::uuid and j.record_id = any($2::uuid[]) order by j.record_id, j.occurred_at, j.position`;

const EDITS = `select e.record_id as record, e.at, array(select jsonb_object_keys(e.changes)) as names
  from record_edits e where e.workspace_id = $1::uuid and e.record_id = any($2::uuid[]) and e.what = 'changed'`;

function storyOf({ record, made, fields, run, started, ended, outcome, before }: RecordDbRow & Partial<RunDbRow>, events: readonly StoryEvent[]): Story {
  const own = run && started ? { id: run, startedMs: epochMs(started), endedMs: ended ? epochMs(ended) : null, outcome: outcome ?? null } : null;
  return { recordId: record, run: own, createdMs: epochMs(made), fields, beforeEnd: ended ? (before ?? null) : null, events };
}

function eventOf({ run, at, event, to, inputs, personal }: EntryDbRow): StoryEvent {
  const sent = isJsonObject(event['fields'] ?? null) ? (event['fields'] as JsonObject) : {};
  const set = (inputs ?? []).map((input) => joined(input, personal)).filter(isJsonObject);
  return { kind: 'entry', atMs: epochMs(at), run, what: String(event['kind']), to: to ?? [], fields: Object.assign({}, sent, ...set) as JsonObject };
}

/** An input whose values stand apart because one of them is personal; erased ones are null. */
function joined(input: Json, personal: readonly Json[]): Json {
  if (isJsonObject(input) && typeof input['$personal'] === 'number' && Object.keys(input).length === 1) return personal[input['$personal']] ?? null;
  return input;
}
