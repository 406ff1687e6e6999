import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';

/** What docs/operations.md says of sharing tables out over several servers by workspace, held to the schema itself. */
describe('tables by workspace', () => {
  let db: TestDatabase;
  const names = async (text: string): Promise<readonly string[]> => (await db.storage.sql<{ name: string }>(text)).map(({ name }) => name);
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());

  it('are all but those of people, sign-in and the workspaces themselves', async () => {
    const without = await names(
      `select t.tablename as name from pg_tables t where t.schemaname = 'public' and not exists (
         select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
         where i.indrelid = t.tablename::regclass and i.indisprimary and a.attname = 'workspace_id') order by 1`,
    );
    expect(without).toEqual(['login_attempts', 'migrations', 'people', 'sessions', 'set_up_links', 'workspaces']);
  });

  it('stand in the documentation, each of them', async () => {
    const said = readFileSync('docs/operations.md', 'utf8');
    const tables = await names(
      `select distinct c.table_name as name from information_schema.columns c join pg_tables t on t.tablename = c.table_name
       where c.table_schema = 'public' and c.column_name = 'workspace_id' order by 1`,
    );
    expect(tables.length).toBeGreaterThan(30);
    expect(tables.filter((name) => !new RegExp(`\\b${name}\\b`).test(said))).toEqual([]);
  });

  it('have the workspace in every unique key but those of tokens', async () => {
    const unique = await names(
      `select i.indexrelid::regclass::text as name from pg_index i
       where i.indisunique and i.indrelid::regclass::text in (select tablename from pg_tables where schemaname = 'public')
         and exists (select 1 from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'workspace_id')
         and not exists (select 1 from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'workspace_id' and a.attnum = any (i.indkey)) order by 1`,
    );
    expect(unique).toEqual(['api_keys_token_hash_unique', 'sessions_pkey', 'sessions_token_hash_unique', 'set_up_links_pkey', 'webhooks_path_token_unique']);
  });

  it('refer to nothing but workspaces and people', async () => {
    expect(await names(`select distinct confrelid::regclass::text as name from pg_constraint where contype = 'f' order by 1`)).toEqual([
      'people',
      'workspaces',
    ]);
  });
});
