import type { Instant, Json, JsonObject, WorkspaceId } from '#kernel';
import type { FieldDefinition, PipelineDocument } from '#pipeline';
import type { Computed, ComputeInput } from './compute.js';
import type { Journeys } from './journeys.js';
import type { Bucket, Period } from './periods.js';

/** Which runs are read, by when they were under way. Moments in milliseconds since 1970. */
export type RunWindow =
  | { readonly kind: 'began'; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: 'before'; readonly toMs: number }
  /** Under way at any moment of the time. */
  | { readonly kind: 'alive'; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: 'ended'; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: 'ended-or-open'; readonly fromMs: number; readonly toMs: number };

export interface JourneyQuery {
  readonly object: string;
  /** Null: the records themselves, from their making on (or `at`, a field with a moment), whether they run anywhere or not. */
  readonly pipeline: string | null;
  /** As in lists. */
  readonly filter: string;
  readonly window: RunWindow;
  /** Money field of the amount. */
  readonly sum: string | null;
  /** `ownerId`, a field, or a field of a reference. */
  readonly group: string | null;
  readonly extra: readonly string[];
  /** Whether the moves are needed. */
  readonly hasMoves: boolean;
  /** Without a pipeline: the field that says when. */
  readonly at: string | null;
}

export interface ObjectShape {
  readonly nameField: string;
  readonly fields: ReadonlyMap<string, FieldDefinition>;
}

export interface ReportWorkspace {
  /** IANA. */
  readonly zone: string;
  readonly currency: string;
}

/** A record as the list behind a number shows it. */
export interface ReportRecord {
  readonly object: string;
  readonly id: string;
  readonly name: string | null;
  readonly stage: string | null;
  readonly outcome: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly ownerId: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
}

export type ActivityKind = 'notes' | 'tasks' | 'moves' | 'mails';

export interface ActivityQuery {
  /** Null: records of any object. */
  readonly object: string | null;
  readonly pipeline: string | null;
  readonly filter: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly bucket: Bucket;
  readonly zone: string;
  /** Fields that say whose a record is, where nobody did it: the first that is filled, after the owner. */
  readonly owners: readonly string[];
}

export interface ActivityCount {
  readonly who: string | null;
  readonly period: Period['key'];
  readonly kind: ActivityKind;
  readonly count: number;
}

/** Reads for reports. All of one workspace; deleted records are in none of them. */
export interface ReportReads {
  /** The database's time. */
  now(): Promise<Instant>;
  workspace(workspace: WorkspaceId): Promise<ReportWorkspace>;
  /** Null for an object that there is not. */
  shape(workspace: WorkspaceId, object: string): Promise<ObjectShape | null>;
  /** Published versions, the newest first; at most twenty. Empty for a pipeline that there is not. */
  versions(workspace: WorkspaceId, pipeline: string): Promise<readonly PipelineDocument[]>;
  /**
   * Reads with a cursor, in order of their beginning; `ids` are those of the records, by their number. Throws UserError: problems of the filter or of a field,
   * `insight.too-many` for more than a million.
   */
  journeys(workspace: WorkspaceId, query: JourneyQuery): Promise<{ readonly journeys: Journeys; readonly ids: readonly string[] }>;
  /** How often each transition was taken by the runs of the query. */
  transitions(workspace: WorkspaceId, query: JourneyQuery): Promise<readonly { readonly id: string; readonly count: number }[]>;
  /** Ids of the records whose runs took a transition. */
  transitionRecords(workspace: WorkspaceId, query: JourneyQuery, transition: string): Promise<readonly string[]>;
  activity(workspace: WorkspaceId, query: ActivityQuery): Promise<readonly ActivityCount[]>;
  /** Records behind one number of the activity, newest activity first; null `who`, `period`, = any, `''` = nobody. */
  activityRecords(
    workspace: WorkspaceId,
    query: ActivityQuery,
    pick: { readonly who: string | null; readonly period: string | null; readonly kind: ActivityKind | null },
  ): Promise<readonly string[]>;
  /** In the order of the ids; with the newest run in the pipeline. */
  records(
    workspace: WorkspaceId,
    ids: readonly string[],
    of: { readonly pipeline: string | null; readonly sum: string | null },
  ): Promise<readonly ReportRecord[]>;
  /** Fields of undeleted records of an object, at most a thousand, by name. */
  rows(workspace: WorkspaceId, object: string): Promise<readonly { readonly id: string; readonly fields: JsonObject }[]>;
  /** Names of records and people. */
  names(workspace: WorkspaceId, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Document of a working-time calendar. Null when there is none. */
  calendar(workspace: WorkspaceId, key: string): Promise<Json | null>;
}

/** Where reports are computed: away from the thread that answers. */
export interface ReportThreads {
  compute(input: ComputeInput): Promise<Computed>;
}

/** What somebody (null: all together) is to sell in a month. */
export interface Target {
  readonly by: string;
  readonly who: string | null;
  /** `2026-01`. */
  readonly month: string;
  readonly amount: number;
  readonly currency: string;
  readonly updatedAt: Instant;
}

export interface TargetStore {
  list(
    workspace: WorkspaceId,
    at: { readonly by: string | null; readonly from: string | null; readonly to: string | null; readonly currency: string | null },
  ): Promise<readonly Target[]>;
  put(workspace: WorkspaceId, target: Omit<Target, 'updatedAt'>): Promise<Target>;
  /** False when there was none. */
  remove(workspace: WorkspaceId, at: Pick<Target, 'by' | 'who' | 'month'>): Promise<boolean>;
}
