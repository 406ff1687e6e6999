import type { Statement } from './statement.js';

/** $1 workspace, $2 records as JSON: inserted, or replaced when the row is older. */
export const writeRecords: Statement = {
  name: 'write-records',
  text: `
with given as (
  select * from json_to_recordset($2::json) as g (
    id uuid, object text, fields jsonb, owner_id text, external_key text, tags text[], version int,
    created_at timestamptz, updated_at timestamptz, deleted_at timestamptz, merged_into uuid, origin text)
), written as (
  insert into records as r (workspace_id, id, object, fields, owner_id, external_key, tags, version, created_at, updated_at, deleted_at, merged_into, origin)
  select $1::uuid, g.id, g.object, g.fields, g.owner_id, g.external_key, g.tags, g.version, g.created_at, g.updated_at, g.deleted_at, g.merged_into, g.origin
  from given g
  on conflict (workspace_id, id) do update set
    fields = excluded.fields, owner_id = excluded.owner_id, external_key = excluded.external_key, tags = excluded.tags,
    version = excluded.version, updated_at = excluded.updated_at, deleted_at = excluded.deleted_at,
    merged_into = excluded.merged_into
  where r.version < excluded.version
  returning 1
)
select expect_rows((select count(*) from written), (select count(*) from given), 'records')`,
};
