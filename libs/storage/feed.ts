import type { Instant, RecordId, RunId, WorkspaceId } from '#kernel';
import type { RunEvent, StateId } from '#pipeline';
import type { RecordEdit } from '#runtime';
import type { Sql } from './open-storage.js';
import { readFeed as statement } from './statements/read-feed.js';

/** One journal row, or one edit outside of any run, as the live stream shows it; no values of fields. */
export type FeedRow = {
  /** The event id of the stream: give it back to go on after this row. */
  readonly cursor: string;
  readonly recordId: RecordId;
  readonly recordedAt: Instant;
} & (
  | {
      readonly kind: 'run';
      readonly runId: RunId;
      readonly seq: number;
      readonly event: Pick<RunEvent, 'kind'> & { readonly name?: string };
      readonly from: readonly StateId[];
      readonly to: readonly StateId[];
    }
  | { readonly kind: 'edit'; readonly what: RecordEdit['what']; readonly names: readonly string[] }
);

export interface FeedPage {
  readonly rows: readonly FeedRow[];
  /** Where to go on; the given cursor when there is nothing new. */
  readonly cursor: string;
  /** The given cursor is not of this database's history (restored from a copy, or no cursor at all): read everything again. */
  readonly reset: boolean;
}

const CURSOR = /^\d{1,15}$/;

/** A cursor after everything that is committed now. */
export async function feedEnd(sql: Sql): Promise<string> {
  const [row] = await sql<{ settled: number }>('select journal_settled() as settled');
  return String(row?.settled ?? 0);
}

/**
 * What happened in a workspace after `after`, in the order of their positions; none is ever passed over, for a row is
 * shown once nobody writes below it any more. With a cursor that is not one, or one from beyond this database's
 * history, nothing but `reset` and a cursor to go on from.
 */
export async function readFeed(sql: Sql, workspace: WorkspaceId, after: string, limit: number): Promise<FeedPage> {
  // In a statement of its own: the rows must be read with a snapshot that is younger than this answer.
  const end = await feedEnd(sql);
  if (!CURSOR.test(after)) return { rows: [], cursor: end, reset: true };
  const rows = await sql<Row>(statement.text, [workspace, after, end, limit]);
  const page = rows.map(toFeedRow);
  if (page.length === 0 && Number(after) > Number(end)) return beyond(sql, after, end);
  return { rows: page, cursor: page.at(-1)?.cursor ?? after, reset: false };
}

/** A cursor above what is settled is fine while someone writes below it; above every position it is of another database. */
async function beyond(sql: Sql, after: string, end: string): Promise<FeedPage> {
  const [row] = await sql<{ known: boolean }>('select $1::bigint <= journal_end() as known', [after]);
  return row?.known ? { rows: [], cursor: after, reset: false } : { rows: [], cursor: end, reset: true };
}

type Row = { readonly position: number; readonly record_id: RecordId; readonly recorded_at: Instant } & (
  | {
      readonly what: null;
      readonly run_id: RunId;
      readonly seq: number;
      readonly event: RunEvent;
      readonly from: readonly StateId[];
      readonly to: readonly StateId[];
    }
  | { readonly what: RecordEdit['what']; readonly names: readonly string[] }
);

function toFeedRow(row: Row): FeedRow {
  const base = { cursor: String(row.position), recordId: row.record_id, recordedAt: row.recorded_at };
  if (row.what !== null) return { ...base, kind: 'edit', what: row.what, names: row.names };
  const event = row.event.kind === 'sent' ? { kind: row.event.kind, name: row.event.name } : { kind: row.event.kind };
  return { ...base, kind: 'run', runId: row.run_id, seq: row.seq, event, from: row.from, to: row.to };
}
