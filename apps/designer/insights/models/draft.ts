import type { Asked } from '../../api/operations.js';
import type { Model } from './shapes.js';

export type Kind = Model['kind'];
export type TargetKind = Model['target']['kind'];
type Equals = string | number | boolean;

/** A model as it is being filled in: everything that any kind may need, so that going from one kind to another loses only what would mean nothing there. */
export interface Draft {
  readonly en: string;
  readonly zh: string;
  readonly kind: Kind;
  readonly object: string;
  readonly pipeline: string | null;
  readonly target: TargetKind;
  readonly positive: string;
  readonly field: string;
  readonly equals: Equals | null;
  readonly days: number;
  readonly decision: Model['decision']['at'];
  readonly stage: string;
  /** Null: those by default. */
  readonly features: readonly string[] | null;
  readonly keepLeaks: readonly string[];
  readonly methods: Model['methods'];
  /** Null: all there is. */
  readonly windowDays: number | null;
  readonly schedule: Model['schedule'];
  readonly autoActivate: boolean;
}

/** Targets that a kind can have, as the engine holds it. */
export const TARGETS: Readonly<Record<Kind, readonly [TargetKind, ...TargetKind[]]>> = {
  'lead-score': ['outcome', 'field', 'field-within'],
  churn: ['outcome', 'field', 'field-within'],
  binary: ['outcome', 'field', 'field-within'],
  regression: ['field'],
  'text-class': ['field'],
  forecast: ['outcome'],
  clv: ['purchases'],
  loyalty: ['purchases'],
  onnx: ['given'],
};
export const KINDS = Object.keys(TARGETS) as readonly Kind[];
export const METHODS = ['logistic', 'naive-bayes', 'tree', 'forest', 'boosted', 'svm', 'network'] as const;
export const SCHEDULES = ['weekly', 'monthly', 'never'] as const;

/** Chances are learned by several methods; chances and estimates from features; of purchases and texts nothing is chosen. */
export const isChance = (kind: Kind): boolean => kind === 'lead-score' || kind === 'churn' || kind === 'binary';
export const hasFeatures = (kind: Kind): boolean => isChance(kind) || kind === 'regression';
export const hasWindow = (kind: Kind): boolean => hasFeatures(kind) || kind === 'text-class';
/** Whether it may stand on the runs of a pipeline; an outcome must. */
export const mayHavePipeline = (kind: Kind): boolean => hasFeatures(kind) || kind === 'forecast' || kind === 'onnx';

const NUMBERS = new Set(['number', 'integer', 'money']);
const COMPARED = new Set([...NUMBERS, 'text', 'choice', 'boolean']);
const CLASSES = new Set(['text', 'choice', 'boolean']);

interface Shape {
  readonly type: string;
  readonly personal: boolean;
}
/** Whether a field can be what is predicted. */
export const isPredictable = ({ type, personal }: Shape, kind: Kind): boolean =>
  !personal && (kind === 'regression' ? NUMBERS : kind === 'text-class' ? CLASSES : COMPARED).has(type);

export const FRESH: Draft = {
  en: '',
  zh: '',
  kind: 'lead-score',
  object: 'deal',
  pipeline: null,
  target: 'outcome',
  positive: '',
  field: '',
  equals: null,
  days: 90,
  decision: 'any-move',
  stage: '',
  features: null,
  keepLeaks: [],
  methods: ['logistic', 'boosted'],
  windowDays: null,
  schedule: 'never',
  autoActivate: true,
};

/** The kind of a model takes its object and target along where they do not fit. */
export function withKind(draft: Draft, kind: Kind): Draft {
  const target = TARGETS[kind].find((one) => one === draft.target) ?? TARGETS[kind][0];
  const kept = { ...placed(draft, kind, target), kind, target, field: '', equals: null };
  return hasFeatures(kind) ? kept : withoutStage(kept);
}

