import type { Json, JsonObject } from '#kernel';
import type { Actor, Effect, JournalEntry, Refusal, Snapshot } from '#pipeline';
import type { Answer, RecordEdit } from '#runtime';
import { defineEntity, p } from '@mikro-orm/core';
import { instant, json, texts, workspaceKey } from './columns.js';

/*
 * The tables that only the committer writes (PgRunStore). They carry no foreign keys: their rows are written together
 * in one transaction, and a foreign key check per row costs a tenth of the throughput.
 */

/** One of an object. `fields` holds every value; `version` grows with each change (optimistic locking). */
export const Records = defineEntity({
  name: 'RecordRow',
  tableName: 'records',
  properties: {
    workspaceId: workspaceKey(),
    id: p.uuid().primary(),
    object: p.text(),
    fields: json<JsonObject>(),
    ownerId: p.text().nullable(),
    /** Id in the system it was imported from; unique within the object, deleted records included. */
    externalKey: p.text().nullable(),
    tags: texts(),
    version: p.integer(),
    createdAt: instant(),
    updatedAt: instant(),
    deletedAt: instant().nullable(),
    /** The record that this one was merged into. */
    mergedInto: p.uuid().nullable(),
    /** Names a removable set, such as `sample`. */
    origin: p.text().nullable(),
  },
});

/** One record living in one pipeline version. `status`, `outcome` and `configuration` repeat the snapshot for queries. */
export const Runs = defineEntity({
  name: 'RunRow',
  tableName: 'runs',
  properties: {
    workspaceId: workspaceKey(),
    id: p.uuid().primary(),
    recordId: p.uuid(),
    pipeline: p.text(),
    version: p.integer(),
    rulesRevision: p.integer(),
    /** Seq of the last journal row. */
    seq: p.integer(),
    status: p.text().$type<'active' | 'done'>(),
    stage: p.text().nullable(),
    outcome: p.text().nullable(),
    configuration: texts(),
    snapshot: json<Snapshot>(),
    /** State before the last event, for undo. */
    before: json<{ readonly snapshot: Snapshot; readonly fields: JsonObject }>().nullable(),
    startedAt: instant(),
    endedAt: instant().nullable(),
    updatedAt: instant(),
    origin: p.text().nullable(),
  },
});

/**
 * The ordered events of a run; append-only. `position` orders the live feed: readers go up to `journal_settled()`, below
 * which no row can appear any more, so that they never pass a row that commits late.
 */
export const Journal = defineEntity({
  name: 'JournalRow',
  tableName: 'journal',
  properties: {
    workspaceId: workspaceKey(),
    runId: p.uuid().primary(),
    seq: p.integer().primary(),
    position: p.bigint('number').generated('always as identity'),
    recordId: p.uuid(),
    /** JournalEntry without `personal`. */
    entry: json<Omit<JournalEntry, 'personal'>>(),
    /** Values of personal fields, in the order of their `$personal` holes. */
    personal: json<readonly Json[]>(),
    source: p.text(),
    key: p.text().nullable(),
    occurredAt: instant(),
    recordedAt: instant(),
    origin: p.text().nullable(),
  },
});

/** Work that a transition asked for, and timers. `readyAt` is when a worker may take it: due, or end of the lease; null = never. */
export const Effects = defineEntity({
  name: 'EffectRow',
  tableName: 'effects',
  properties: {
    workspaceId: workspaceKey(),
    id: p.text().primary(),
    runId: p.uuid(),
    recordId: p.uuid(),
    isTimer: p.boolean(),
    effect: json<Effect>(),
    status: p.text().$type<'waiting' | 'claimed' | 'done' | 'failed' | 'cancelled' | 'late' | 'incident'>(),
    due: instant(),
    readyAt: instant().nullable(),
    /** Claims so far; commits before the attempt is made. */
    attempt: p.integer(),
    /** Grows at each claim; outcomes count only at the epoch they were claimed with. */
    epoch: p.integer(),
    /** Made by backdated history: sends nothing. */
    history: p.boolean().default(false),
    leaseUntil: instant().nullable(),
    worker: p.text().nullable(),
    error: json<Json>().nullable(),
    createdAt: instant().defaultRaw('clock_timestamp()'),
    updatedAt: instant().defaultRaw('clock_timestamp()'),
    origin: p.text().nullable(),
  },
});

