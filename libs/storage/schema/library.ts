import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import type { JsonObject } from '#kernel';
import { defineEntity, p } from '@mikro-orm/core';
import { document, instant, json, workspaceKey } from './columns.js';

/** A pipeline with its draft. `latestVersion` 0 = never published; `rulesRevision` 0 = no attached rules yet. */
export const Pipelines = defineEntity({
  name: 'PipelineRow',
  tableName: 'pipelines',
  properties: {
    workspaceId: workspaceKey(),
    key: p.text().primary(),
    object: p.text(),
    draft: document<PipelineDocument>().nullable(),
    /** Grows with each saved draft (optimistic locking). */
    draftRevision: p.integer().default(0),
    draftUpdatedAt: instant().nullable(),
    draftUpdatedBy: p.text().nullable(),
    latestVersion: p.integer().default(0),
    rulesRevision: p.integer().default(0),
    archivedAt: instant().nullable(),
    createdAt: instant(),
    updatedAt: instant(),
    origin: p.text().nullable(),
  },
});

/** Immutable once published: a trigger refuses UPDATE, and DELETE outside the removal of a sample. */
export const PipelineVersions = defineEntity({
  name: 'PipelineVersion',
  tableName: 'pipeline_versions',
  properties: {
    workspaceId: workspaceKey(),
    pipeline: p.text().primary(),
    version: p.integer().primary(),
    document: document<PipelineDocument>(),
    /** SHA-256 of the canonical JSON, lower-case hex. */
    hash: p.text(),
    note: p.text().nullable(),
    publishedAt: instant(),
    publishedBy: p.text(),
  },
});

/** The whole set of attached rules of a pipeline as of a numbered revision; immutable like versions. */
export const RuleRevisions = defineEntity({
  name: 'RuleRevision',
  tableName: 'rule_revisions',
  properties: {
    workspaceId: workspaceKey(),
    pipeline: p.text().primary(),
    revision: p.integer().primary(),
    rules: document<readonly AttachedRuleDocument[]>(),
    savedAt: instant(),
    savedBy: p.text(),
  },
});

/** One row per attached rule with `every`; `cursor` is the last run of the page that was done while it fans out. */
export const Schedules = defineEntity({
  name: 'Schedule',
  tableName: 'schedules',
  properties: {
    workspaceId: workspaceKey(),
    pipeline: p.text().primary(),
    rule: p.text().primary(),
    due: instant(),
    cursor: p.uuid().nullable(),
    leaseUntil: instant().nullable(),
    epoch: p.integer().default(0),
  },
});

/** One import job. `map` is the mapping file, `counts` what became of the rows. */
export const Imports = defineEntity({
  name: 'ImportJob',
  tableName: 'imports',
  properties: {
    workspaceId: workspaceKey(),
    id: p.uuid().primary(),
    kind: p.text().$type<'records' | 'history'>(),
    /** Object or pipeline key. */
    target: p.text(),
    fileName: p.text().nullable(),
    map: json<JsonObject>(),
    status: p.text().$type<'running' | 'done' | 'failed' | 'undoing' | 'undone'>(),
    dryRun: p.boolean().default(false),
    counts: json<JsonObject>(),
    actor: json<JsonObject>(),
    startedAt: instant(),
    endedAt: instant().nullable(),
    origin: p.text().nullable(),
    /** When a running one last said that it goes on. */
    seenAt: instant().nullable(),
  },
});

/** A record that an import made, or changed with the values before: what undoing it takes back. */
export const ImportChanges = defineEntity({
  name: 'ImportChange',
  tableName: 'import_changes',
  properties: {
    workspaceId: workspaceKey(),
    importId: p.uuid().primary(),
    recordId: p.uuid().primary(),
    kind: p.text().$type<'made' | 'changed'>(),
    /** Of the fields it changed. */
    before: json<JsonObject>(),
    /** The record's version after the import's last write. */
    version: p.integer(),
  },
});

/** A row of an import that was not simply taken: what was wrong or left open, with the raw values. */
export const ImportFindings = defineEntity({
  name: 'ImportFinding',
  tableName: 'import_findings',
  properties: {
    workspaceId: workspaceKey(),
    importId: p.uuid().primary(),
    n: p.integer().primary(),
    /** Line of the file, the header being 1. */
    line: p.integer(),
    code: p.text(),
    column: p.text().nullable(),
    recordId: p.uuid().nullable(),
    problem: json<JsonObject>(),
    raw: json<JsonObject>().nullable(),
  },
});
