import type { FoundTwo } from '#crm';
import type { DistinctPairs } from '#customers';
import type { RecordId, WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';

type Pair = { readonly a: string; readonly b: string };
const SMALLER = 'least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid)';

/** Pairs found to be two, on PostgreSQL. */
export class PgDistinctPairs implements DistinctPairs, FoundTwo {
  constructor(private readonly sql: Sql) {}

  of(workspace: WorkspaceId): Promise<readonly Pair[]> {
    return this.sql<Pair>(`select first_id as a, second_id as b from distinct_pairs where workspace_id = $1::uuid`, [workspace]);
  }

  async add(workspace: WorkspaceId, object: string, { a, b }: Pair, by: string): Promise<boolean> {
    const [row] = await this.sql<{ there: boolean }>(
      `with there as (
         select count(*) = 2 as found from records where workspace_id = $1::uuid and id in ($2::uuid, $3::uuid) and object = $4 and deleted_at is null
       ), added as (
         insert into distinct_pairs (workspace_id, first_id, second_id, decided_by, decided_at)
         select $1::uuid, ${SMALLER}, $5, now() from there where found on conflict do nothing
       )
       select found as there from there`,
      [workspace, a, b, object, by],
    );
    return row?.there ?? false;
  }

  async follow(workspace: WorkspaceId, merged: RecordId): Promise<void> {
    await this.sql(
      `insert into distinct_pairs (workspace_id, first_id, second_id, decided_by, decided_at)
         select p.workspace_id, least(p.other, r.merged_into), greatest(p.other, r.merged_into), p.decided_by, p.decided_at
         from records r
         cross join lateral (
           select d.workspace_id, d.decided_by, d.decided_at, case d.first_id when r.id then d.second_id else d.first_id end as other
           from distinct_pairs d where d.workspace_id = r.workspace_id and r.id in (d.first_id, d.second_id)
         ) p
         where r.workspace_id = $1::uuid and r.id = $2::uuid and r.merged_into is not null and p.other <> r.merged_into
       on conflict do nothing`,
      [workspace, merged],
    );
  }

  async remove(workspace: WorkspaceId, { a, b }: Pair): Promise<void> {
    await this.sql(`delete from distinct_pairs where workspace_id = $1::uuid and (first_id, second_id) = (${SMALLER})`, [workspace, a, b]);
  }
}
