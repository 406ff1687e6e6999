import type { Instant, Json, JsonObject, RunId, WorkspaceId } from '#kernel';
import type { AttachedRuleDocument, DueTimes, PipelineDocument, Surroundings } from '#pipeline';
import type { StoredRun } from '../ports.js';

/** A pipeline without its documents. */
export interface PipelineHead {
  readonly key: string;
  readonly object: string;
  readonly title: JsonObject | null;
  /** Whether there is a draft that differs from the newest version. */
  readonly hasDraft: boolean;
  readonly draftRevision: number;
  readonly draftUpdatedAt: Instant | null;
  readonly draftUpdatedBy: string | null;
  /** 0 = never published. */
  readonly latestVersion: number;
  /** 0 = no attached rules yet. */
  readonly rulesRevision: number;
  readonly archivedAt: Instant | null;
  readonly openRuns: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly origin: string | null;
}

export interface VersionHead {
  readonly version: number;
  readonly hash: string;
  readonly note: string | null;
  readonly publishedAt: Instant;
  readonly publishedBy: string;
  readonly openRuns: number;
}

export interface RulesRevision {
  readonly revision: number;
  readonly rules: readonly AttachedRuleDocument[];
  readonly savedAt: Instant;
  readonly savedBy: string;
}

/** An open run with what a trial on another version needs. */
export interface OpenRun {
  readonly run: StoredRun;
  readonly fields: JsonObject;
  readonly ownerId: string | null;
  /** What people call the record. */
  readonly name: string | null;
}

/** Where pipelines, versions and rules are kept. Each method is its own transaction. */
export interface LibraryStore {
  heads(workspace: WorkspaceId): Promise<readonly PipelineHead[]>;
  head(workspace: WorkspaceId, key: string): Promise<PipelineHead | null>;
  draft(workspace: WorkspaceId, key: string): Promise<PipelineDocument | null>;
  /** Makes (`expectedRevision` 0) or replaces a draft; null when its revision is no longer the expected one (null = any). */
  saveDraft(
    workspace: WorkspaceId,
    draft: { readonly key: string; readonly object: string; readonly document: Json; readonly by: string; readonly origin: string | null },
    expectedRevision: number | null,
  ): Promise<PipelineHead | null>;
  /** Forgets the draft; a pipeline that was never published goes altogether. False when there is none. */
  discardDraft(workspace: WorkspaceId, key: string): Promise<boolean>;
  /** Stores the next version and empties the draft, if the draft still has this revision; null otherwise. */
  publish(
    workspace: WorkspaceId,
    version: {
      readonly key: string;
      readonly object: string;
      readonly document: Json;
      readonly hash: string;
      readonly note: string | null;
      readonly by: string;
      readonly draftRevision: number;
    },
  ): Promise<number | null>;
  versions(workspace: WorkspaceId, key: string): Promise<readonly VersionHead[]>;
  version(workspace: WorkspaceId, key: string, version: number): Promise<PipelineDocument | null>;
  rules(workspace: WorkspaceId, key: string, revision: number): Promise<RulesRevision | null>;
  ruleRevisions(workspace: WorkspaceId, key: string): Promise<readonly Omit<RulesRevision, 'rules'>[]>;
  /** Stores the next revision, if `expectedRevision` is still the newest; null otherwise. */
  saveRules(workspace: WorkspaceId, key: string, rules: readonly AttachedRuleDocument[], by: string, expectedRevision: number): Promise<number | null>;
  /** Open runs in order of their ids. `staleRules`: only those under another revision of the rules than this one. */
  openRuns(
    workspace: WorkspaceId,
    key: string,
    page: { readonly after: RunId | null; readonly limit: number; readonly staleRules?: number; readonly ids?: readonly RunId[] },
  ): Promise<readonly OpenRun[]>;
  archive(workspace: WorkspaceId, key: string, archived: boolean): Promise<boolean>;
}

/** What a workspace's pipelines stand in, but for other pipelines. */
export interface SurroundingsSource {
  load(workspace: WorkspaceId): Promise<Omit<Surroundings, 'hasPipeline'>>;
  /** Stands for the workspace's fields: the same value until they change. */
  fieldsNow(workspace: WorkspaceId): Promise<unknown>;
  /** `zone` null = the workspace's. */
  times(workspace: WorkspaceId, zone: string | null): Promise<DueTimes>;
  /** A version was published: its fields count from now on. */
  changed(workspace: WorkspaceId): void;
}
