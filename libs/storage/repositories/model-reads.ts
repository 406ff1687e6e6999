import { epochMs, type JsonObject, parseInstant, type RecordId, type WorkspaceId } from '#kernel';
import { CORE_OBJECTS, WorkspaceFields } from '#crm';
import type { ModelReads, ObjectFields, Purchases, Story, StoryPage } from '#models';
import type { Sql } from '../open-storage.js';
import { accountPurchasesSql } from './customer-purchases.js';
import { ModelStories } from './model-stories.js';
import { PgFieldStore } from './objects-fields.js';
import { namesOf } from './records-beside.js';

interface PurchaseDbRow {
  readonly id: string;
  readonly customer: string;
  readonly at: string;
  readonly amount: number;
}

const SOURCES = { orders: 'orders', 'won deals': 'deals' } as const;

/** What models read, on PostgreSQL: by pages along keys, so that memory stays bounded. */
export class PgModelReads implements ModelReads {
  private readonly stories: ModelStories;
  private readonly fieldStore: PgFieldStore;
  constructor(private readonly sql: Sql) {
    this.stories = new ModelStories(sql);
    this.fieldStore = new PgFieldStore(sql);
  }

  async fields(workspace: WorkspaceId, object: string): Promise<ObjectFields | null> {
    const core = CORE_OBJECTS.get(object);
    if (!core) return null;
    const { currency, added, ofPipelines } = await this.fieldStore.load(workspace);
    const fields = new WorkspaceFields(currency, added, ofPipelines).fieldsOf(object) ?? {};
    return { fields, nameField: core.nameField, currency };
  }

  async document(workspace: WorkspaceId, pipeline: string): Promise<JsonObject | null> {
    const [row] = await this.sql<{ document: JsonObject }>(
      `select v.document from pipelines p join pipeline_versions v on v.workspace_id = p.workspace_id and v.pipeline = p.key and v.version = p.latest_version
         where p.workspace_id = $1::uuid and p.key = $2`,
      [workspace, pipeline],
    );
    return row?.document ?? null;
  }

  runStories(workspace: WorkspaceId, pipeline: string, status: 'done' | 'active', after: string | null, limit: number): Promise<StoryPage> {
    return this.stories.ofRuns(workspace, pipeline, status, after, limit);
  }
  recordStories(workspace: WorkspaceId, object: string, after: string | null, limit: number): Promise<StoryPage> {
    return this.stories.ofRecords(workspace, object, after, limit);
  }
  story(workspace: WorkspaceId, object: string, record: RecordId, pipeline: string | null): Promise<Story | null> {
    return this.stories.ofRecord(workspace, object, record, pipeline);
  }

  async openPipelines(workspace: WorkspaceId, record: RecordId): Promise<readonly string[]> {
    const rows = await this.sql<{ pipeline: string }>(
      `select pipeline from runs where workspace_id = $1::uuid and record_id = $2::uuid and status = 'active' order by pipeline`,
      [workspace, record],
    );
    return rows.map(({ pipeline }) => pipeline);
  }

  async objectOf(workspace: WorkspaceId, record: RecordId): Promise<string | null> {
    const [row] = await this.sql<{ object: string }>(`select object from records where workspace_id = $1::uuid and id = $2::uuid and deleted_at is null`, [
      workspace,
      record,
    ]);
    return row?.object ?? null;
  }

  async purchases(workspace: WorkspaceId, customer: RecordId, limit: number): Promise<Purchases> {
    const source = await this.source(workspace);
    const rows = await this.sql<PurchaseDbRow>(
      `select * from (${accountPurchasesSql(SOURCES[source])}) p where p.customer = $2 order by p.at desc, p.id desc limit $3::int`,
      [workspace, customer, limit],
    );
    return { source, transactions: transactionsOf(rows) };
  }

  async purchasePage(workspace: WorkspaceId, after: string | null, limit: number): Promise<Purchases & { readonly next: string | null }> {
    const source = await this.source(workspace);
    const rows = await this.sql<PurchaseDbRow>(
      `select * from (${accountPurchasesSql(SOURCES[source])}) p where $2::uuid is null or p.id < $2::uuid order by p.id desc limit $3::int`,
      [workspace, after, limit],
    );
    return { source, transactions: transactionsOf(rows), next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
  }

  names(workspace: WorkspaceId, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return namesOf(this.sql, workspace, ids);
  }

  private async source(workspace: WorkspaceId): Promise<Purchases['source']> {
    const [row] = await this.sql<{ any: boolean }>(
      `select exists (select 1 from records where workspace_id = $1::uuid and object = 'order' and deleted_at is null) as any`,
      [workspace],
    );
    return row?.any ? 'orders' : 'won deals';
  }
}

/** A text that is no day is no purchase. */
function transactionsOf(rows: readonly PurchaseDbRow[]): Purchases['transactions'] {
  return rows.flatMap(({ customer, at, amount }) => {
    const moment = parseInstant(at);
    return moment === null ? [] : [{ customer, atMs: epochMs(moment), amount }];
  });
}
