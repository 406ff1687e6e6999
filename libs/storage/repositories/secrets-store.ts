import type { Audited, SecretRow, SecretStore, StoredSecret } from '#access';
import type { WorkspaceId } from '#kernel';
import type { Storage } from '../open-storage.js';
import { audit } from './audit-log.js';

const COLUMNS = `name, envelope, key_version as "keyVersion", hosts`;
/** What may be seen: not the envelope. */
const SHOWN = `name, hosts, created_at as "createdAt", updated_at as "updatedAt"`;

/** Sealed secrets on PostgreSQL. */
export class PgSecretStore implements SecretStore {
  constructor(private readonly storage: Pick<Storage, 'sql' | 'transaction'>) {}

  list(workspace: WorkspaceId): Promise<readonly SecretRow[]> {
    return this.storage.sql<SecretRow>(`select ${SHOWN} from secrets where workspace_id = $1::uuid and strpos(name, '/') = 0 order by name`, [workspace]);
  }

  async get(workspace: WorkspaceId, name: string): Promise<StoredSecret | null> {
    return (await this.storage.sql<StoredSecret>(`select ${COLUMNS} from secrets where workspace_id = $1::uuid and name = $2`, [workspace, name]))[0] ?? null;
  }

  put(workspace: WorkspaceId, secret: StoredSecret, audited: Audited | null): Promise<SecretRow> {
    return this.storage.transaction(async (sql) => {
      const [row] = await sql<SecretRow>(
        `insert into secrets (workspace_id, name, envelope, key_version, hosts, created_at, updated_at) values ($1::uuid, $2, $3, $4::int, $5::text[], now(), now())
           on conflict (workspace_id, name) do update set envelope = excluded.envelope, key_version = excluded.key_version, hosts = excluded.hosts, updated_at = now()
           returning ${SHOWN}`,
        [workspace, secret.name, secret.envelope, secret.keyVersion, secret.hosts],
      );
      if (audited) await audit(sql, workspace, audited);
      return row as SecretRow;
    });
  }

  async reseal(workspace: WorkspaceId, { name, envelope, keyVersion }: StoredSecret, was: string): Promise<void> {
    await this.storage.sql(`update secrets set envelope = $3, key_version = $4::int where workspace_id = $1::uuid and name = $2 and envelope = $5`, [
      workspace,
      name,
      envelope,
      keyVersion,
      was,
    ]);
  }

  remove(workspace: WorkspaceId, names: readonly string[], audited: Audited | null): Promise<boolean> {
    return this.storage.transaction(async (sql) => {
      const rows = await sql(`delete from secrets where workspace_id = $1::uuid and name = any($2::text[]) returning name`, [workspace, names]);
      if (rows.length > 0 && audited) await audit(sql, workspace, audited);
      return rows.length > 0;
    });
  }

  underOtherKey(keyVersion: number, limit: number): ReturnType<SecretStore['underOtherKey']> {
    return this.storage.sql<StoredSecret & { workspace: WorkspaceId }>(
      `select workspace_id as workspace, ${COLUMNS} from secrets where key_version <> $1::int order by workspace_id, name limit $2::int`,
      [keyVersion, limit],
    );
  }
}
