import type { WorkspaceId } from '#kernel';
import type { ModelContexts } from '../context.js';
import type { By, ModelRow, Report } from '../model.js';
import type { ModelStore, OnnxRunner } from '../ports.js';
import { noFeature, noSuchName, notOnnx } from '../refusals.js';
import { both } from '../words.js';
import type { OnnxRecipe } from './recipe.js';

export interface OnnxGiven {
  readonly file: Uint8Array;
  readonly recipe: OnnxRecipe;
  /** Cut points between low, medium and high; null: thirds. */
  readonly bands: Report['bands'] | null;
  readonly by: By;
}

/** Files that were trained elsewhere, as versions of a model. */
export class OnnxImports {
  constructor(
    private readonly parts: {
      readonly store: Pick<ModelStore, 'save' | 'addVersion'>;
      readonly contexts: Pick<ModelContexts, 'of'>;
      readonly onnx: Pick<OnnxRunner, 'inspect'>;
    },
  ) {}

  /** The number of the new version. Throws UserError `model.not-onnx`, `model.onnx-missing`, `model.onnx-file`, `model.onnx-names`, `model.feature`. */
  async add(workspace: WorkspaceId, { model, state }: ModelRow, { file, recipe, bands, by }: OnnxGiven): Promise<number> {
    const { store, contexts, onnx } = this.parts;
    if (model.kind !== 'onnx') throw notOnnx();
    const context = await contexts.of(workspace, model.object, model.pipeline);
    const specs = context.features.filter(({ name }) => recipe.columns.some(({ feature }) => feature === name));
    const unknown = recipe.columns.findIndex(({ feature }) => !specs.some(({ name }) => name === feature));
    if (unknown >= 0) throw noFeature(`/columns/${unknown}/feature`, recipe.columns[unknown]?.feature ?? '');
    const names = await onnx.inspect(file);
    if (!names.inputs.some(({ name }) => name === recipe.input) || !names.outputs.includes(recipe.output)) throw noSuchName(names);
    if (state.since === null) await store.save(workspace, model);
    const features = specs.map((spec) => ({ ...spec, importance: null, importanceSd: null }));
    return store.addVersion(workspace, { model: model.key, method: 'onnx', by, report: reportOf(features, bands), fitted: { kind: 'onnx', recipe }, file });
  }
}

const reportOf = (features: Report['features'], bands: OnnxGiven['bands']): Report => ({
  rows: 0,
  window: null,
  classes: [],
  notes: [both('Imported: how it was trained and checked is not known here.', '导入的模型：其训练与检验方式在此未知。')],
  features,
  metrics: { kind: 'none', n: 0 },
  checked: null,
  tried: [],
  leaks: [],
  leftOut: [],
  bands: bands ?? { medium: 0.33, high: 0.66 },
  scoreProfile: null,
});
