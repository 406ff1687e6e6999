import type { EffectId, Instant, RecordId, RunId } from '#kernel';
import type { BatchRequest, LoadedBatch, StoredRecord } from '#runtime';
import { loadIncidents } from '../statements/load-incidents.js';
import { loadKeys } from '../statements/load-keys.js';
import { loadTasks } from '../statements/load-tasks.js';
import { lockEffects } from '../statements/lock-effects.js';
import { lockKeys } from '../statements/lock-keys.js';
import { lockRecords } from '../statements/lock-records.js';
import { lockRuns } from '../statements/lock-runs.js';
import { readRecords } from '../statements/read-records.js';
import { storeTime } from '../statements/store-time.js';
import { begin, type Call, pipelined, type Rows } from './pipelined.js';
import {
  toEffect,
  toIncident,
  toKey,
  toRecord,
  toRun,
  toTask,
  type EffectRow,
  type IncidentRow,
  type KeyRow,
  type RecordRow,
  type RunRow,
  type TaskRow,
} from './rows.js';
import type pg from 'pg';

export type Loaded = LoadedBatch & { readonly records: Map<RecordId, StoredRecord> };

/**
 * BEGIN, all locks and all reads of a batch in one round trip. The order of locks is the same for everyone: keys,
 * records, runs, effects, each by id; the time is read last, so that nobody committed later than it.
 */
export async function lockAndLoad(client: pg.ClientBase, request: BatchRequest): Promise<Loaded> {
  const wanted = callsFor(request);
  const answers = await pipelined(client, [begin, ...wanted.map(({ call }) => call), { statement: storeTime, values: [] }]);
  const rows = new Map<Part, Rows>(wanted.map(({ part }, n) => [part, answers[n + 1] ?? []]));
  const time = answers.at(-1)?.[0]?.['now'] as Instant;
  return assemble(request, time, (part) => rows.get(part) ?? []);
}

/** Adds further records, read without a lock. */
export async function loadFurther(client: pg.ClientBase, request: BatchRequest, loaded: Loaded, ids: readonly RecordId[]): Promise<void> {
  const missing = ids.filter((id) => !loaded.records.has(id));
  if (missing.length === 0) return;
  const [rows = []] = await pipelined(client, [{ statement: readRecords, values: [request.workspace, missing] }]);
  for (const row of rows as unknown as readonly RecordRow[]) loaded.records.set(row.id, toRecord(row));
}

type Part = 'locks' | 'records' | 'runs' | 'tasks' | 'incidents' | 'effects' | 'keys';

function callsFor(request: BatchRequest): readonly { readonly part: Part; readonly call: Call }[] {
  const { workspace, records, runs, tasks, incidents, effects, effectsOf, externalKeys } = request;
  const keys = [workspace, request.keys.map(({ source }) => source), request.keys.map(({ key }) => key)];
  const ids = [workspace, records, runs, externalKeys.map(({ object }) => object), externalKeys.map(({ key }) => key)];
  const hasIds = records.length + runs.length + externalKeys.length > 0;
  const parts: readonly [Part, boolean, Call][] = [
    ['locks', request.keys.length > 0, { statement: lockKeys, values: keys }],
    ['records', hasIds, { statement: lockRecords, values: ids }],
    ['runs', hasIds, { statement: lockRuns, values: ids }],
    ['effects', effects.length + effectsOf.length > 0, { statement: lockEffects, values: [workspace, effects, effectsOf] }],
    ['tasks', tasks.length + effectsOf.length > 0, { statement: loadTasks, values: [workspace, tasks, effectsOf] }],
    ['incidents', incidents.length > 0, { statement: loadIncidents, values: [workspace, incidents] }],
    ['keys', request.keys.length > 0, { statement: loadKeys, values: keys }],
  ];
  return parts.filter(([, wanted]) => wanted).map(([part, , call]) => ({ part, call }));
}

function assemble(request: BatchRequest, now: Instant, rowsOf: (part: Part) => Rows): Loaded {
  const of = <Row, Id, Value>(part: Part, entry: (row: Row) => readonly [Id, Value]): Map<Id, Value> =>
    new Map((rowsOf(part) as unknown as readonly Row[]).map(entry));
  const records = of<RecordRow, RecordId, StoredRecord>('records', (row) => [row.id, toRecord(row)]);
  const askedFor = new Set(request.externalKeys.map(({ object, key }) => `${object}\n${key}`));
  const externalKeys = new Map<string, RecordId>();
  if (askedFor.size > 0) {
    for (const { id, object, externalKey, mergedInto } of records.values()) {
      if (externalKey !== null && askedFor.has(`${object}\n${externalKey}`)) externalKeys.set(`${object}\n${externalKey}`, mergedInto ?? id);
    }
  }
  return {
    now,
    records,
    runs: of<RunRow, RunId, ReturnType<typeof toRun>>('runs', (row) => [row.id, toRun(row)]),
    tasks: of<TaskRow, string, ReturnType<typeof toTask>>('tasks', (row) => [row.id, toTask(row)]),
    incidents: of<IncidentRow, string, ReturnType<typeof toIncident>>('incidents', (row) => [row.id, toIncident(row)]),
    effects: of<EffectRow, EffectId, ReturnType<typeof toEffect>>('effects', (row) => [row.id, toEffect(row)]),
    keys: of<KeyRow, string, ReturnType<typeof toKey>>('keys', (row) => [`${row.source}\n${row.key}`, toKey(row)]),
    externalKeys,
  };
}