function placed(draft: Draft, kind: Kind, target: TargetKind): Draft {
  if (target === 'purchases' && draft.object !== 'account') return withObject(draft, 'account');
  return draft.pipeline === null || mayHavePipeline(kind) ? draft : withPipeline(draft, null);
}

const withoutStage = (draft: Draft): Draft => ({ ...draft, decision: draft.decision === 'stage' ? 'any-move' : draft.decision, stage: '' });

/** Names of another object's pipeline, fields and features mean nothing any more. */
export const withObject = (draft: Draft, object: string): Draft => ({ ...withPipeline(draft, null), object, field: '', equals: null });
export const withPipeline = (draft: Draft, pipeline: string | null): Draft => ({
  ...withoutStage(draft),
  pipeline,
  positive: '',
  features: null,
  keepLeaks: [],
});

export function draftOf({ title, target, decision, ...model }: Model): Draft {
  const said = { ...FRESH, ...model, en: title.en, zh: title['zh-CN'] ?? '', target: target.kind, decision: decision.at };
  return {
    ...said,
    ...('positive' in target ? { positive: target.positive } : {}),
    ...('field' in target ? { field: target.field, equals: target.equals ?? null } : {}),
    ...('days' in target ? { days: target.days } : {}),
    ...('stage' in decision ? { stage: decision.stage } : {}),
  };
}

/** What may be changed of a model that is there. */
export function changeOf(draft: Draft): Asked<'changeModel'>['body'] {
  const { en, zh, decision, stage, features, keepLeaks, methods, windowDays, schedule, autoActivate } = draft;
  return {
    title: { en: en.trim(), ...(zh.trim() === '' ? {} : { 'zh-CN': zh.trim() }) },
    decision: decision === 'stage' ? { at: decision, stage } : { at: decision },
    features: features && [...features],
    keepLeaks: [...keepLeaks],
    ...(methods.length === 0 ? {} : { methods }),
    windowDays,
    schedule,
    autoActivate,
  };
}

export const creationOf = (draft: Draft, taken: readonly string[]): Asked<'createModel'>['body'] => ({
  ...changeOf(draft),
  title: { en: draft.en.trim(), ...(draft.zh.trim() === '' ? {} : { 'zh-CN': draft.zh.trim() }) },
  key: freeKey(draft.en, taken),
  kind: draft.kind,
  object: draft.object,
  pipeline: draft.pipeline,
  target: targetOf(draft),
});

function targetOf({ kind, target, positive, field, equals, days }: Draft): Model['target'] {
  switch (target) {
    case 'outcome':
      return { kind: target, positive };
    case 'field':
      return isChance(kind) && equals !== null ? { kind: target, field, equals } : { kind: target, field };
    case 'field-within':
      return { kind: target, field, equals: equals ?? '', days };
    default:
      return { kind: target };
  }
}

/** Whether everything is said that this kind needs. */
export const isWhole = (draft: Draft): boolean => draft.en.trim() !== '' && isTargetWhole(draft) && isLearningWhole(draft);

function isTargetWhole({ kind, target, pipeline, positive, field, equals }: Draft): boolean {
  if (target === 'outcome') return pipeline !== null && positive !== '';
  if (target === 'purchases' || target === 'given') return true;
  return field !== '' && (!isChance(kind) || (equals !== null && equals !== ''));
}

function isLearningWhole({ kind, decision, stage, methods, features }: Draft): boolean {
  if (decision === 'stage' && stage === '') return false;
  return !(isChance(kind) && methods.length === 0) && !(hasFeatures(kind) && features?.length === 0);
}

/** A key made of a title that no other model has: `Deal is won` becomes `deal-is-won`, then `deal-is-won-2`. */
export function freeKey(title: string, taken: readonly string[]): string {
  const words = title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 60);
  const stem = words === '' ? 'model' : words;
  const isFree = (key: string): boolean => !taken.includes(key);
  return [stem, ...taken.map((_, i) => `${stem}-${i + 2}`)].find(isFree) ?? `${stem}-${taken.length + 2}`;
}
