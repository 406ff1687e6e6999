import type { Problem, Result, WorkspaceId, Instant, JsonObject, RecordId, Text } from '#kernel';
import type { Transaction } from '#analytics';
import type { FieldDefinition } from '#pipeline';
import type { Story } from './features/story.js';
import type { By, ClaimedJob, DriftFigure, Fitted, Job, JobStatus, Model, ModelKind, ModelRow, Report, Version, VersionHead } from './model.js';
import type { Trained } from './training/outcome.js';
import type { DriftFound, DriftTask } from './training/drift.js';
import type { TrainTask } from './training/tasks.js';

/** Where models, versions and jobs are kept. Times are the store's clock. */
export interface ModelStore {
  list(workspace: WorkspaceId): Promise<readonly ModelRow[]>;
  get(workspace: WorkspaceId, key: string): Promise<ModelRow | null>;
  /** Makes or replaces what people set up; state stays. `nextTrainingAt` follows the schedule. */
  save(workspace: WorkspaceId, model: Model): Promise<void>;
  /** With its versions and jobs. Answers whether there was one. */
  remove(workspace: WorkspaceId, key: string): Promise<boolean>;
  /** False when there is no such version. */
  activate(workspace: WorkspaceId, key: string, version: number): Promise<boolean>;
  versions(workspace: WorkspaceId, key: string): Promise<readonly VersionHead[]>;
  head(workspace: WorkspaceId, key: string, version: number): Promise<VersionHead | null>;
  /** The active versions of all models of a workspace. */
  activeHeads(workspace: WorkspaceId): Promise<readonly VersionHead[]>;
  version(workspace: WorkspaceId, key: string, version: number): Promise<Version | null>;
  /** The file of an imported version. */
  file(workspace: WorkspaceId, key: string, version: number): Promise<Uint8Array | null>;
  /** The next version. Keeps the newest twenty and the active one. Throws UserError `model.not-found` where the model is gone. */
  addVersion(
    workspace: WorkspaceId,
    version: {
      readonly model: string;
      readonly method: string;
      readonly by: By;
      readonly report: Report;
      readonly fitted: Fitted;
      readonly file: Uint8Array | null;
    },
  ): Promise<number>;
  now(): Promise<Instant>;
}

/** Trainings, told apart by engines through leases, so that one survives the loss of its engine. */
export interface JobStore {
  /** The open job of the model, or a new one. */
  begin(workspace: WorkspaceId, id: string, model: string, by: By): Promise<Job>;
  get(workspace: WorkspaceId, id: string): Promise<Job | null>;
  /** Newest first; of one model, or the newest of each. */
  list(workspace: WorkspaceId, model: string): Promise<readonly Job[]>;
  newest(workspace: WorkspaceId): Promise<readonly Job[]>;
  /** One job that waits, or whose engine was lost; for `leaseMs`. */
  claim(leaseMs: number): Promise<ClaimedJob | null>;
  /** Tells progress and prolongs the lease; false when the job was taken over meanwhile. */
  progress(job: ClaimedJob, told: { readonly progress: number; readonly phase: Text; readonly rows: number }, leaseMs: number): Promise<boolean>;
  end(job: ClaimedJob, ended: { readonly status: JobStatus; readonly version: number | null; readonly error: Job['error'] }): Promise<void>;
  /** Begins what the schedules of all workspaces have come due for, once over all engines; answers how many. */
  beginDue(newId: () => string): Promise<number>;
  /** Workspaces that have enough ended runs of each kind for a shipped model that nobody touched or trained yet. */
  ready(shipped: readonly FirstTraining[]): Promise<readonly { readonly workspace: WorkspaceId; readonly model: string }[]>;
}

/** Who looks at the drift of which model, once over all engines, and what was found. */
export interface WatchStore {
  /** A model of these kinds whose active version was not looked at for a day; for `leaseMs`, so that one whose engine was lost is looked at again. */
  claim(kinds: readonly ModelKind[], leaseMs: number): Promise<{ readonly workspace: WorkspaceId; readonly model: string } | null>;
  /**
   * Keeps what was found of the version that is still active. With `notice`, members of these roles are told, but not again before it was stable, or a
   * later version had not drifted. Answers whether they were told now.
   */
  keep(
    workspace: WorkspaceId,
    model: string,
    found: DriftFigure,
    notice: { readonly text: Text; readonly roles: readonly string[]; readonly newId: () => string } | null,
  ): Promise<boolean>;
}

