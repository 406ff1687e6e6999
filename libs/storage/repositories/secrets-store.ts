import type { SecretStore, StoredSecret } from '#access';
import type { WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';

const COLUMNS = `name, envelope, key_version as "keyVersion", hosts`;

/** Sealed secrets on PostgreSQL. */
export class PgSecretStore implements SecretStore {
  constructor(private readonly sql: Sql) {}

  async get(workspace: WorkspaceId, name: string): Promise<StoredSecret | null> {
    return (await this.sql<StoredSecret>(`select ${COLUMNS} from secrets where workspace_id = $1::uuid and name = $2`, [workspace, name]))[0] ?? null;
  }

  async put(workspace: WorkspaceId, secret: StoredSecret): Promise<void> {
    await this.sql(
      `insert into secrets (workspace_id, name, envelope, key_version, hosts, created_at, updated_at) values ($1::uuid, $2, $3, $4::int, $5::text[], now(), now())
         on conflict (workspace_id, name) do update set envelope = excluded.envelope, key_version = excluded.key_version, hosts = excluded.hosts, updated_at = now()`,
      [workspace, secret.name, secret.envelope, secret.keyVersion, secret.hosts],
    );
  }

  async remove(workspace: WorkspaceId, names: readonly string[]): Promise<void> {
    await this.sql(`delete from secrets where workspace_id = $1::uuid and name = any($2::text[])`, [workspace, names]);
  }

  underOtherKey(keyVersion: number, limit: number): ReturnType<SecretStore['underOtherKey']> {
    return this.sql<StoredSecret & { workspace: WorkspaceId }>(
      `select workspace_id as workspace, ${COLUMNS} from secrets where key_version <> $1::int order by workspace_id, name limit $2::int`,
      [keyVersion, limit],
    );
  }
}
