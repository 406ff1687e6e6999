import type { CustomerKind, Habit, HabitReads } from '#customers';
import { isJsonObject, type Json, type JsonObject, type RecordId, type RunId, type Text, type WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';

/** Events of people in ended runs, from the journal. */
export class PgHabitReads implements HabitReads {
  constructor(private readonly sql: Sql) {}

  async habits(workspace: WorkspaceId, run: RunId): ReturnType<HabitReads['habits']> {
    const [own] = await this.sql<{ pipeline: string; configuration: readonly string[]; document: JsonObject; ended: number; won: number }>(
      `select x.pipeline, x.configuration, v.document, total.ended, total.won from runs x
         join pipeline_versions v on v.workspace_id = x.workspace_id and v.pipeline = x.pipeline and v.version = x.version
         cross join lateral (select count(*)::int as ended, count(*) filter (where y.outcome = 'won')::int as won from runs y
           where y.workspace_id = x.workspace_id and y.pipeline = x.pipeline and y.ended_at is not null) total
         where x.workspace_id = $1::uuid and x.id = $2::uuid`,
      [workspace, run],
    );
    if (!own) return null;
    const rows = await this.sql<{ event: string; cases: number; won: number }>(
      `select j.entry->'event'->>'name' as event, count(distinct x.id)::int as cases, (count(distinct x.id) filter (where x.outcome = 'won'))::int as won
         from runs x join journal j on j.workspace_id = x.workspace_id and j.run_id = x.id
         where x.workspace_id = $1::uuid and x.pipeline = $2 and x.ended_at is not null and x.id <> $3::uuid
           and j.entry->'event'->>'kind' = 'sent' and j.entry->'from' ?| $4::text[] group by 1 order by 2 desc limit 100`,
      [workspace, own.pipeline, run, own.configuration],
    );
    const titles = eventsIn(own.document, own.configuration);
    const habits: Habit[] = rows.flatMap(({ event, cases, won }) => {
      const title = titles.get(event);
      return title ? [{ event, title, cases, won }] : [];
    });
    return { habits, ended: own.ended, won: own.won };
  }

  /** The account or contact that a record is, or names; null for none. */
  async customerOf(workspace: WorkspaceId, record: RecordId): Promise<{ readonly object: CustomerKind; readonly id: string } | null> {
    const [row] = await this.sql<{ object: string; account: string | null; contact: string | null }>(
      `select object, fields->>'account' as account, fields->>'contact' as contact from records where workspace_id = $1::uuid and id = $2::uuid and deleted_at is null`,
      [workspace, record],
    );
    if (!row) return null;
    if (row.object === 'account' || row.object === 'contact') return { object: row.object, id: record };
    if (row.account) return { object: 'account', id: row.account };
    return row.contact ? { object: 'contact', id: row.contact } : null;
  }
}

/** Events that the active states and those around them take, with their titles. */
function eventsIn(document: JsonObject, active: readonly string[]): ReadonlyMap<string, Text> {
  const titles = new Map<string, Text>();
  const wanted = new Set(active);
  const visit = (states: Json | undefined): boolean => {
    let isActive = false;
    for (const [key, state] of Object.entries(isJsonObject(states ?? null) ? (states as JsonObject) : {})) {
      if (!isJsonObject(state)) continue;
      // The engine knows a state by its own id, where it has one.
      const id = typeof state['id'] === 'string' && state['id'] !== '' ? state['id'] : key;
      const isInside = visit(state['states']);
      if (!isInside && !wanted.has(id)) continue;
      isActive = true;
      const on = state['on'];
      for (const [event, transition] of Object.entries(isJsonObject(on ?? null) ? (on as JsonObject) : {})) titles.set(event, titleOf(event, transition));
    }
    return isActive;
  };
  visit(document['states']);
  return titles;
}

function titleOf(event: string, transition: Json): Text {
  const first = Array.isArray(transition) ? transition[0] : transition;
  const title = isJsonObject(first ?? null) ? (first as JsonObject)['title'] : null;
  return isJsonObject(title ?? null) ? (title as unknown as Text) : { en: event };
}
