import { UserError, type WorkspaceId } from '#kernel';
import type { Model, ModelKind, ModelRow, ModelState } from './model.js';
import type { ModelStore } from './ports.js';
import { SHIPPED_MODELS, shippedModel } from './shipped.js';

const UNTOUCHED: ModelState = { activeVersion: null, latestVersion: 0, nextTrainingAt: null, watch: null, since: null };

/** Every model of a workspace: stored ones, and shipped ones that nobody touched. */
export class ModelCatalogue {
  constructor(private readonly store: ModelStore) {}

  /** Shipped ones first, then by key. */
  async all(workspace: WorkspaceId): Promise<readonly ModelRow[]> {
    const stored = await this.store.list(workspace);
    const byKey = new Map(stored.map((row) => [row.model.key, row]));
    const shipped = SHIPPED_MODELS.map((model) => byKey.get(model.key) ?? { model, state: UNTOUCHED });
    return [...shipped, ...stored.filter(({ model }) => shippedModel(model.key) === null)];
  }

  /** Throws UserError `model.not-found`. */
  async get(workspace: WorkspaceId, key: string): Promise<ModelRow> {
    const stored = await this.store.get(workspace, key);
    if (stored) return stored;
    const shipped = shippedModel(key);
    if (shipped) return { model: shipped, state: UNTOUCHED };
    throw noModel(key);
  }

  /** The model of a kind that fits a record of `object` best: its pipeline's, else one of the object, else of what the object refers to (`others`). */
  async ofKind(
    workspace: WorkspaceId,
    kind: ModelKind,
    at: { readonly object: string; readonly pipelines: readonly string[]; readonly others: readonly string[] },
  ): Promise<ModelRow | null> {
    const rows = (await this.all(workspace)).filter(({ model }) => model.kind === kind);
    const fits: readonly ((model: Model) => boolean)[] = [
      (model) => model.object === at.object && model.pipeline !== null && at.pipelines.includes(model.pipeline),
      (model) => model.object === at.object,
      (model) => at.others.includes(model.object),
    ];
    for (const fit of fits) {
      const fitting = rows.filter(({ model }) => fit(model));
      const found = fitting.find(({ state }) => state.activeVersion !== null) ?? fitting[0];
      if (found) return found;
    }
    return null;
  }
}

export const noModel = (key: string): UserError =>
  new UserError('not-found', { code: 'model.not-found', at: '/model', got: key, text: { en: `There is no model "${key}".`, 'zh-CN': `没有模型“${key}”。` } });
