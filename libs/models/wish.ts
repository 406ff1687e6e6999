import { pointer, type Text, UserError } from '#kernel';
import type { ModelContext } from './context.js';
import type { Model, ModelKind, Target } from './model.js';
import { both } from './words.js';

/** Targets that a kind of model can have. */
const TARGETS: Readonly<Record<ModelKind, readonly Target['kind'][]>> = {
  'lead-score': ['outcome', 'field', 'field-within'],
  churn: ['outcome', 'field', 'field-within'],
  binary: ['outcome', 'field', 'field-within'],
  regression: ['field'],
  'text-class': ['field'],
  clv: ['purchases'],
  loyalty: ['purchases'],
  forecast: ['outcome'],
  onnx: ['given'],
};

/** Throws UserError `model.target`, `model.pipeline`, `model.feature`, `model.decision` for a model that could never be trained. */
export function checkedModel(model: Model, context: ModelContext): void {
  checkTarget(model, context);
  const known = new Set(context.features.map(({ name }) => name));
  for (const member of ['features', 'keepLeaks'] as const) {
    const at = (model[member] ?? []).findIndex((name) => !known.has(name));
    if (at < 0) continue;
    const name = model[member]?.[at] ?? '';
    throw wrong('model.feature', pointer('', member, at), both(`"${name}" is no feature of this model's object.`, `“${name}”不是该模型对象的特征。`));
  }
  const { decision } = model;
  if (decision.at === 'stage' && !context.chart.about.has(decision.stage))
    throw wrong('model.decision', '/decision/stage', both(`The pipeline has no stage "${decision.stage}".`, `流程没有阶段“${decision.stage}”。`));
}

function checkTarget(model: Model, context: ModelContext): void {
  const { kind, target } = model;
  if (!TARGETS[kind].includes(target.kind)) {
    const allowed = TARGETS[kind].join(', ');
    throw wrong('model.target', '/target/kind', both(`A model of kind ${kind} predicts: ${allowed}.`, `${kind} 类模型可预测：${allowed}。`));
  }
  if (target.kind === 'purchases' && model.object !== 'account')
    throw wrong('model.target', '/object', both('Purchases are those of accounts.', '购买属于客户。'));
  if (target.kind === 'outcome') checkOutcome(model.pipeline, target.positive, context);
  if (target.kind === 'field' || target.kind === 'field-within') checkField(kind, target, context);
}

function checkOutcome(pipeline: string | null, positive: string, { chart: { outcomes } }: ModelContext): void {
  if (pipeline === null) throw wrong('model.pipeline', '/pipeline', both('Name the pipeline whose outcome is predicted.', '请指明要预测其结果的流程。'));
  // A model may stand before its pipeline is published: there are no outcomes to check against then.
  if (outcomes.length === 0 || outcomes.includes(positive)) return;
  throw wrong('model.target', '/target/positive', both(`The pipeline ends as ${outcomes.join(', ')}.`, `该流程的结果有 ${outcomes.join('、')}。`));
}

const NUMBERS: ReadonlySet<string> = new Set(['number', 'integer', 'money']);
const CHANCES: ReadonlySet<ModelKind> = new Set(['lead-score', 'churn', 'binary']);

function checkField(kind: ModelKind, target: Extract<Target, { kind: 'field' | 'field-within' }>, { fields }: ModelContext): void {
  const field = Object.hasOwn(fields, target.field) ? fields[target.field] : undefined;
  if (!field) throw wrong('model.target', '/target/field', both(`There is no field "${target.field}".`, `没有字段“${target.field}”。`));
  if (field.personal) throw wrong('model.target', '/target/field', both('A personal field is not predicted.', '个人字段不作预测。'));
  if (kind === 'regression' && !NUMBERS.has(field.type))
    throw wrong('model.target', '/target/field', both('Only a number can be estimated.', '只能估计数值。'));
  if (CHANCES.has(kind) && target.equals === undefined) throw wrong('model.target', '/target/equals', both('Say which value counts.', '请说明取哪个值。'));
}

const wrong = (code: string, at: string, text: Text): UserError => new UserError('invalid', { code, at, text });
