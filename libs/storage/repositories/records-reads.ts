import { epochMs, type Instant, type Json, type RecordId, type WorkspaceId } from '#kernel';
import type { ListQuery, PlannedWork, RecordReads, RecordRow, RunOfRecord, SummaryQuery, SummaryRow, WriteChecks } from '#crm';
import { fieldKindSql } from './records-columns.js';
import { listStatements } from './records-list.js';
import { namesOf, workOf } from './records-beside.js';
import { isOverMoney, summaryStatement } from './records-summary.js';
import type { Sql } from '../open-storage.js';
import type { RecordRow as RecordDbRow } from '../run-store/rows.js';
import { literal } from './sql.js';

interface RunDbRow {
  readonly record_id: RecordId;
  readonly id: string;
  readonly pipeline: string;
  readonly version: number;
  readonly stage: string | null;
  readonly configuration: readonly string[];
  readonly outcome: string | null;
  readonly started_at: Instant;
  readonly ended_at: Instant | null;
  readonly updated_at: Instant;
}

type Cell = string | number | boolean | null;

const NEWEST_RUNS = `select distinct on (record_id, pipeline) record_id, id, pipeline, version, stage, configuration, outcome, started_at, ended_at, updated_at
  from runs where workspace_id = $1::uuid and record_id = any($2::uuid[]) order by record_id, pipeline, started_at desc, id desc`;

/** Reads of records on PostgreSQL. */
export class PgRecordReads implements RecordReads {
  constructor(private readonly sql: Sql) {}

  async get(workspace: WorkspaceId, object: string, id: RecordId): Promise<RecordRow | null> {
    const [row] = await this.sql<RecordDbRow>(`select * from records where workspace_id = $1::uuid and id = $2::uuid and object = $3`, [workspace, id, object]);
    if (!row) return null;
    const runs = await this.runsOf(workspace, [row.id]);
    return toRecord(row, runs.get(row.id) ?? []);
  }

  async list(workspace: WorkspaceId, query: ListQuery): ReturnType<RecordReads['list']> {
    const rows: (RecordDbRow & Record<string, Cell>)[] = [];
    for (const { text, values } of listStatements(workspace, query)) {
      rows.push(...(await this.sql<RecordDbRow & Record<string, Cell>>(text, values)));
      if (rows.length > query.limit) break;
    }
    const page = rows.slice(0, query.limit + 1);
    const runs = await this.runsOf(
      workspace,
      page.map((row) => row.id),
    );
    return page.map((row) => ({
      row: toRecord(row, runs.get(row.id) ?? []),
      sortValues: query.sort.map((key, i) => (key.column.type === 'number' ? toNumber(row[`s${i}`] ?? null) : (row[`s${i}`] ?? null))),
    }));
  }

  names(workspace: WorkspaceId, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return namesOf(this.sql, workspace, ids);
  }

  work(workspace: WorkspaceId, records: readonly RecordId[]): Promise<ReadonlyMap<RecordId, PlannedWork>> {
    return workOf(this.sql, workspace, records);
  }

  async summary(workspace: WorkspaceId, query: SummaryQuery): Promise<readonly SummaryRow[]> {
    const { text, values } = summaryStatement(workspace, query);
    const rows = await this.sql<Record<string, Cell>>(text, values);
    const overMoney = isOverMoney(query);
    return rows.map((row) => ({
      group: Object.fromEntries(
        query.groups.map((group, i) => [group.label, group.column.type === 'number' ? toNumber(row[`g${i}`] ?? null) : (row[`g${i}`] ?? null)]),
      ),
      values: Object.fromEntries(query.measures.map((measure, i) => [measure.label, toNumber(row[`m${i}`] ?? null)])),
      ...(overMoney ? { currency: String(row['currency']) } : {}),
    }));
  }

  async pipelinesWithRuns(workspace: WorkspaceId, object: string): Promise<readonly string[]> {
    const rows = await this.sql<{ key: string }>(
      `select p.key from pipelines p where p.workspace_id = $1::uuid and p.object = $2
         and exists (select 1 from runs x where x.workspace_id = p.workspace_id and x.pipeline = p.key) order by p.key`,
      [workspace, object],
    );
    return rows.map((row) => row.key);
  }

  private async runsOf(workspace: WorkspaceId, records: readonly RecordId[]): Promise<ReadonlyMap<RecordId, readonly RunOfRecord[]>> {
    const byRecord = new Map<RecordId, RunOfRecord[]>();
    if (records.length === 0) return byRecord;
    for (const row of await this.sql<RunDbRow>(NEWEST_RUNS, [workspace, records])) {
      const runs = byRecord.get(row.record_id) ?? [];
      runs.push(toRun(row));
      byRecord.set(row.record_id, runs);
    }
    for (const runs of byRecord.values()) runs.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    return byRecord;
  }
}

const DAY_MS = 86_400_000;

function toRun(row: RunDbRow): RunOfRecord {
  return {
    id: row.id,
    pipeline: row.pipeline,
    version: row.version,
    stage: row.stage,
    configuration: row.configuration,
    outcome: row.outcome,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    cycleDays: row.ended_at === null ? null : (epochMs(row.ended_at) - epochMs(row.started_at)) / DAY_MS,
    updatedAt: row.updated_at,
  };
}

function toRecord(row: RecordDbRow, runs: readonly RunOfRecord[]): RecordRow {
  return {
    id: row.id,
    object: row.object,
    fields: row.fields,
    ownerId: row.owner_id,
    externalKey: row.external_key,
    tags: row.tags,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
    mergedInto: row.merged_into,
    origin: row.origin,
    runs,
  };
}

// `numeric` and `bigint` arrive as exact text; this is where they are rounded to a double, once.
const toNumber = (cell: Cell): number | null => (cell === null ? null : Number(cell));

/** Checks before a write, on PostgreSQL. */
export class PgWriteChecks implements WriteChecks {
  constructor(private readonly sql: Sql) {}

  async missing(workspace: WorkspaceId, references: readonly { readonly object: string; readonly id: string }[]): ReturnType<WriteChecks['missing']> {
    if (references.length === 0) return [];
    const found = await this.sql<{ id: string; object: string }>(
      `select id, object from records where workspace_id = $1::uuid and id = any($2::uuid[]) and deleted_at is null`,
      [workspace, references.map((reference) => reference.id)],
    );
    const present = new Set(found.map((row) => `${row.object}\n${row.id}`));
    return references.filter((reference) => !present.has(`${reference.object}\n${reference.id}`));
  }

  async strangers(workspace: WorkspaceId, people: readonly string[]): Promise<readonly string[]> {
    if (people.length === 0) return [];
    const rows = await this.sql<{ person_id: string }>(
      `select person_id from members where workspace_id = $1::uuid and person_id = any($2::uuid[]) and removed_at is null`,
      [workspace, people],
    );
    const members = new Set(rows.map((row) => row.person_id));
    return people.filter((person) => !members.has(person));
  }

  async taken(workspace: WorkspaceId, object: string, field: string, value: Json, except: RecordId | null): Promise<boolean> {
    const rows = await this.sql(
      `select 1 from records r where r.workspace_id = $1::uuid and r.object = ${literal(object)} and r.deleted_at is null
         and ${fieldKindSql('r', field, typeof value === 'number' ? 'number' : 'text')} = $2::${typeof value === 'number' ? 'numeric' : 'text'}
         and ($3::uuid is null or r.id <> $3::uuid) limit 1`,
      [workspace, value, except],
    );
    return rows.length > 0;
  }
}
