import type { Instant, RecordId, RunId, WorkspaceId } from '#kernel';
import type { RunEvent, StateId } from '#pipeline';
import type { Sql } from './open-storage.js';
import { readFeed as statement } from './statements/read-feed.js';

/** One journal row as the live stream shows it. */
export interface FeedRow {
  /** The event id of the stream: give it back to go on after this row. */
  readonly cursor: string;
  readonly runId: RunId;
  readonly recordId: RecordId;
  readonly seq: number;
  readonly event: Pick<RunEvent, 'kind'> & { readonly name?: string };
  readonly from: readonly StateId[];
  readonly to: readonly StateId[];
  readonly recordedAt: Instant;
}

export interface FeedPage {
  readonly rows: readonly FeedRow[];
  /** Where to go on; the given cursor when there is nothing new. */
  readonly cursor: string;
  /** The given cursor is not of this database's history (restored from a copy, or no cursor at all): read everything again. */
  readonly reset: boolean;
}

const CURSOR = /^(\d{1,18})\.(\d{1,18})$/;

/** A cursor after everything that is committed now. */
export async function feedEnd(sql: Sql): Promise<string> {
  const [row] = await sql<{ tx: number }>(`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as tx`);
  return `${Math.max(0, (row?.tx ?? 1) - 1)}.${Number.MAX_SAFE_INTEGER}`;
}

/**
 * Journal rows of a workspace after `after`, in the order in which they became visible; none is ever passed over. With
 * a cursor that is not one, or one from the future of this database, nothing but `reset` and a cursor to go on from.
 */
export async function readFeed(sql: Sql, workspace: WorkspaceId, after: string, limit: number): Promise<FeedPage> {
  const match = CURSOR.exec(after);
  const end = await feedEnd(sql);
  const [tx, position] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || tx > Number(end.split('.')[0])) return { rows: [], cursor: end, reset: true };
  const rows = await sql<Row>(statement.text, [workspace, tx, position, limit]);
  const page = rows.map(toFeedRow);
  return { rows: page, cursor: page.at(-1)?.cursor ?? after, reset: false };
}

interface Row {
  readonly tx: number;
  readonly position: number;
  readonly run_id: RunId;
  readonly seq: number;
  readonly record_id: RecordId;
  readonly recorded_at: Instant;
  readonly event: RunEvent;
  readonly from: readonly StateId[];
  readonly to: readonly StateId[];
}

const toFeedRow = (row: Row): FeedRow => ({
  cursor: `${row.tx}.${row.position}`,
  runId: row.run_id,
  recordId: row.record_id,
  seq: row.seq,
  event: row.event.kind === 'sent' ? { kind: 'sent', name: row.event.name } : { kind: row.event.kind },
  from: row.from,
  to: row.to,
  recordedAt: row.recorded_at,
});
