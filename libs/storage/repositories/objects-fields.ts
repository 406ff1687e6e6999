import { createHash } from 'node:crypto';
import { type Instant, type JsonObject, TransientError, UserError, type WorkspaceId } from '#kernel';
import type { FieldDefinition } from '#pipeline';
import { type AddedField, CORE_OBJECTS, type FieldFigures, type FieldStore, UNIQUE_KINDS } from '#crm';
import { fieldKindSql } from './records-columns.js';
import type { Sql } from '../open-storage.js';
import { instantText, literal } from './sql.js';

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

  async make(workspace: WorkspaceId, field: Pick<AddedField, 'object' | 'name' | 'definition'>): Promise<boolean> {
    const made = await this.sql(
      `insert into fields (workspace_id, object, key, definition, created_at, updated_at) values ($1::uuid, $2, $3, $4::jsonb, now(), now())
         on conflict (workspace_id, object, key) do nothing returning 1`,
      [workspace, field.object, field.name, JSON.stringify(field.definition)],
    );
    return made.length > 0;
  }

  async save(workspace: WorkspaceId, field: Pick<AddedField, 'object' | 'name' | 'definition'>): Promise<void> {
    await this.sql(`update fields set definition = $4::jsonb, updated_at = now() where workspace_id = $1::uuid and object = $2 and key = $3 and not system`, [
      workspace,
      field.object,
      field.name,
      JSON.stringify(field.definition),
    ]);
  }

  /** The index stays: what is unique is still unique when the field comes back. */
  async setRetired(workspace: WorkspaceId, object: string, name: string, retired: boolean): Promise<Instant | null> {
    const [row] = await this.sql<{ at: Instant | null }>(
      `update fields set removed_at = case when $4::boolean then coalesce(removed_at, now()) end, updated_at = now()
         where workspace_id = $1::uuid and object = $2 and key = $3 and not system returning ${instantText('removed_at')} as at`,
      [workspace, object, name, retired],
    );
    return row?.at ?? null;
  }

  async figures(workspace: WorkspaceId, object: string, name: string, { type }: FieldDefinition): Promise<FieldFigures> {
    const [value, of] = [literal(name), `records where workspace_id = $1::uuid and object = $2`];
    const [row] = await this.sql<{ filled: number; all: number }>(
      `select count(*) filter (where fields->${value} is not null)::int as filled, count(*)::int as "all" from ${of}`,
      [workspace, object],
    );
    const repeated = UNIQUE_KINDS.includes(type) ? (await this.repeated(workspace, object, name, type)).records : null;
    const each =
      type === 'choices' ? `jsonb_array_elements_text(case jsonb_typeof(fields->${value}) when 'array' then fields->${value} end)` : `fields->>${value}`;
    const held =
      type === 'choice' || type === 'choices'
        ? await this.sql<{ value: string; n: number }>(
            `select value, count(*)::int as n from (select ${each} as value from ${of}) held where value is not null group by value limit 1000`,
            [workspace, object],
          )
        : [];
    const filled = row?.filled ?? 0;
    return { filled, unfilled: (row?.all ?? 0) - filled, repeated, held: new Map(held.map((one) => [one.value, one.n])) };
  }

  /** Records outside the bin that share their value, and how many values they share; as a unique index would see them. */
  private async repeated(workspace: WorkspaceId, object: string, name: string, type: FieldDefinition['type']): Promise<{ records: number; values: number }> {
    const value = fieldKindSql('records', name, type);
    const [row] = await this.sql<{ records: number; values: number }>(
      `select coalesce(sum(n), 0)::int as records, count(*)::int as "values" from (select count(*) as n from records
         where workspace_id = $1::uuid and object = $2 and deleted_at is null and ${value} is not null group by ${value} having count(*) > 1) shared`,
      [workspace, object],
    );
    return row ?? { records: 0, values: 0 };
  }

  async syncIndex(workspace: WorkspaceId, object: string, name: string, definition: FieldDefinition): Promise<void> {
    const unique = definition.unique === true;
    const wanted = unique || definition.indexed === true;
    if (!wanted) return this.drop(workspace, object, name, [true, false]);
    try {
      await this.build(indexName(workspace, object, name, unique), object, name, definition, `workspace_id = ${literal(workspace)} and `);
    } catch (error) {
      await this.drop(workspace, object, name, [unique]);
      if (!unique || !isDuplicate(error)) throw error;
      throw duplicates(await this.repeated(workspace, object, name, definition.type));
    }
    // Last: where the new one could not be built, the old one is still there.
    await this.drop(workspace, object, name, [!unique]);
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

const duplicates = ({ records, values }: { readonly records: number; readonly values: number }): UserError =>
  new UserError('conflict', {
    code: 'field.duplicates',
    at: '/unique',
    text: {
      en: `The field cannot be unique: ${records} records share ${values} values. Make them differ first.`,
      'zh-CN': `该字段无法设为唯一：${records} 条记录共用 ${values} 个值。请先使其各不相同。`,
    },
    got: records,
  });

const isDuplicate = (error: unknown): boolean => error instanceof TransientError && (error.cause as { code?: unknown } | undefined)?.code === '23505';

/** Unique indexes of fields begin with `field_unique_`, so that a violation can be told from others. */
function indexName(workspace: string, object: string, name: string, unique: boolean): string {
  const digest = createHash('sha256').update(`${workspace}\n${object}\n${name}`).digest('hex').slice(0, 24);
  return `field_${unique ? 'unique' : 'value'}_${digest}`;
}

const LOAD = `select
  (select currency from workspaces where id = $1::uuid) as currency,
  (select jsonb_agg(jsonb_build_object('object', f.object, 'name', f.key, 'definition', f.definition, 'retiredAt', ${instantText('f.removed_at')}) order by f.position, f.created_at, f.key)
     from fields f where f.workspace_id = $1::uuid and not f.system) as added,
  (select jsonb_agg(jsonb_build_object('pipeline', p.key, 'object', p.object, 'fields', (v.document->'fields')::jsonb) order by p.key)
     from pipelines p join pipeline_versions v on v.workspace_id = p.workspace_id and v.pipeline = p.key and v.version = p.latest_version
     where p.workspace_id = $1::uuid and json_typeof(v.document->'fields') = 'object') as pipelines`;
