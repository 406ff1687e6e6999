import type { Sql } from '../open-storage.js';

export interface TableColumns {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Tables that others point at come first. */
const FIRST = ['workspaces', 'people'];

/** Every table with its stored columns, in an order in which they can be filled. The list of migrations is none of them. */
export async function ourTables(sql: Sql): Promise<readonly TableColumns[]> {
  const rows = await sql<{ name: string; columns: readonly string[] }>(
    `select c.table_name as name, json_agg(c.column_name order by c.ordinal_position) as columns
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.table_name <> 'migrations' and c.is_generated = 'NEVER'
     group by c.table_name order by c.table_name`,
  );
  return [...rows].sort((a, b) => rank(a.name) - rank(b.name));
}

const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const copyList = ({ name, columns }: TableColumns): string => `${quoted(name)} (${columns.map(quoted).join(', ')})`;

export async function appliedMigrations(sql: Sql): Promise<readonly string[]> {
  const [there] = await sql<{ there: boolean }>(`select to_regclass('migrations') is not null as there`);
  return there?.there ? (await sql<{ name: string }>('select name from migrations order by id')).map(({ name }) => name) : [];
}
