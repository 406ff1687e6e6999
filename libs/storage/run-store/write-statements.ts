import type { WorkspaceId } from '#kernel';
import type { BatchWrites, StoredIncident, StoredRecord, StoredTask } from '#runtime';
import { appendAudit } from '../statements/append-audit.js';
import { closeTasks } from '../statements/close-tasks.js';
import { followMerged } from '../statements/follow-merged.js';
import { insertEdits } from '../statements/insert-edits.js';
import { insertEffects } from '../statements/insert-effects.js';
import { insertJournal } from '../statements/insert-journal.js';
import { insertKeys } from '../statements/insert-keys.js';
import { insertNotes } from '../statements/insert-notes.js';
import { insertNotifications } from '../statements/insert-notifications.js';
import { insertRefusals } from '../statements/insert-refusals.js';
import { insertRuns } from '../statements/insert-runs.js';
import { resolveIncidents } from '../statements/resolve-incidents.js';
import type { Statement } from '../statements/statement.js';
import { updateEffects } from '../statements/update-effects.js';
import { updateRuns } from '../statements/update-runs.js';
import { writeIncidents } from '../statements/write-incidents.js';
import { writeRecords } from '../statements/write-records.js';
import { writeTasks } from '../statements/write-tasks.js';
import { foldEffectWrites } from './effect-writes.js';
import type { Call } from './pipelined.js';

/** The statements that write a batch, in the order in which constraints allow them; empty kinds are left out. */
export function writeStatements(workspace: WorkspaceId, writes: BatchWrites): readonly Call[] {
  const calls: Call[] = [];
  const rows = (statement: Statement, list: readonly unknown[]): void => {
    // One JSON text a kind: every row is stringified once, and PostgreSQL takes it apart.
    if (list.length > 0) calls.push({ statement, values: [workspace, JSON.stringify(list)] });
  };
  const effects = foldEffectWrites(writes.effects);
  // One by one, as they were merged: what follows the first may have to follow the second.
  for (const { id, mergedInto } of writes.records) if (mergedInto !== null) calls.push({ statement: followMerged, values: [workspace, id, mergedInto] });
  rows(writeRecords, lastOfEach(writes.records).map(recordRow));
  rows(updateRuns, writes.runs.filter(({ expectedSeq }) => expectedSeq > 0).map(runRow));
  rows(insertRuns, writes.runs.filter(({ expectedSeq }) => expectedSeq === 0).map(runRow));
  rows(insertJournal, writes.journal.map(journalRow));
  rows(insertEffects, effects.inserts.map(effectRow));
  rows(
    updateEffects,
    effects.updates.map((update) => ({ ...update, edited: update.input !== undefined })),
  );
  rows(writeTasks, lastOfEach(writes.tasks).map(taskRow));
  if (writes.taskCloses.length > 0) {
    calls.push({ statement: closeTasks, values: [workspace, writes.taskCloses.map(({ id }) => id), writes.taskCloses.map(({ closedAt }) => closedAt)] });
  }
  rows(
    insertNotes,
    writes.notes.map(({ recordId, runId, ...note }) => ({ ...note, record_id: recordId, run_id: runId })),
  );
  rows(
    insertNotifications,
    writes.notifications.map(({ recordId, to, ...rest }) => ({ ...rest, record_id: recordId, recipient: to })),
  );
  rows(writeIncidents, lastOfEach(writes.incidents).map(incidentRow));
  if (effects.cancelled.length > 0) calls.push({ statement: resolveIncidents, values: [workspace, effects.cancelled] });
  rows(
    insertRefusals,
    writes.refusals.map(({ recordId, runId, ...rest }) => ({ ...rest, record_id: recordId, run_id: runId })),
  );
  rows(
    insertKeys,
    writes.keys.map(({ bodyHash, ...rest }) => ({ ...rest, body_hash: bodyHash })),
  );
  rows(
    insertEdits,
    writes.edits.map(({ recordId, ...rest }) => ({ ...rest, record_id: recordId })),
  );
  rows(appendAudit, writes.audit);
  return calls;
}

/** A set-based upsert may meet a row once; the last write of a batch is the one that holds. */
const lastOfEach = <Row extends { readonly id: string }>(rows: readonly Row[]): readonly Row[] =>
  rows.length < 2 ? rows : [...new Map(rows.map((row) => [row.id, row])).values()];

const recordRow = (record: StoredRecord): object => ({
  id: record.id,
  object: record.object,
  fields: record.fields,
  owner_id: record.ownerId,
  external_key: record.externalKey,
  tags: record.tags,
  version: record.version,
  created_at: record.createdAt,
  updated_at: record.updatedAt,
  deleted_at: record.deletedAt,
  merged_into: record.mergedInto,
  origin: record.origin,
});

const runRow = ({ run, expectedSeq }: BatchWrites['runs'][number]): object => ({
  id: run.id,
  record_id: run.recordId,
  pipeline: run.pipeline,
  version: run.version,
  rules_revision: run.rulesRevision,
  seq: run.seq,
  stage: run.stage,
  outcome: run.snapshot.outcome,
  configuration: run.snapshot.configuration,
  snapshot: run.snapshot,
  before: run.before,
  started_at: run.startedAt,
  ended_at: run.endedAt,
  updated_at: run.updatedAt,
  origin: run.origin,
  expected_seq: expectedSeq,
});

const journalRow = ({ entry: { personal, ...entry }, recordId, source, key, origin }: BatchWrites['journal'][number]): object => ({
  run_id: entry.run,
  seq: entry.seq,
  record_id: recordId,
  entry,
  personal,
  source,
  key,
  occurred_at: entry.occurredAt,
  origin,
});

const effectRow = ({ effect, origin, error }: ReturnType<typeof foldEffectWrites>['inserts'][number]): object => ({
  id: effect.id,
  run_id: effect.runId,
  record_id: effect.recordId,
  effect: effect.effect,
  status: effect.status,
  due: effect.due,
  attempt: effect.attempt,
  epoch: effect.epoch,
  history: effect.history,
  error,
  origin,
});

const taskRow = (task: StoredTask): object => ({
  id: task.id,
  record_id: task.recordId,
  run_id: task.runId,
  title: task.title,
  due: task.due,
  assignee: task.assignee,
  approval: task.approval,
  status: task.status,
  answer: task.answer,
  created_at: task.createdAt,
  closed_at: task.closedAt,
  origin: task.origin,
});

const incidentRow = (incident: StoredIncident): object => ({
  id: incident.id,
  run_id: incident.runId,
  record_id: incident.recordId,
  effect_id: incident.effect,
  step: incident.step,
  input: incident.input,
  reason: incident.reason,
  status: incident.status,
  opened_at: incident.openedAt,
});
