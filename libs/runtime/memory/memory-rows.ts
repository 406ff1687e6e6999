import { type EffectId, type Instant, type RecordId, type WorkspaceId, addMs, epochMs } from '#kernel';
import type { BatchRequest, ClaimedEffect, DueWork, KindFilter, LoadedBatch, StoredRecord, Sweep, WorkKind } from '../ports.js';
import { isWanted, workKindOf } from '../work-kinds.js';
import type { EffectRow, MemoryTables } from './memory-tables.js';

/** When a row may be claimed: its due time, or the end of its lease. */
const readyAt = ({ stored, leaseUntil }: EffectRow): Instant => (stored.status === 'claimed' && leaseUntil !== null ? leaseUntil : stored.due);

function dueRows(tables: MemoryTables, now: Instant): readonly EffectRow[] {
  const rows: EffectRow[] = [];
  for (const id of tables.open) {
    const row = tables.effects.get(id);
    if (row && readyAt(row) <= now) rows.push(row);
  }
  return rows.sort((a, b) => (readyAt(a) < readyAt(b) ? -1 : readyAt(a) > readyAt(b) ? 1 : a.stored.id < b.stored.id ? -1 : 1));
}

/** The first `limit` rows of each kind. */
function firstOfEach(rows: readonly EffectRow[], limit: number): readonly EffectRow[] {
  const taken = new Map<WorkKind, number>();
  return rows.filter(({ stored }) => {
    const kind = workKindOf(stored.effect);
    const count = (taken.get(kind) ?? 0) + 1;
    taken.set(kind, count);
    return count <= limit;
  });
}

function claimRow(tables: MemoryTables, workspace: WorkspaceId, row: EffectRow, now: Instant, leaseMs: number): ClaimedEffect {
  const leaseUntil = addMs(now, leaseMs);
  const stored = { ...row.stored, status: 'claimed' as const, attempt: row.stored.attempt + 1, epoch: row.stored.epoch + 1 };
  tables.setEffect({ ...row, stored, leaseUntil });
  return { ...stored, workspace, leaseUntil, expired: row.stored.status === 'claimed', lateByMs: Math.max(0, epochMs(now) - epochMs(row.stored.due)) };
}

export function load(tables: MemoryTables, request: BatchRequest, now: Instant): LoadedBatch & { readonly records: Map<RecordId, StoredRecord> } {
  const keyed = pick(
    tables.externalKeys,
    request.externalKeys.map(({ object, key }) => `${object}\n${key}`),
  );
  const externalKeys = new Map([...keyed].map(([key, id]) => [key, tables.records.get(id)?.mergedInto ?? id]));
  const asked = request.runs.map((id) => tables.runs.get(id)).filter((run) => run !== undefined);
  const records = new Map<RecordId, StoredRecord>();
  for (const id of [...request.records, ...keyed.values(), ...externalKeys.values(), ...asked.map((run) => run.recordId)]) addRecord(tables, records, id);
  const runs = new Map(asked.map((run) => [run.id, run]));
  for (const id of records.keys()) {
    for (const run of tables.runsOf.get(id) ?? []) {
      const stored = tables.runs.get(run);
      if (stored?.endedAt === null) runs.set(run, stored);
    }
  }
  const effects = [...request.effects, ...request.effectsOf.flatMap((run) => [...(tables.effectsOf.get(run) ?? [])])];
  const tasks = new Map(pick(tables.tasks, request.tasks));
  for (const task of tables.tasks.values()) if (task.runId !== null && request.effectsOf.includes(task.runId)) tasks.set(task.id, task);
  return {
    now,
    records,
    runs,
    tasks,
    incidents: pick(tables.incidents, request.incidents),
    effects: new Map([...pick(tables.effects, effects)].map(([id, row]) => [id, row.stored])),
    keys: pick(
      tables.keys,
      request.keys.map(({ source, key }) => `${source}\n${key}`),
    ),
    externalKeys,
  };
}

export function addRecord(tables: MemoryTables, records: Map<RecordId, StoredRecord>, id: RecordId): void {
  const record = tables.records.get(id);
  if (record) records.set(id, record);
}

function pick<K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): Map<K, V> {
  const picked = new Map<K, V>();
  for (const key of keys) {
    const value = map.get(key);
    if (value !== undefined) picked.set(key, value);
  }
  return picked;
}

type Workspaces = ReadonlyMap<WorkspaceId, MemoryTables>;

/** Claims due work that `isFree`: one piece of each workspace in turn, so that none starves the others. */
export function claimDue(
  workspaces: Workspaces,
  want: { readonly limit: number; readonly leaseMs: number; readonly kinds: KindFilter },
  now: Instant,
  isFree: (id: string) => boolean = () => true,
): readonly ClaimedEffect[] {
  const fits = ({ stored }: EffectRow): boolean => isWanted(want.kinds, workKindOf(stored.effect)) && isFree(stored.id);
  const queues = [...workspaces].map(([workspace, tables]) => ({ workspace, tables, rows: dueRows(tables, now).filter(fits) }));
  const claimed: ClaimedEffect[] = [];
  for (let turn = 0; claimed.length < want.limit && queues.some(({ rows }) => turn < rows.length); turn += 1) {
    for (const { workspace, tables, rows } of queues) {
      const row = rows[turn];
      if (row && claimed.length < want.limit) claimed.push(claimRow(tables, workspace, row, now, want.leaseMs));
    }
  }
  return claimed;
}

/** What is due, at most `limit` of a workspace and kind, and when the next is. */
export function sweepDue(workspaces: Workspaces, limit: number, now: Instant): Sweep {
  const due: DueWork[] = [];
  let nextDue: Instant | null = null;
  for (const [workspace, tables] of workspaces) {
    due.push(...firstOfEach(dueRows(tables, now), limit).map(({ stored }) => ({ workspace, effect: stored.id, kind: workKindOf(stored.effect) })));
    for (const id of tables.open) {
      const row = tables.effects.get(id);
      const ready = row && readyAt(row);
      if (ready !== undefined && ready > now && (nextDue === null || ready < nextDue)) nextDue = ready;
    }
  }
  return { due, nextDue, now };
}

type Held = readonly { readonly workspace: WorkspaceId; readonly id: EffectId; readonly epoch: number }[];

/** Prolongs the leases that are still held; answers the lost ones. */
export function renewHeld(tablesOf: (workspace: WorkspaceId) => MemoryTables, held: Held, until: Instant): readonly EffectId[] {
  const lost: EffectId[] = [];
  for (const { workspace, id, epoch } of held) {
    const row = tablesOf(workspace).effects.get(id);
    if (row?.stored.status !== 'claimed' || row.stored.epoch !== epoch) lost.push(id);
    else tablesOf(workspace).setEffect({ ...row, leaseUntil: until });
  }
  return lost;
}

/** Gives back what was never begun. */
export function releaseHeld(tablesOf: (workspace: WorkspaceId) => MemoryTables, held: Held): void {
  for (const { workspace, id, epoch } of held) {
    const row = tablesOf(workspace).effects.get(id);
    if (row?.stored.status !== 'claimed' || row.stored.epoch !== epoch) continue;
    tablesOf(workspace).setEffect({ ...row, leaseUntil: null, stored: { ...row.stored, status: 'waiting', attempt: row.stored.attempt - 1 } });
  }
}
