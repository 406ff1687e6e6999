import type { JsonObject, Text } from '#kernel';
import { defineEntity, p } from '@mikro-orm/core';
import { document, instant, json, workspaceKey } from './columns.js';

/** A model as people set it up; a shipped one that nobody touched has no row. */
export const Models = defineEntity({
  name: 'ModelRow',
  tableName: 'models',
  properties: {
    workspaceId: workspaceKey(),
    key: p.text().primary(),
    object: p.text(),
    pipeline: p.text().nullable(),
    definition: json<JsonObject>(),
    activeVersion: p.integer().nullable(),
    latestVersion: p.integer().default(0),
    /** When the schedule begins the next training; null without one. */
    nextTrainingAt: instant().nullable(),
    /** What the last look at the drift of the active version found. */
    drift: json<JsonObject>().nullable(),
    /** When it is looked at next; null: at the next look. */
    driftDueAt: instant().nullable(),
    /** When those who may train were told of a drift that still lasts. */
    driftNoticedAt: instant().nullable(),
    createdAt: instant(),
    updatedAt: instant(),
  },
});

/** What was learned; never changed. */
export const ModelVersions = defineEntity({
  name: 'ModelVersion',
  tableName: 'model_versions',
  properties: {
    workspaceId: workspaceKey(),
    model: p.text().primary(),
    version: p.integer().primary(),
    method: p.text(),
    report: json<JsonObject>(),
    fitted: document<JsonObject>(),
    /** Of an imported model. */
    file: p.blob().columnType('bytea').nullable(),
    trainedAt: instant(),
    trainedBy: json<JsonObject>(),
  },
});

/** What a person was told of a model. */
export const ModelNotices = defineEntity({
  name: 'ModelNotice',
  tableName: 'model_notices',
  properties: {
    workspaceId: workspaceKey(),
    id: p.text().primary(),
    personId: p.text(),
    model: p.text(),
    words: json<Text>(),
    at: instant(),
  },
});

/** A training; held by an engine through a lease, so that another takes it over when that engine is lost. */
export const ModelJobs = defineEntity({
  name: 'ModelJob',
  tableName: 'model_jobs',
  properties: {
    workspaceId: workspaceKey(),
    id: p.uuid().primary(),
    model: p.text(),
    status: p.text(),
    progress: p.float().columnType('real'),
    phase: json<Text>(),
    rows: p.integer(),
    version: p.integer().nullable(),
    error: json<JsonObject>().nullable(),
    attempt: p.integer(),
    leaseUntil: instant().nullable(),
    startedBy: json<JsonObject>(),
    createdAt: instant(),
    endedAt: instant().nullable(),
  },
});