/** First answers by workspace, source and key; kept 30 days. */
export const IdempotencyKeys = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_keys',
  properties: {
    workspaceId: workspaceKey(),
    source: p.text().primary(),
    key: p.text().primary(),
    bodyHash: p.text(),
    answer: json<Answer>(),
    createdAt: instant().defaultRaw('clock_timestamp()'),
  },
});

/** Work for a person. An approval is a task whose answer is an event of its run. */
export const Tasks = defineEntity({
  name: 'TaskRow',
  tableName: 'tasks',
  properties: {
    workspaceId: workspaceKey(),
    id: p.text().primary(),
    recordId: p.uuid(),
    runId: p.uuid().nullable(),
    title: p.text(),
    due: instant().nullable(),
    /** Recipient: `{role}`, `{person}` or `{owner: true}`. */
    assignee: json<JsonObject>().nullable(),
    approval: json<JsonObject>().nullable(),
    status: p.text().$type<'open' | 'done'>(),
    answer: p.text().nullable(),
    createdAt: instant(),
    closedAt: instant().nullable(),
    origin: p.text().nullable(),
  },
});

/** What was done to records outside of any run; append-only, in the same order of positions as the journal. */
export const RecordEdits = defineEntity({
  name: 'RecordEditRow',
  tableName: 'record_edits',
  properties: {
    workspaceId: workspaceKey(),
    position: p.bigint('number').primary().defaultRaw(`nextval('journal_position')`),
    recordId: p.uuid(),
    what: p.text().$type<RecordEdit['what']>(),
    changes: json<RecordEdit['changes']>(),
    actor: json<Actor>(),
    at: instant(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    origin: p.text().nullable(),
  },
});

export const Notes = defineEntity({
  name: 'NoteRow',
  tableName: 'notes',
  properties: {
    workspaceId: workspaceKey(),
    id: p.text().primary(),
    recordId: p.uuid(),
    runId: p.uuid().nullable(),
    text: p.text(),
    actor: json<Actor>(),
    at: instant(),
    origin: p.text().nullable(),
  },
});

export const Notifications = defineEntity({
  name: 'NotificationRow',
  tableName: 'notifications',
  properties: {
    workspaceId: workspaceKey(),
    id: p.text().primary(),
    recordId: p.uuid(),
    recipient: json<JsonObject>(),
    text: p.text(),
    at: instant(),
  },
});

/** Who has read which notification: a person or an API key. */
export const NotificationReads = defineEntity({
  name: 'NotificationRead',
  tableName: 'notification_reads',
  properties: {
    workspaceId: workspaceKey(),
    readerId: p.text().primary(),
    notificationId: p.text().primary(),
    readAt: instant(),
  },
});

/** A run that needs a person. */
export const Incidents = defineEntity({
  name: 'IncidentRow',
  tableName: 'incidents',
  properties: {
    workspaceId: workspaceKey(),
    id: p.text().primary(),
    runId: p.uuid(),
    recordId: p.uuid(),
    effectId: p.text().nullable(),
    step: p.text().nullable(),
    input: json<Json>().nullable(),
    reason: p.text(),
    status: p.text().$type<'open' | 'resolved'>(),
    openedAt: instant(),
    resolvedAt: instant().nullable(),
  },
});

/** Events that a pipeline refused; kept 30 days and shown on the timeline, never in the journal. */
export const Refusals = defineEntity({
  name: 'RefusalRow',
  tableName: 'refusals',
  properties: {
    workspaceId: workspaceKey(),
    id: p.text().primary(),
    runId: p.uuid(),
    recordId: p.uuid(),
    event: p.text(),
    actor: json<Actor>(),
    at: instant(),
    reasons: json<readonly Refusal[]>(),
  },
});
