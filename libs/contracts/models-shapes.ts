import { z } from 'zod';
import * as checked from './models-metrics.js';
import { instant, key, text, uuid } from './shapes.js';

export const MODEL_KINDS = ['lead-score', 'churn', 'clv', 'loyalty', 'text-class', 'binary', 'regression', 'forecast', 'onnx'] as const;
export const MODEL_METHODS = ['logistic', 'naive-bayes', 'tree', 'forest', 'boosted', 'svm', 'network'] as const;

const kind = z.enum(MODEL_KINDS);
const methods = z
  .array(z.enum(MODEL_METHODS))
  .min(1)
  .max(MODEL_METHODS.length)
  .meta({ description: 'each is trained; the one with the least log loss on the held-out rows is kept' });
const schedule = z.enum(['weekly', 'monthly', 'never']);
const windowDays = z.number().int().min(1).max(3650).nullable();
const featureNames = z.array(z.string().min(1).max(150)).max(200);

export const target = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('outcome'), positive: z.string().min(1).max(80) })
      .meta({ description: 'runs of the pipeline that end so, against those that end otherwise' }),
    z.strictObject({ kind: z.literal('field'), field: key, equals: z.union([z.string().max(500), z.number(), z.boolean()]).optional() }).meta({
      description: 'the value of a field: whether it equals something, or the value itself (a number to estimate, a class to tell)',
    }),
    z
      .strictObject({
        kind: z.literal('field-within'),
        field: key,
        equals: z.union([z.string().max(500), z.number(), z.boolean()]),
        days: z.number().int().min(1).max(3650),
      })
      .meta({ description: 'whether a field takes a value within so many days' }),
    z.strictObject({ kind: z.literal('purchases') }).meta({ description: 'what customers buy: value and loyalty' }),
    z.strictObject({ kind: z.literal('given') }).meta({ description: 'whatever an imported model says' }),
  ])
  .meta({ id: 'ModelTarget' });

export const decision = z
  .discriminatedUnion('at', [
    z.strictObject({ at: z.literal('start') }),
    z.strictObject({ at: z.literal('stage'), stage: z.string().min(1).max(200) }),
    z.strictObject({ at: z.literal('any-move') }),
  ])
  .meta({
    id: 'ModelDecision',
    description: 'the moment at which a training row stands: when the run began, when it first entered a stage, or after one of its moves, chosen by its id',
  });

export const feature = z
  .object({
    /** `record.<field>` or `run.<name>`. */
    name: z.string(),
    label: text,
    how: text,
    kind: z.enum(['number', 'level']),
    /** Used when a model does not say which it wants. */
    byDefault: z.boolean(),
  })
  .meta({ id: 'ModelFeature' });

const driftState = z.enum(['stable', 'moved', 'drifted']);
const watchedState = z.enum(['too-few', 'stable', 'moved', 'drifted']);
export const watch = z
  .object({
    version: z.number().int(),
    asOf: instant,
    /** Records of that day that were looked at. */
    n: z.number().int(),
    state: watchedState,
    /** Population stability index of the score, or of the feature that moved most where the score has none. */
    psi: z.number().nullable(),
    /** The feature that moved most. */
    feature: text.nullable(),
    /** When those who may train were told of a drift that still lasts; null where there is none. */
    noticedAt: instant.nullable(),
  })
  .meta({ id: 'ModelWatch', description: 'what the daily look at drift found last' });

export const job = z
  .object({
    id: uuid,
    model: z.string(),
    status: z.enum(['waiting', 'running', 'done', 'too-few', 'failed']),
    /** 0 to 1. */
    progress: z.number(),
    phase: text,
    /** Rows read so far. */
    rows: z.number().int(),
    /** The version that came of it. */
    version: z.number().int().nullable(),
    /** Why it ended without one. */
    error: z.object({ code: z.string(), text }).nullable(),
    startedBy: z.object({ kind: z.string(), id: z.string() }),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'ModelJob' });

