import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Instant } from '#kernel';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { entities, Workspaces } from './index.js';

const AT = '2026-01-02T03:04:05.006Z' as Instant;

describe('the schema', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());

  it('is up to date after the migrations, and migrating again does nothing', async () => {
    expect(await db.storage.migrate()).toEqual([]);
  });

  it('has a table for every entity, column by column, in type and nullability', async () => {
    const orm = await db.storage.orm();
    const columns = await db.storage.sql<{ table_name: string; column_name: string; data_type: string; is_nullable: string }>(
      `select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'`,
    );
    const actual = columns.map((c) => `${c.table_name}.${c.column_name} ${c.data_type}${c.is_nullable === 'YES' ? ' null' : ''}`).sort();
    const expected = [...orm.getMetadata().getAll().values()]
      .flatMap((meta) =>
        meta.props.map((prop) => `${meta.tableName}.${prop.fieldNames[0]} ${sqlType(prop.columnTypes[0] ?? '')}${prop.nullable ? ' null' : ''}`),
      )
      .sort();
    expect(actual).toEqual(expected);
    expect(entities.length).toBe(new Set(columns.map((c) => c.table_name)).size);
  });

  it('begins every key and index with the workspace, but for what belongs to no workspace', async () => {
    const rows = await db.storage.sql<{ indexdef: string; tablename: string }>(
      `select indexdef, tablename from pg_indexes where schemaname = 'public' and tablename not in ('migrations', 'workspaces', 'people', 'sessions', 'login_attempts', 'set_up_links')`,
    );
    const others = rows
      .filter(({ indexdef }) => !/\((workspace_id)\b/.test(indexdef))
      .map(({ indexdef }) => /INDEX (\S+)/.exec(indexdef)?.[1])
      .sort();
    expect(others).toEqual([
      'api_keys_token_hash_unique',
      'idempotency_keys_by_age',
      'members_by_person',
      'records_by_tag',
      'refusals_by_age',
      'schedules_due',
      'webhooks_path_token_unique',
    ]);
  });

  it('reads and writes instants and JSON through MikroORM', async () => {
    const orm = await db.storage.orm();
    const em = orm.em.fork();
    const id = '0190a000-0000-7000-8000-000000000001';
    await em.insert(Workspaces, { id, key: 'acme', name: 'Acme', timeZone: 'Europe/Berlin', currency: 'EUR', locale: 'en', createdAt: AT });
    expect(await em.fork().findOneOrFail(Workspaces, { id })).toMatchObject({ key: 'acme', createdAt: AT });
  });

  it('refuses changes of the audit chain and names the first row that was tampered with', async () => {
    const workspace = '0190a000-0000-7000-8000-0000000000aa';
    for (const action of ['one', 'two', 'three']) {
      await db.storage.sql(`select audit_append($1, clock_timestamp(), '{"kind":"system"}', $2, 't', null)`, [workspace, action]);
    }
    const verify = async (): Promise<unknown> => (await db.storage.sql<{ at: unknown }>(`select audit_verify($1) as at`, [workspace]))[0]?.at;
    expect(await verify()).toBeNull();
    for (const sql of [`update audit set action = 'x'`, `delete from audit`, `truncate audit`]) await expect(db.storage.sql(sql)).rejects.toThrow('refused');
    const tampered = async (sql: string): Promise<unknown> => {
      await db.storage.sql(`alter table audit disable trigger user`);
      await db.storage.sql(`create table kept as table audit`);
      await db.storage.sql(sql);
      const found = await verify();
      await db.storage.sql(`truncate audit`);
      await db.storage.sql(`insert into audit table kept`);
      await db.storage.sql(`drop table kept`);
      await db.storage.sql(`alter table audit enable trigger user`);
      return found;
    };
    expect(await tampered(`update audit set action = 'x' where seq = 2`)).toBe(2);
    expect(await tampered(`delete from audit where seq = 1`)).toBe(1);
    expect(await tampered(`update audit set seq = case seq when 2 then 30 when 3 then 2 else seq end`)).toBe(2);
  });

  it('refuses changes of published versions, but lets a sample be removed whole', async () => {
    const workspace = '0190a000-0000-7000-8000-0000000000bb';
    const { sql, transaction } = db.storage;
    await sql(`insert into workspaces values ($1, 'bb', 'B', 'UTC', 'EUR', 'en', now())`, [workspace]);
    await sql(`insert into pipeline_versions values ($1, 'p', 1, '{"b":1,"a":2}', 'h', null, now(), 'x')`, [workspace]);
    await expect(sql(`update pipeline_versions set hash = 'y'`)).rejects.toThrow('immutable');
    await expect(sql(`delete from pipeline_versions`)).rejects.toThrow('immutable');
    expect((await sql<{ document: object }>(`select document from pipeline_versions`)).map(({ document }) => Object.keys(document))).toEqual([['b', 'a']]);
    await transaction(async (inside) => {
      await inside(`select set_config('millrace.removing', $1, true)`, [workspace]);
      await inside(`delete from pipeline_versions`);
    });
    expect(await sql(`select 1 from pipeline_versions`)).toEqual([]);
  });
});

const sqlType = (type: string): string =>
  type.startsWith('timestamptz')
    ? 'timestamp with time zone'
    : type === 'int'
      ? 'integer'
      : type === 'text[]'
        ? 'ARRAY'
        : type === 'boolean' || type === 'bool'
          ? 'boolean'
          : type;
