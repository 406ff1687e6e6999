import type { WorkspaceId } from '#kernel';
import type { ViewRow, ViewStore } from '#crm';
import type { Sql } from '../open-storage.js';

const COLUMNS = `id, object, pipeline, name, filter, q, sort, columns, shared, owner_id as "ownerId", updated_at as "updatedAt"`;

/** Saved views on PostgreSQL. */
export class PgViewStore implements ViewStore {
  constructor(private readonly sql: Sql) {}

  list(
    workspace: WorkspaceId,
    owner: string,
    { object, pipeline }: { readonly object: string | null; readonly pipeline: string | null },
  ): Promise<readonly ViewRow[]> {
    return this.sql<ViewRow>(
      `select ${COLUMNS} from views where workspace_id = $1::uuid and (shared or owner_id = $2)
         and ($3::text is null or object = $3) and ($4::text is null or pipeline = $4) order by lower(name), id limit 1000`,
      [workspace, owner, object, pipeline],
    );
  }

  async get(workspace: WorkspaceId, id: string): Promise<ViewRow | null> {
    return (await this.sql<ViewRow>(`select ${COLUMNS} from views where workspace_id = $1::uuid and id = $2::uuid`, [workspace, id]))[0] ?? null;
  }

  async count(workspace: WorkspaceId, owner: string, object: string): Promise<number> {
    const [row] = await this.sql<{ n: number }>(`select count(*)::int as n from views where workspace_id = $1::uuid and owner_id = $2 and object = $3`, [
      workspace,
      owner,
      object,
    ]);
    return row?.n ?? 0;
  }

  async insert(workspace: WorkspaceId, view: Omit<ViewRow, 'updatedAt'>): Promise<ViewRow> {
    const { id, object, pipeline, name, filter, q, sort, columns, shared, ownerId } = view;
    const [row] = await this.sql<ViewRow>(
      `insert into views (workspace_id, id, object, pipeline, name, filter, q, sort, columns, shared, owner_id, created_at, updated_at)
         values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::boolean, $11, now(), now()) returning ${COLUMNS}`,
      [workspace, id, object, pipeline, name, filter, q, sort, JSON.stringify(columns), shared, ownerId],
    );
    return row as ViewRow;
  }

  async update(workspace: WorkspaceId, id: string, view: Parameters<ViewStore['update']>[2]): Promise<ViewRow | null> {
    const { name, filter, q, sort, columns, shared } = view;
    const [row] = await this.sql<ViewRow>(
      `update views set name = $3, filter = $4, q = $5, sort = $6, columns = $7::jsonb, shared = $8::boolean, updated_at = now()
         where workspace_id = $1::uuid and id = $2::uuid returning ${COLUMNS}`,
      [workspace, id, name, filter, q, sort, JSON.stringify(columns), shared],
    );
    return row ?? null;
  }

  async remove(workspace: WorkspaceId, id: string): Promise<boolean> {
    return (await this.sql(`delete from views where workspace_id = $1::uuid and id = $2::uuid returning id`, [workspace, id])).length > 0;
  }
}
