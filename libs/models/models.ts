import { UserError, type WorkspaceId } from '#kernel';
import { ModelCatalogue, noModel } from './catalogue.js';
import type { ModelContexts } from './context.js';
import { Drifts, type DriftView } from './drifts.js';
import { type FeatureSpec, featuresOf } from './features/catalogue.js';
import type { Job, Model, ModelRow, VersionHead } from './model.js';
import { OnnxImports, type OnnxGiven } from './onnx/imports.js';
import type { JobStore, ModelReads, ModelStore, OnnxNames, OnnxRunner, Trainer } from './ports.js';
import { MOST_MODELS, noVersion, taken, tooMany } from './refusals.js';
import { shippedModel } from './shipped.js';
import { checkedModel } from './wish.js';
import { both } from './words.js';

export interface ModelsParts {
  readonly store: ModelStore;
  readonly jobs: JobStore;
  readonly reads: ModelReads;
  readonly contexts: ModelContexts;
  readonly trainer: Trainer;
  readonly onnx: OnnxRunner;
}

/** What may be said of a model after it was made. */
export type ModelWish = {
  readonly [K in 'title' | 'features' | 'methods' | 'windowDays' | 'decision' | 'keepLeaks' | 'schedule' | 'autoActivate']?: Model[K] | undefined;
};
export type NewModel = Pick<Model, 'key' | 'kind' | 'object' | 'target' | 'title'> & ModelWish & { readonly pipeline?: string | null | undefined };

/** A model with what its screen shows beside it. */
export interface ModelView extends ModelRow {
  readonly isShipped: boolean;
  readonly active: VersionHead | null;
  readonly job: Job | null;
}

/** Models as people work with them: set up, watched, rolled back. */
export class Models {
  private readonly catalogue: ModelCatalogue;
  private readonly drifts: Drifts;
  private readonly imports: OnnxImports;
  constructor(private readonly parts: ModelsParts) {
    this.catalogue = new ModelCatalogue(parts.store);
    this.drifts = new Drifts(parts);
    this.imports = new OnnxImports(parts);
  }

  async list(workspace: WorkspaceId, object: string | null): Promise<readonly ModelView[]> {
    const [rows, jobs, heads] = await Promise.all([this.catalogue.all(workspace), this.parts.jobs.newest(workspace), this.parts.store.activeHeads(workspace)]);
    const jobOf = new Map(jobs.map((job) => [job.model, job]));
    const headOf = new Map(heads.map((head) => [head.model, head]));
    return rows
      .filter(({ model }) => object === null || model.object === object)
      .map((row) => viewOf(row, headOf.get(row.model.key) ?? null, jobOf.get(row.model.key) ?? null));
  }

  /** The keys of all models of a workspace. */
  async keys(workspace: WorkspaceId): Promise<ReadonlySet<string>> {
    return new Set((await this.catalogue.all(workspace)).map(({ model }) => model.key));
  }

  /** Throws UserError `model.not-found`. */
  async get(workspace: WorkspaceId, key: string): Promise<ModelView> {
    const row = await this.catalogue.get(workspace, key);
    const { activeVersion } = row.state;
    const [jobs, head] = await Promise.all([
      this.parts.jobs.list(workspace, key),
      activeVersion === null ? null : this.parts.store.head(workspace, key, activeVersion),
    ]);
    return viewOf(row, head, jobs[0] ?? null);
  }

  /** Throws UserError `model.exists`, `model.too-many`, `object.unknown`, `model.target`, `model.feature`. */
  async create(workspace: WorkspaceId, wish: NewModel): Promise<ModelView> {
    const rows = await this.catalogue.all(workspace);
    if (rows.some(({ model }) => model.key === wish.key)) throw taken(wish.key);
    if (rows.length >= MOST_MODELS) throw tooMany();
    const {
      decision = { at: 'any-move' },
      features = null,
      methods = ['logistic', 'boosted'],
      keepLeaks = [],
      windowDays = null,
      schedule = 'never',
      autoActivate = true,
      pipeline = null,
    } = wish;
    const { key, kind, object, target, title } = wish;
    const model: Model = {
      key,
      title,
      kind,
      object,
      pipeline,
      target,
      decision,
      features,
      methods: [...new Set(methods)],
      windowDays,
      keepLeaks,
      schedule,
      autoActivate,
    };
    await this.save(workspace, model);
    return this.get(workspace, key);
  }

