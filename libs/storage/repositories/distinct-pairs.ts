import type { DistinctPairs } from '#customers';
import type { WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';

type Pair = { readonly a: string; readonly b: string };
const SMALLER = 'least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid)';

/** Pairs found to be two, on PostgreSQL. */
export class PgDistinctPairs implements DistinctPairs {
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

  async remove(workspace: WorkspaceId, { a, b }: Pair): Promise<void> {
    await this.sql(`delete from distinct_pairs where workspace_id = $1::uuid and (first_id, second_id) = (${SMALLER})`, [workspace, a, b]);
  }
}
