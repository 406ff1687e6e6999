import type { Audited, WebhookRow, WebhookStore } from '#access';
import type { JsonObject, WorkspaceId } from '#kernel';
import type { Storage } from '../open-storage.js';
import { WORKSPACE_COLUMNS, type WorkspaceDbRow, workspaceOf } from './access-rows.js';
import { audit } from './audit-log.js';

const COLUMNS = `h.id, h.pipeline, h.map, h.enabled, h.created_at as "createdAt"`;

/** Incoming webhook endpoints on PostgreSQL; their secrets are kept apart. */
export class PgWebhookStore implements WebhookStore {
  constructor(private readonly storage: Pick<Storage, 'sql' | 'transaction'>) {}

  list(workspace: WorkspaceId): Promise<readonly WebhookRow[]> {
    return this.storage.sql<WebhookRow>(`select ${COLUMNS} from webhooks h where h.workspace_id = $1::uuid order by h.created_at, h.id`, [workspace]);
  }

  async get(workspace: WorkspaceId, id: string): Promise<WebhookRow | null> {
    return (
      (await this.storage.sql<WebhookRow>(`select ${COLUMNS} from webhooks h where h.workspace_id = $1::uuid and h.id = $2::uuid`, [workspace, id]))[0] ?? null
    );
  }

  create(
    workspace: WorkspaceId,
    webhook: { readonly id: string; readonly pipeline: string; readonly pathToken: string; readonly map: JsonObject; readonly enabled: boolean },
    audited: Audited,
  ): Promise<WebhookRow> {
    return this.storage.transaction(async (sql) => {
      const [row] = await sql<WebhookRow>(
        `insert into webhooks as h (workspace_id, id, pipeline, path_token, map, enabled, created_by, created_at, updated_at)
           values ($1::uuid, $2::uuid, $3, $4, $5::jsonb, $6, $7, now(), now()) returning ${COLUMNS}`,
        [workspace, webhook.id, webhook.pipeline, webhook.pathToken, JSON.stringify(webhook.map), webhook.enabled, audited.actor.id],
      );
      await audit(sql, workspace, audited);
      return row as WebhookRow;
    });
  }

  change(
    workspace: WorkspaceId,
    id: string,
    change: { readonly pipeline: string; readonly map: JsonObject; readonly enabled: boolean },
    audited: Audited,
  ): Promise<WebhookRow | null> {
    return this.storage.transaction(async (sql) => {
      const [row] = await sql<WebhookRow>(
        `update webhooks h set pipeline = $3, map = $4::jsonb, enabled = $5, updated_at = now() where h.workspace_id = $1::uuid and h.id = $2::uuid returning ${COLUMNS}`,
        [workspace, id, change.pipeline, JSON.stringify(change.map), change.enabled],
      );
      if (row) await audit(sql, workspace, audited);
      return row ?? null;
    });
  }

  remove(workspace: WorkspaceId, id: string, audited: Audited): Promise<boolean> {
    return this.storage.transaction(async (sql) => {
      const rows = await sql(`delete from webhooks where workspace_id = $1::uuid and id = $2::uuid returning id`, [workspace, id]);
      if (rows.length > 0) await audit(sql, workspace, audited);
      return rows.length > 0;
    });
  }

  async byPathToken(pathToken: string): ReturnType<WebhookStore['byPathToken']> {
    const [row] = await this.storage.sql<WebhookRow & WorkspaceDbRow>(
      `select ${COLUMNS}, ${WORKSPACE_COLUMNS} from webhooks h join workspaces w on w.id = h.workspace_id where h.path_token = $1 and h.enabled`,
      [pathToken],
    );
    return row ? { workspace: workspaceOf(row), webhook: row } : null;
  }
}