const summary = {
  version: z.number().int(),
  active: z.boolean(),
  /** `logistic`, `boosted`, ... or the kind of model where there is one way. */
  method: z.string(),
  trainedAt: instant,
  trainedBy: z.object({ kind: z.string(), id: z.string() }),
  /** Rows it learned from, those held out among them. */
  rows: z.number().int(),
  window: z.object({ from: instant, to: instant }).nullable(),
  /** The figure by which versions are compared, on rows it did not learn from. */
  checked: z.object({ measure: z.string(), value: z.number(), n: z.number().int() }).nullable(),
};
export const versionSummary = z.object(summary).meta({ id: 'ModelVersionSummary' });

export const version = z
  .object({
    ...summary,
    model: z.string(),
    /** Rows of each class or outcome, where there are classes. */
    classes: z.array(z.object({ label: z.string(), n: z.number().int() })),
    features: z.array(feature.extend({ importance: z.number().nullable(), importanceSd: z.number().nullable() })),
    metrics: checked.metrics,
    /** The methods that were tried, the kept one first. */
    tried: z.array(z.object({ method: z.string(), auc: z.number(), logLoss: z.number(), brier: z.number() })),
    leaks: z.array(z.object({ name: z.string(), kind: z.enum(['later', 'separates', 'filled']), auc: z.number(), used: z.boolean(), text })),
    leftOut: z.array(z.object({ name: z.string(), why: text })),
    /** What one should know of the data: rows left out, a cap that was reached, how rows were held out. */
    notes: z.array(text),
    /** Cut points between low, medium and high. */
    bands: z.object({ medium: z.number(), high: z.number() }),
  })
  .meta({ id: 'ModelVersion' });

const wish = {
  title: text,
  features: featureNames.nullable().optional().meta({ description: 'names of `models.features`; null: those by default' }),
  methods: methods.optional(),
  decision: decision.optional(),
  windowDays: windowDays
    .optional()
    .meta({ description: 'rows that stand at an older moment are not learned from; null: all. Chances, estimates and classes of texts' }),
  keepLeaks: featureNames.optional().meta({ description: 'features to use although the leak check names them' }),
  schedule: schedule.optional(),
  autoActivate: z.boolean().optional().meta({ description: 'a new version becomes active unless it checks clearly worse (.02 of AUC)' }),
};
export const newModel = z.strictObject({ key, kind, object: key, pipeline: key.nullable().optional(), target, ...wish });
export const modelChange = z.strictObject({ ...wish, title: text.optional() });

export const model = z
  .object({
    key: z.string(),
    title: text,
    kind,
    object: z.string(),
    pipeline: z.string().nullable(),
    target,
    decision,
    features: featureNames.nullable(),
    methods,
    windowDays,
    keepLeaks: featureNames,
    schedule,
    autoActivate: z.boolean(),
    /** Came with the product. */
    shipped: z.boolean(),
    /** The least data that training needs, and the rule that scores until then. */
    minimum: text,
    fallback: text,
    activeVersion: z.number().int().nullable(),
    active: versionSummary.nullable(),
    versions: z.number().int(),
    /** The newest training. */
    job: job.nullable(),
    nextTrainingAt: instant.nullable(),
    /** Null until the first look at the active version, and for kinds of which no drift is told. */
    watch: watch.nullable(),
  })
  .meta({ id: 'Model' });

export const drift = z
  .object({
    version: z.number().int(),
    trainedAt: instant,
    /** Records of today that were looked at. */
    n: z.number().int(),
    asOf: instant,
    features: z.array(z.object({ name: z.string(), label: text, psi: z.number(), state: driftState })),
    /** Of the score itself; null where too few records are open. */
    score: z.object({ psi: z.number(), state: driftState }).nullable(),
    /** The verdict: of the score, or of the feature that moved most where the score has none. */
    state: watchedState,
    /** What follows from it, in words. */
    text,
  })
  .meta({ id: 'ModelDrift' });