  /** What is left out stays. Throws UserError `model.not-found`, `model.feature`. */
  async change(workspace: WorkspaceId, key: string, wish: ModelWish): Promise<ModelView> {
    const { model } = await this.catalogue.get(workspace, key);
    const said = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as Partial<Model>;
    await this.save(workspace, { ...model, ...said });
    return this.get(workspace, key);
  }

  /** Throws UserError `model.not-found` for what is neither stored nor shipped. */
  async remove(workspace: WorkspaceId, key: string): Promise<void> {
    if (!(await this.parts.store.remove(workspace, key)) && shippedModel(key) === null) throw noModel(key);
  }

  async jobs(workspace: WorkspaceId, key: string): Promise<readonly Job[]> {
    await this.catalogue.get(workspace, key);
    return this.parts.jobs.list(workspace, key);
  }

  /** Throws UserError `model.job-not-found`. */
  async job(workspace: WorkspaceId, key: string, id: string): Promise<Job> {
    const job = await this.parts.jobs.get(workspace, id);
    if (job?.model === key) return job;
    throw new UserError('not-found', { code: 'model.job-not-found', at: '/job', text: both('There is no such training.', '没有这次训练。') });
  }

  async versions(workspace: WorkspaceId, key: string): Promise<{ readonly active: number | null; readonly heads: readonly VersionHead[] }> {
    const { state } = await this.catalogue.get(workspace, key);
    return { active: state.activeVersion, heads: await this.parts.store.versions(workspace, key) };
  }

  /** Throws UserError `model.version-not-found`. */
  async version(workspace: WorkspaceId, key: string, version: number): Promise<{ readonly active: number | null; readonly head: VersionHead }> {
    const { state } = await this.catalogue.get(workspace, key);
    const head = await this.parts.store.head(workspace, key, version);
    if (!head) throw noVersion();
    return { active: state.activeVersion, head };
  }

  /** Throws UserError `model.version-not-found`. */
  async activate(workspace: WorkspaceId, key: string, version: number): Promise<ModelView> {
    await this.catalogue.get(workspace, key);
    if (!(await this.parts.store.activate(workspace, key, version))) throw noVersion();
    return this.get(workspace, key);
  }

  /** What a model of the object can learn from. Throws UserError `object.unknown`. */
  async features(workspace: WorkspaceId, object: string, pipeline: string | null): Promise<readonly FeatureSpec[]> {
    const { fields, nameField } = await this.parts.contexts.of(workspace, object, pipeline);
    return featuresOf(fields, nameField, pipeline !== null);
  }

  /** Open runs (or the newest records) of today against the training rows. Throws UserError `model.no-drift`. */
  async drift(workspace: WorkspaceId, key: string): Promise<DriftView> {
    return this.drifts.of(workspace, await this.catalogue.get(workspace, key));
  }

  /** Whether imported models can be run here. */
  onnxRuntime(): ReturnType<OnnxRunner['runtime']> {
    return this.parts.onnx.runtime();
  }

  /** What a file takes and gives; nothing is kept. Throws UserError `model.onnx-missing`, `model.onnx-file`. */
  lookAtOnnx(file: Uint8Array): Promise<OnnxNames> {
    return this.parts.onnx.inspect(file);
  }

  /** A new version of an imported model. Throws UserError `model.not-onnx`, `model.onnx-missing`, `model.onnx-file`, `model.onnx-names`, `model.feature`. */
  async importOnnx(workspace: WorkspaceId, key: string, given: OnnxGiven): Promise<ModelView> {
    const version = await this.imports.add(workspace, await this.catalogue.get(workspace, key), given);
    return this.activate(workspace, key, version);
  }

  private async save(workspace: WorkspaceId, model: Model): Promise<void> {
    checkedModel(model, await this.parts.contexts.of(workspace, model.object, model.pipeline));
    await this.parts.store.save(workspace, model);
  }
}

const viewOf = (row: ModelRow, active: VersionHead | null, job: Job | null): ModelView => ({
  ...row,
  isShipped: shippedModel(row.model.key) !== null,
  active,
  job,
});
