import { CORE_OBJECTS, type FieldRegistry } from '#crm';
import { type Instant, type Json, type JsonObject, UserError, type WorkspaceId } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import {
  type ActivityCount,
  type ActivityQuery,
  JourneyBuilder,
  type JourneyQuery,
  type JourneyRow,
  type ObjectShape,
  type ReportReads,
  type ReportRecord,
} from '#reports';
import type { Sql, Storage } from '../open-storage.js';
import { storeTime } from '../statements/store-time.js';
import { ofOneMoment } from './cursor.js';
import type { Statement } from './records-list.js';
import { namesOf } from './records-beside.js';
import { activityRecordsStatement, activityStatement } from './reports-activity.js';
import { journeyStatement, movesStatement, transitionRecordsStatement, transitionStatement } from './reports-journeys.js';
import { fieldSql } from './records-columns.js';

/** Rows of one report; about 100 bytes each are kept while it is computed. */
const MOST_ROWS = 1_000_000;
const MOST_VERSIONS = 20;

interface JourneyDbRow extends Record<`e${number}`, number | null> {
  readonly record_id: string;
  readonly started: number;
  readonly ended: number | null;
  readonly outcome: string | null;
  readonly amount: number | null;
  readonly currency: string;
  readonly grouped: string | null;
}

/** Reads for reports on PostgreSQL. */
export class PgReportReads implements ReportReads {
  private readonly sql: Sql;

  constructor(
    private readonly storage: Storage,
    private readonly registry: FieldRegistry,
  ) {
    this.sql = storage.sql;
  }

  async now(): Promise<Instant> {
    const [row] = await this.sql<{ now: Instant }>(storeTime.text);
    return (row as { now: Instant }).now;
  }

  async workspace(workspace: WorkspaceId): ReturnType<ReportReads['workspace']> {
    const [row] = await this.sql<{ zone: string; currency: string }>(`select time_zone as zone, currency from workspaces where id = $1::uuid`, [workspace]);
    return row ?? { zone: 'UTC', currency: 'USD' };
  }

  async shape(workspace: WorkspaceId, object: string): Promise<ObjectShape | null> {
    const core = CORE_OBJECTS.get(object);
    const known = (await this.registry.of(workspace)).known(object);
    if (!core || !known) return null;
    return { nameField: core.nameField, fields: new Map([...known].map(([name, { definition }]) => [name, definition])) };
  }

  async versions(workspace: WorkspaceId, pipeline: string): Promise<readonly PipelineDocument[]> {
    const rows = await this.sql<{ document: PipelineDocument }>(
      `select document from pipeline_versions where workspace_id = $1::uuid and pipeline = $2 order by version desc limit ${MOST_VERSIONS}`,
      [workspace, pipeline],
    );
    return rows.map(({ document }) => document);
  }

  async journeys(workspace: WorkspaceId, query: JourneyQuery): ReturnType<ReportReads['journeys']> {
    const fields = await this.registry.of(workspace);
    const builder = new JourneyBuilder(query.extra.length);
    await ofOneMoment(this.storage, async (read) => {
      const rows = journeyStatement(workspace, query, fields);
      await read<JourneyDbRow>(rows.text, rows.values, (row) => {
        builder.add(toJourney(row, query.extra.length));
        if (builder.rows > MOST_ROWS) throw tooMany();
      });
      if (!query.hasMoves) return;
      const moves = movesStatement(workspace, query, fields);
      await read<{ readonly moves: string }>(moves.text, moves.values, ({ moves }) => addMoves(builder, moves));
    });
    return { journeys: builder.build(), ids: builder.ids };
  }

  async transitions(workspace: WorkspaceId, query: JourneyQuery): ReturnType<ReportReads['transitions']> {
    const { text, values } = transitionStatement(workspace, query, await this.registry.of(workspace));
    return (await this.sql<{ id: string; n: number }>(text, values)).map(({ id, n }) => ({ id, count: n }));
  }

  async transitionRecords(workspace: WorkspaceId, query: JourneyQuery, transition: string): Promise<readonly string[]> {
    const { text, values } = transitionRecordsStatement(workspace, query, transition, await this.registry.of(workspace));
    return (await this.sql<{ id: string }>(text, values)).map(({ id }) => id);
  }

  async activity(workspace: WorkspaceId, query: ActivityQuery): Promise<readonly ActivityCount[]> {
    return this.activitySql<ActivityCount>(query, activityStatement(workspace, query, await this.registry.of(workspace)));
  }