/** What the first training of a shipped model needs: ended runs of a pipeline with and without an outcome, or accounts that bought again (`pipeline` null). */
export interface FirstTraining {
  readonly model: string;
  readonly pipeline: string | null;
  readonly positive: string;
  readonly least: number;
}

/** A page of stories and where the next one begins; null at the end. */
export interface StoryPage {
  readonly stories: readonly Story[];
  readonly next: string | null;
}

/** Reads what models learn from. Everything by pages, so that memory stays bounded. */
export interface ModelReads {
  /** The fields of an object (personal ones among them), the field of its name, and the workspace's currency; null for an unknown object. */
  fields(workspace: WorkspaceId, object: string): Promise<ObjectFields | null>;
  /** The newest published document of a pipeline. */
  document(workspace: WorkspaceId, pipeline: string): Promise<JsonObject | null>;
  /** Runs of a pipeline with the whole story of their record: those that ended, newest first; or the open ones. */
  runStories(workspace: WorkspaceId, pipeline: string, status: 'done' | 'active', after: string | null, limit: number): Promise<StoryPage>;
  /** Records of an object without regard to runs, newest first. */
  recordStories(workspace: WorkspaceId, object: string, after: string | null, limit: number): Promise<StoryPage>;
  /** One record with its newest run of a pipeline (of any, where `pipeline` is null); null when it is not there. */
  story(workspace: WorkspaceId, object: string, record: RecordId, pipeline: string | null): Promise<Story | null>;
  /** The pipelines in which a record has an open run. */
  openPipelines(workspace: WorkspaceId, record: RecordId): Promise<readonly string[]>;
  /** The object of a record that is not deleted; null when there is none. */
  objectOf(workspace: WorkspaceId, record: RecordId): Promise<string | null>;
  /** What one account bought, newest first: orders where the workspace has any, else won deals. */
  purchases(workspace: WorkspaceId, customer: RecordId, limit: number): Promise<Purchases>;
  /** The same of all accounts, newest first. */
  purchasePage(workspace: WorkspaceId, after: string | null, limit: number): Promise<Purchases & { readonly next: string | null }>;
  /** Names of records, for reasons that name them. */
  names(workspace: WorkspaceId, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
export interface ObjectFields {
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  readonly nameField: string | null;
  readonly currency: string;
}
export interface Purchases {
  readonly transactions: readonly Transaction[];
  readonly source: 'orders' | 'won deals';
}

/** Reckons outside of the event loop. */
export interface Trainer {
  drift(task: DriftTask): Promise<DriftFound>;
  /** `transfer`: buffers of the task that are handed over instead of copied. */
  train(
    task: TrainTask,
    transfer: readonly ArrayBuffer[],
    how: { readonly onProgress: (share: number) => void; readonly signal: AbortSignal },
  ): Promise<Result<Trained, Problem[]>>;
}

export interface OnnxNames {
  readonly inputs: readonly { readonly name: string; readonly size: number | null }[];
  readonly outputs: readonly string[];
}

/** Runs imported models. Throws UserError `model.onnx-missing` where the runtime is not installed, `model.onnx-file` for a file it cannot read, `model.onnx-size`, `-time`, `-memory` beyond its limits. */
export interface OnnxRunner {
  /** Whether the runtime is there, and what installs it. */
  runtime(): Promise<{ readonly installed: boolean; readonly package: string; readonly install: string }>;
  /** Names of the inputs and outputs of a file; `size`: numbers in a row of an input, null where the file does not say. */
  inspect(file: Uint8Array): Promise<OnnxNames>;
  /** One row in, the output's numbers out. `id` names the file, so that it is read once. */
  run(model: { readonly id: string; readonly file: () => Promise<Uint8Array> }, input: string, row: Float32Array, output: string): Promise<readonly number[]>;
}
