import type { EffectId, Instant, Json, JsonObject, RecordId, RunId, WorkspaceId } from '#kernel';
import type { Effect, JournalEntry, Snapshot } from '#pipeline';
import type { Answer, ClaimedEffect, StoredEffect, StoredIncident, StoredKey, StoredRecord, StoredRun, StoredTask } from '#runtime';

/* Rows as the statements give them (instants are Instant text by the pool's own parser), and the domain they mean. */

export interface RecordRow {
  readonly id: RecordId;
  readonly object: string;
  readonly fields: JsonObject;
  readonly owner_id: string | null;
  readonly external_key: string | null;
  readonly tags: readonly string[];
  readonly version: number;
  readonly created_at: Instant;
  readonly updated_at: Instant;
  readonly deleted_at: Instant | null;
  readonly merged_into: RecordId | null;
  readonly origin: string | null;
}

export const toRecord = (row: RecordRow): StoredRecord => ({
  id: row.id,
  object: row.object,
  fields: row.fields,
  ownerId: row.owner_id,
  externalKey: row.external_key,
  tags: row.tags,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  deletedAt: row.deleted_at,
  mergedInto: row.merged_into,
  origin: row.origin,
});

export interface RunRow {
  readonly id: RunId;
  readonly record_id: RecordId;
  readonly pipeline: string;
  readonly version: number;
  readonly rules_revision: number;
  readonly seq: number;
  readonly stage: string | null;
  readonly snapshot: Snapshot;
  readonly before: StoredRun['before'];
  readonly started_at: Instant;
  readonly ended_at: Instant | null;
  readonly updated_at: Instant;
  readonly origin: string | null;
}

export const toRun = (row: RunRow): StoredRun => ({
  id: row.id,
  recordId: row.record_id,
  pipeline: row.pipeline,
  version: row.version,
  rulesRevision: row.rules_revision,
  seq: row.seq,
  stage: row.stage,
  snapshot: row.snapshot,
  before: row.before,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  updatedAt: row.updated_at,
  origin: row.origin,
});

export interface TaskRow {
  readonly id: string;
  readonly record_id: RecordId;
  readonly run_id: RunId | null;
  readonly title: string;
  readonly due: Instant | null;
  readonly assignee: JsonObject | null;
  readonly approval: StoredTask['approval'];
  readonly status: StoredTask['status'];
  readonly answer: string | null;
  readonly created_at: Instant;
  readonly closed_at: Instant | null;
  readonly origin: string | null;
}

export const toTask = (row: TaskRow): StoredTask => ({
  id: row.id,
  recordId: row.record_id,
  runId: row.run_id,
  title: row.title,
  due: row.due,
  assignee: row.assignee,
  approval: row.approval,
  status: row.status,
  answer: row.answer,
  createdAt: row.created_at,
  closedAt: row.closed_at,
  origin: row.origin,
});

export interface IncidentRow {
  readonly id: string;
  readonly run_id: RunId;
  readonly record_id: RecordId;
  readonly effect_id: EffectId | null;
  readonly step: string | null;
  readonly input: Json;
  readonly reason: string;
  readonly status: StoredIncident['status'];
  readonly opened_at: Instant;
}

export const toIncident = (row: IncidentRow): StoredIncident => ({
  id: row.id,
  runId: row.run_id,
  recordId: row.record_id,
  effect: row.effect_id,
  step: row.step,
  input: row.input,
  reason: row.reason,
  status: row.status,
  openedAt: row.opened_at,
});

export interface EffectRow {
  readonly id: EffectId;
  readonly run_id: RunId;
  readonly record_id: RecordId;
  readonly effect: Effect;
  readonly status: StoredEffect['status'];
  readonly due: Instant;
  readonly attempt: number;
  readonly epoch: number;
  readonly history: boolean;
}

export const toEffect = (row: EffectRow): StoredEffect => ({
  id: row.id,
  runId: row.run_id,
  recordId: row.record_id,
  effect: row.effect,
  status: row.status,
  due: row.due,
  attempt: row.attempt,
  epoch: row.epoch,
  history: row.history,
});

export interface ClaimedRow extends EffectRow {
  readonly workspace_id: WorkspaceId;
  readonly lease_until: Instant;
  readonly expired: boolean;
  readonly late_by_ms: number;
}

export const toClaimed = (row: ClaimedRow): ClaimedEffect => ({
  ...toEffect(row),
  workspace: row.workspace_id,
  leaseUntil: row.lease_until,
  expired: row.expired,
  lateByMs: row.late_by_ms,
});

export interface KeyRow {
  readonly source: string;
  readonly key: string;
  readonly body_hash: string;
  readonly answer: Answer;
}

export const toKey = (row: KeyRow): StoredKey => ({ bodyHash: row.body_hash, answer: row.answer });

export interface JournalRow {
  readonly entry: Omit<JournalEntry, 'personal'>;
  readonly personal: readonly Json[];
}

export const toEntry = (row: JournalRow): JournalEntry => ({ ...row.entry, personal: row.personal });
