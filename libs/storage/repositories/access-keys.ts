import type { ApiKeyRow, ApiKeyStore, Audited } from '#access';
import type { Role } from '#contracts';
import type { WorkspaceId } from '#kernel';
import type { Storage } from '../open-storage.js';
import { WORKSPACE_COLUMNS, type WorkspaceDbRow, workspaceOf } from './access-rows.js';
import { audit } from './audit-log.js';

const COLUMNS = `k.id, k.name, k.prefix, k.role, k.pipeline_roles as "pipelineRoles", k.created_at as "createdAt", k.last_used_at as "lastUsedAt"`;
const LIVE = `k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`;

/** API keys on PostgreSQL, by the hash of the key. */
export class PgApiKeyStore implements ApiKeyStore {
  constructor(private readonly storage: Pick<Storage, 'sql' | 'transaction'>) {}

  create(
    workspace: WorkspaceId,
    key: {
      readonly id: string;
      readonly name: string;
      readonly prefix: string;
      readonly tokenHash: string;
      readonly role: Role;
      readonly pipelineRoles: readonly string[];
    },
    audited: Audited,
  ): Promise<ApiKeyRow> {
    return this.storage.transaction(async (sql) => {
      const [row] = await sql<ApiKeyRow>(
        `insert into api_keys as k (workspace_id, id, name, prefix, token_hash, role, pipeline_roles, created_by, created_at)
           values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::text[], $8, now()) returning ${COLUMNS}`,
        [workspace, key.id, key.name, key.prefix, key.tokenHash, key.role, key.pipelineRoles, audited.actor.id],
      );
      await audit(sql, workspace, audited);
      return row as ApiKeyRow;
    });
  }

  async resolve(tokenHash: string): ReturnType<ApiKeyStore['resolve']> {
    const [row] = await this.storage.sql<ApiKeyRow & WorkspaceDbRow>(
      `select ${COLUMNS}, ${WORKSPACE_COLUMNS} from api_keys k join workspaces w on w.id = k.workspace_id where k.token_hash = $1 and ${LIVE}`,
      [tokenHash],
    );
    return row ? { key: row, workspace: workspaceOf(row) } : null;
  }

  async touch(ids: readonly string[]): Promise<void> {
    await this.storage.sql(`update api_keys set last_used_at = now() where id = any($1::uuid[])`, [ids]);
  }

  list(workspace: WorkspaceId): Promise<readonly ApiKeyRow[]> {
    return this.storage.sql<ApiKeyRow>(`select ${COLUMNS} from api_keys k where k.workspace_id = $1::uuid and ${LIVE} order by k.created_at desc, k.id`, [
      workspace,
    ]);
  }

  revoke(workspace: WorkspaceId, id: string, audited: Audited): Promise<boolean> {
    return this.storage.transaction(async (sql) => {
      const rows = await sql(`update api_keys k set revoked_at = now() where k.workspace_id = $1::uuid and k.id = $2::uuid and ${LIVE} returning k.id`, [
        workspace,
        id,
      ]);
      if (rows.length > 0) await audit(sql, workspace, audited);
      return rows.length > 0;
    });
  }
}
