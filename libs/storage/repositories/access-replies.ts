import type { ReplyStore, StoredReply } from '#access';
import type { WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';

interface KeyDbRow {
  readonly body_hash: string;
  readonly answer: StoredReply | { readonly running: true };
  readonly fresh: boolean;
}

/** Answers of writes by key, in the table of idempotency keys. */
export class PgReplyStore implements ReplyStore {
  constructor(private readonly sql: Sql) {}

  async begin(workspace: WorkspaceId, source: string, key: string, bodyHash: string): ReturnType<ReplyStore['begin']> {
    const [row] = await this.sql<KeyDbRow>(
      `with taken as (
         insert into idempotency_keys as k (workspace_id, source, key, body_hash, answer, created_at) values ($1::uuid, $2, $3, $4, '{"running":true}', clock_timestamp())
           on conflict (workspace_id, source, key) do update set body_hash = excluded.body_hash, answer = excluded.answer, created_at = excluded.created_at
             where k.created_at < now() - interval '30 days' or (k.answer ? 'running' and k.created_at < now() - interval '1 minute')
           returning body_hash, answer)
       select body_hash, answer, true as fresh from taken
       union all
       select body_hash, answer, false from idempotency_keys where workspace_id = $1::uuid and source = $2 and key = $3 and not exists (select 1 from taken)`,
      [workspace, source, key, bodyHash],
    );
    // No row: the first request took the key in this very moment.
    if (!row) return { kind: 'running' };
    if (row.fresh) return { kind: 'fresh' };
    if (row.body_hash !== bodyHash) return { kind: 'other-body' };
    return 'running' in row.answer ? { kind: 'running' } : { kind: 'done', reply: row.answer };
  }

  async finish(workspace: WorkspaceId, source: string, key: string, reply: StoredReply): Promise<void> {
    await this.sql(`update idempotency_keys set answer = $4::jsonb where workspace_id = $1::uuid and source = $2 and key = $3`, [
      workspace,
      source,
      key,
      JSON.stringify(reply),
    ]);
  }

  async abandon(workspace: WorkspaceId, source: string, key: string): Promise<void> {
    await this.sql(`delete from idempotency_keys where workspace_id = $1::uuid and source = $2 and key = $3 and answer ? 'running'`, [workspace, source, key]);
  }
}