export const score = z
  .object({
    model: z.string(),
    title: text,
    kind,
    /** A chance from 0 to 1; money or a number for value models; 0 to 100 for loyalty. */
    score: z.number(),
    unit: z.enum(['chance', 'money', 'points', 'number']),
    /** ISO 4217, of money. */
    currency: z.string().nullable(),
    band: z.enum(['low', 'medium', 'high']),
    /** The class, of models that tell classes. */
    label: z.string().nullable(),
    reasons: z.array(z.object({ feature: z.string(), text, contribution: z.number() })),
    version: z.number().int().nullable(),
    trainedAt: instant.nullable(),
    /** The stated rule that scored, where no version is active. */
    fallback: text.nullable(),
    /** The record that was scored, where it is another: the account of a deal. */
    scored: z.object({ object: z.string(), id: uuid }),
  })
  .meta({ id: 'Score' });

/** The file in base64, at most 5 MB of it. */
const file = z
  .string()
  .min(4)
  .max(7_000_000)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64');

export const onnxRuntime = z.object({
  installed: z.boolean(),
  /** The package that runs imported models, and the command that installs it beside the engine. */
  package: z.string(),
  install: z.string(),
});
export const onnxLook = z.strictObject({ file });
export const onnxNames = z.object({
  /** `size`: numbers in a row, where the file says so. */
  inputs: z.array(z.object({ name: z.string(), size: z.number().int().nullable() })),
  outputs: z.array(z.string()),
});

export const onnxFile = z.strictObject({
  file,
  input: z.string().min(1).max(200).meta({ description: 'name of the input: a float tensor of one row' }),
  columns: z
    .array(
      z.strictObject({
        feature: z.string().min(1).max(150).meta({ description: 'a name of `models.features`' }),
        level: z.string().max(500).optional().meta({ description: '1 where the feature has this value, else 0' }),
        mean: z.number().optional().meta({ description: 'subtracted' }),
        scale: z.number().positive().optional().meta({ description: 'divided by' }),
        missing: z.number().optional().meta({ description: 'stands where the value is missing; 0' }),
      }),
    )
    .min(1)
    .max(500),
  output: z.string().min(1).max(200).meta({ description: 'name of the output' }),
  at: z.number().int().min(0).max(9999).optional().meta({ description: 'which element of the output is the score; the last' }),
  bands: z.strictObject({ medium: z.number(), high: z.number() }).optional(),
});

export const jobExample = {
  id: '01920000-0000-7000-8000-00000000000e',
  model: 'deal-win',
  status: 'running',
  progress: 0.4,
  phase: { en: 'Reading runs', 'zh-CN': '正在读取运行' },
  rows: 1200,
  version: null,
  error: null,
  startedBy: { kind: 'person', id: '01920000-0000-7000-8000-000000000001' },
  createdAt: '2026-01-31T09:00:00.000Z',
  endedAt: null,
};
export const modelExample = {
  key: 'deal-win',
  title: { en: 'Deal is won', 'zh-CN': '商机赢单' },
  kind: 'lead-score',
  object: 'deal',
  pipeline: 'b2b-sales',
  target: { kind: 'outcome', positive: 'won' },
  decision: { at: 'any-move' },
  features: null,
  methods: ['logistic', 'boosted'],
  windowDays: null,
  keepLeaks: [],
  schedule: 'weekly',
  autoActivate: true,
  shipped: true,
  minimum: { en: 'At least 200 runs that ended so and 200 that ended otherwise.', 'zh-CN': '至少 200 个如此结束的运行和 200 个以其他方式结束的运行。' },
  fallback: { en: 'The probability of the stage, more where more is filled in.', 'zh-CN': '阶段的概率；填写越完整，概率越高。' },
  activeVersion: null,
  active: null,
  versions: 0,
  job: null,
  nextTrainingAt: null,
  watch: null,
};
