import type { Workspace, WorkspaceStore } from '#access';
import type { WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';

const COLUMNS = `id, key, name, time_zone as "timeZone", currency`;

/** Workspaces on PostgreSQL. */
export class PgWorkspaceStore implements WorkspaceStore {
  constructor(private readonly sql: Sql) {}

  list(): Promise<readonly Workspace[]> {
    return this.sql<Workspace>(`select ${COLUMNS} from workspaces order by created_at, id`);
  }

  async get(id: WorkspaceId): Promise<Workspace | null> {
    return (await this.sql<Workspace>(`select ${COLUMNS} from workspaces where id = $1::uuid`, [id]))[0] ?? null;
  }

  /** Changes what is given; the workspace is there. */
  async change(
    id: WorkspaceId,
    { name, timeZone, currency }: { readonly name?: string | undefined; readonly timeZone?: string | undefined; readonly currency?: string | undefined },
  ): Promise<Workspace> {
    const [row] = await this.sql<Workspace>(
      `update workspaces set name = coalesce($2, name), time_zone = coalesce($3, time_zone), currency = coalesce($4, currency) where id = $1::uuid returning ${COLUMNS}`,
      [id, name ?? null, timeZone ?? null, currency ?? null],
    );
    return row as Workspace;
  }

  async ensure(workspace: Workspace): Promise<Workspace> {
    const [row] = await this.sql<Workspace>(
      `insert into workspaces (id, key, name, time_zone, currency, locale, created_at) values ($1::uuid, $2, $3, $4, $5, 'en', now())
         on conflict (key) do update set key = excluded.key returning ${COLUMNS}`,
      [workspace.id, workspace.key, workspace.name, workspace.timeZone, workspace.currency],
    );
    return row ?? workspace;
  }
}
