import type { Instant, RecordId, RunId, WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';

/** A message of the step `webhook.send`, without what it says; what follows `?` or `#` in its address, or stands before `@`, is left out, for it can say as much. */
export interface SentWebhook {
  readonly id: string;
  readonly runId: RunId;
  readonly recordId: RecordId;
  readonly pipeline: string;
  readonly url: string | null;
  readonly type: string | null;
  readonly status: 'waiting' | 'sent' | 'failed' | 'cancelled';
  readonly attempts: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** The statuses of work as those of a message; what is claimed is about to be sent. */
const STATUS = `case e.status when 'done' then 'sent' when 'failed' then 'failed' when 'incident' then 'failed'
  when 'waiting' then 'waiting' when 'claimed' then 'waiting' else 'cancelled' end`;

const ADDRESS = `regexp_replace(regexp_replace(e.effect->'input'->>'url', '[?#].*$', ''), '^([a-z][a-z0-9+.-]*://)[^/]*@', '\\1', 'i')`;

const NEWEST = `
select e.id, e.run_id as "runId", e.record_id as "recordId", r.pipeline, ${ADDRESS} as url, e.effect->'input'->>'type' as type,
  ${STATUS} as status, e.attempt as attempts,
  case when e.status <> 'done' and e.error is not null
    then jsonb_build_object('code', coalesce(e.error->>'code', ''), 'message', coalesce(e.error->>'message', '')) end as error,
  e.created_at as "createdAt", e.updated_at as "updatedAt"
from effects e join runs r on r.workspace_id = e.workspace_id and r.id = e.run_id
where e.workspace_id = $1::uuid and e.effect->>'step' = 'webhook.send'
order by e.created_at desc, e.id desc limit $2::int`;

/** What was sent to other systems, as the work of runs tells it. */
export class PgSentWebhooks {
  constructor(private readonly sql: Sql) {}

  /** Newest first. */
  newest(workspace: WorkspaceId, limit: number): Promise<readonly SentWebhook[]> {
    return this.sql<SentWebhook>(NEWEST, [workspace, limit]);
  }
}
