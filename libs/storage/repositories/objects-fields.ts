import { createHash } from 'node:crypto';
import { type JsonObject, TransientError, UserError, type WorkspaceId } from '#kernel';
import type { FieldDefinition } from '#pipeline';
import { type AddedField, CORE_OBJECTS, type FieldStore } from '#crm';
import { fieldKindSql } from './records-columns.js';
import type { Sql } from '../open-storage.js';
import { literal } from './sql.js';

/** Fields of a workspace, and the indexes behind marked ones. `sql` must run outside transactions: indexes are built concurrently. */
export class PgFieldStore implements FieldStore {
  constructor(private readonly sql: Sql) {}

  async load(workspace: WorkspaceId): ReturnType<FieldStore['load']> {
    const [row] = await this.sql<{
      currency: string | null;
      added: AddedField[] | null;
      pipelines: { pipeline: string; object: string; fields: JsonObject }[] | null;
    }>(LOAD, [workspace]);
    return { currency: row?.currency ?? 'USD', added: row?.added ?? [], ofPipelines: row?.pipelines ?? [] };
  }

  async save(workspace: WorkspaceId, field: AddedField): Promise<void> {
    await this.sql(
      `insert into fields (workspace_id, object, key, definition, created_at, updated_at) values ($1::uuid, $2, $3, $4::jsonb, now(), now())
         on conflict (workspace_id, object, key) do update set definition = excluded.definition, updated_at = now(), removed_at = null`,
      [workspace, field.object, field.name, JSON.stringify(field.definition)],
    );
  }

  async remove(workspace: WorkspaceId, object: string, name: string): Promise<void> {
    await this.sql(`update fields set removed_at = now() where workspace_id = $1::uuid and object = $2 and key = $3`, [workspace, object, name]);
    await this.drop(workspace, object, name, [true, false]);
  }

  async syncIndex(workspace: WorkspaceId, object: string, name: string, definition: FieldDefinition): Promise<void> {
    const unique = definition.unique === true;
    const wanted = unique || definition.indexed === true;
    await this.drop(workspace, object, name, wanted ? [!unique] : [true, false]);
    if (!wanted) return;
    try {
      await this.build(indexName(workspace, object, name, unique), object, name, definition, `workspace_id = ${literal(workspace)} and `);
    } catch (error) {
      await this.drop(workspace, object, name, [unique]);
      if (!unique || !isDuplicate(error)) throw error;
      throw new UserError('conflict', {
        code: 'field.duplicates',
        at: '/unique',
        text: { en: 'Some records already have the same value in this field.', 'zh-CN': '已有记录在此字段中的值相同。' },
      });
    }
  }

  /** Indexes of the core fields that are marked `indexed`, for all workspaces together. Idempotent; run at start. */
  async ensureCoreIndexes(): Promise<void> {
    for (const object of CORE_OBJECTS.values()) {
      for (const [name, definition] of Object.entries(object.fields)) {
        if (definition.indexed) await this.build(indexName('core', object.key, name, false), object.key, name, definition, '');
      }
    }
  }

  private async build(index: string, object: string, name: string, definition: FieldDefinition, of: string): Promise<void> {
    await this.dropInvalid(index);
    const expression = fieldKindSql('records', name, definition.type).replaceAll('records.fields', 'fields');
    const columns = definition.unique ? `(workspace_id, (${expression}))` : `(workspace_id, (${expression}), id)`;
    await this.sql(
      `create ${definition.unique ? 'unique ' : ''}index concurrently if not exists ${index} on records ${columns}
         where ${of}object = ${literal(object)} and deleted_at is null`,
    );
  }

  private async drop(workspace: WorkspaceId, object: string, name: string, kinds: readonly boolean[]): Promise<void> {
    for (const unique of kinds) await this.sql(`drop index concurrently if exists ${indexName(workspace, object, name, unique)}`);
  }

  // A concurrent build that was cut off leaves an invalid index behind, which would never be used or finished.
  private async dropInvalid(index: string): Promise<void> {
    const rows = await this.sql(`select 1 from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname = $1 and not i.indisvalid`, [index]);
    if (rows.length > 0) await this.sql(`drop index concurrently if exists ${index}`);
  }
}

const isDuplicate = (error: unknown): boolean => error instanceof TransientError && (error.cause as { code?: unknown } | undefined)?.code === '23505';

/** Unique indexes of fields begin with `field_unique_`, so that a violation can be told from others. */
function indexName(workspace: string, object: string, name: string, unique: boolean): string {
  const digest = createHash('sha256').update(`${workspace}\n${object}\n${name}`).digest('hex').slice(0, 24);
  return `field_${unique ? 'unique' : 'value'}_${digest}`;
}

const LOAD = `select
  (select currency from workspaces where id = $1::uuid) as currency,
  (select jsonb_agg(jsonb_build_object('object', f.object, 'name', f.key, 'definition', f.definition) order by f.position, f.created_at, f.key)
     from fields f where f.workspace_id = $1::uuid and f.removed_at is null and not f.system) as added,
  (select jsonb_agg(jsonb_build_object('pipeline', p.key, 'object', p.object, 'fields', (v.document->'fields')::jsonb) order by p.key)
     from pipelines p join pipeline_versions v on v.workspace_id = p.workspace_id and v.pipeline = p.key and v.version = p.latest_version
     where p.workspace_id = $1::uuid and json_typeof(v.document->'fields') = 'object') as pipelines`;
