import type { Instant, JsonObject, RecordId, WorkspaceId } from '#kernel';
import type { Actor } from '#pipeline';

export type ImportStatus = 'running' | 'done' | 'failed' | 'undoing' | 'undone';

/** An import as it is kept. */
export interface ImportJobRow {
  readonly id: string;
  readonly object: string;
  readonly fileName: string | null;
  readonly map: JsonObject;
  readonly status: ImportStatus;
  readonly dryRun: boolean;
  /** What became of the rows so far; see `ImportJobs`. */
  readonly counts: JsonObject;
  readonly actor: Actor;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** True for one that is under way but has not been heard of for a minute: its process is gone. */
  readonly isStalled: boolean;
}

/** A row that was not taken, with what stood in it. */
export interface KeptProblem {
  readonly line: number;
  readonly code: string;
  readonly column: string | null;
  readonly problem: JsonObject;
  readonly raw: JsonObject | null;
}

/** A record that an import made or changed; `before` has the changed fields as they were. */
export interface ImportChange {
  readonly recordId: RecordId;
  readonly kind: 'made' | 'changed';
  readonly before: JsonObject;
  readonly version: number;
}

export interface ImportJobStore {
  insert(workspace: WorkspaceId, job: Pick<ImportJobRow, 'id' | 'object' | 'fileName' | 'map' | 'dryRun' | 'counts' | 'actor'>): Promise<ImportJobRow>;
  /** Also says that the job goes on. `done` and `failed` and `undone` end it. */
  update(workspace: WorkspaceId, id: string, change: { readonly status: ImportStatus; readonly counts: JsonObject }): Promise<void>;
  /** Turns an ended import into one that is being undone; false when it is none (any more). */
  beginUndo(workspace: WorkspaceId, id: string): Promise<boolean>;
  get(workspace: WorkspaceId, id: string): Promise<ImportJobRow | null>;
  /** Newest first, without dry runs. */
  list(workspace: WorkspaceId, limit: number): Promise<readonly ImportJobRow[]>;
  /** How many are under way and alive. */
  running(workspace: WorkspaceId): Promise<number>;
  /** Forgets ended dry runs with what they found. */
  forgetDryRuns(workspace: WorkspaceId): Promise<void>;
  saveProblems(workspace: WorkspaceId, id: string, problems: readonly KeptProblem[]): Promise<void>;
  problems(workspace: WorkspaceId, id: string): Promise<readonly KeptProblem[]>;
  /** Adds to what is noted; of a record noted already, the values before its first change stay. */
  noteChanges(workspace: WorkspaceId, id: string, changes: readonly ImportChange[]): Promise<void>;
  /** In order of the record's id, after `after`. */
  changes(workspace: WorkspaceId, id: string, after: RecordId | null, limit: number): Promise<readonly ImportChange[]>;
  /** Those of the records that undoing an import put into the bin. */
  binnedByUndo(workspace: WorkspaceId, records: readonly RecordId[]): Promise<ReadonlySet<RecordId>>;
}