  async activityRecords(workspace: WorkspaceId, query: ActivityQuery, pick: Parameters<ReportReads['activityRecords']>[2]): Promise<readonly string[]> {
    return (await this.activitySql<{ id: string }>(query, activityRecordsStatement(workspace, query, pick, await this.registry.of(workspace)))).map(
      ({ id }) => id,
    );
  }

  /** Without a filter the journal is joined as a whole: a database that has not counted its rows yet would look through it once for each run. */
  private activitySql<Row>({ filter }: ActivityQuery, { text, values }: Statement): Promise<readonly Row[]> {
    if (filter !== '') return this.sql<Row>(text, values);
    return this.storage.transaction(async (sql) => {
      await sql('set local enable_nestloop = off');
      return sql<Row>(text, values);
    });
  }

  async records(
    workspace: WorkspaceId,
    ids: readonly string[],
    { pipeline, sum }: { readonly pipeline: string | null; readonly sum: string | null },
  ): Promise<readonly ReportRecord[]> {
    if (ids.length === 0) return [];
    const { currency } = await this.registry.of(workspace);
    const amount = sum === null ? 'null::float8' : `${fieldSql('r', sum, 'number')}::float8`;
    const rows = await this.sql<Omit<ReportRecord, 'name'> & { readonly fields: JsonObject; readonly externalKey: string | null }>(
      `select r.object, r.id, r.fields, r.external_key as "externalKey", run.stage, run.outcome, ${amount} as amount,
         coalesce(nullif(r.fields->>'currency', ''), $4) as currency, r.owner_id as "ownerId", run.started_at as "startedAt", run.ended_at as "endedAt"
       from unnest($2::uuid[]) with ordinality as asked(id, n) join records r on r.workspace_id = $1::uuid and r.id = asked.id
       left join lateral (select stage, outcome, started_at, ended_at from runs x where x.workspace_id = r.workspace_id and x.record_id = r.id
         and x.pipeline = $3 order by x.started_at desc, x.id desc limit 1) run on true order by asked.n`,
      [workspace, ids, pipeline, currency],
    );
    return rows.map(({ fields, externalKey, ...row }) => ({
      ...row,
      name: nameIn(fields[CORE_OBJECTS.get(row.object)?.nameField ?? 'name']) ?? externalKey,
      currency: row.amount === null ? null : row.currency,
    }));
  }

  rows(workspace: WorkspaceId, object: string): ReturnType<ReportReads['rows']> {
    return this.sql(
      `select id, fields from records where workspace_id = $1::uuid and object = $2 and deleted_at is null order by fields->>'name', id limit 1000`,
      [workspace, object],
    );
  }

  names(workspace: WorkspaceId, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return namesOf(this.sql, workspace, ids);
  }

  async calendar(workspace: WorkspaceId, key: string): Promise<Json | null> {
    const [row] = await this.sql<{ document: Json }>(`select document from calendars where workspace_id = $1::uuid and key = $2`, [workspace, key]);
    return row?.document ?? null;
  }
}

function toJourney(row: JourneyDbRow, extras: number): JourneyRow {
  return {
    record: row.record_id,
    startedMs: row.started,
    endedMs: row.ended,
    outcome: row.outcome,
    amount: row.amount,
    currency: row.currency,
    group: row.grouped,
    extra: Array.from({ length: extras }, (_, i) => row[`e${i}`] ?? null),
    moves: [],
  };
}

/** Lines of `12 3 1767225600000 ["engaging"]`: row, order, moment, place. */
function addMoves(builder: JourneyBuilder, lines: string): void {
  for (const line of lines.split('\n')) {
    const order = line.indexOf(' ');
    const moment = line.indexOf(' ', order + 1);
    const place = line.indexOf(' ', moment + 1);
    builder.addMove(Number(line.slice(0, order)), Number(line.slice(order, moment)), { atMs: Number(line.slice(moment, place)), place: line.slice(place + 1) });
  }
}

const nameIn = (value: Json | undefined): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

const tooMany = (): UserError =>
  new UserError('too-large', {
    code: 'insight.too-many',
    at: '/query',
    text: { en: 'More than 1,000,000 records: narrow the time or the filter.', 'zh-CN': '超过 1,000,000 条记录：请缩小时间范围或筛选条件。' },
  });
