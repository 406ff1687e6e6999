import type { Model } from './model.js';
import type { FirstTraining } from './ports.js';

const USUAL = { features: null, keepLeaks: [], autoActivate: true, windowDays: null, methods: ['logistic', 'boosted'], schedule: 'weekly' } as const;

/** Models that come with the product. They exist in every workspace until somebody changes them; then a row holds them. */
export const SHIPPED_MODELS: readonly Model[] = [
  {
    ...USUAL,
    key: 'lead-quality',
    title: { en: 'Lead becomes a customer', 'zh-CN': '线索转化' },
    kind: 'lead-score',
    object: 'lead',
    pipeline: 'lead-nurture',
    target: { kind: 'outcome', positive: 'won' },
    decision: { at: 'any-move' },
  },
  {
    ...USUAL,
    key: 'deal-win',
    title: { en: 'Deal is won', 'zh-CN': '商机赢单' },
    kind: 'lead-score',
    object: 'deal',
    pipeline: 'b2b-sales',
    target: { kind: 'outcome', positive: 'won' },
    decision: { at: 'any-move' },
  },
  {
    ...USUAL,
    key: 'renewal-churn',
    title: { en: 'Customer leaves at the renewal', 'zh-CN': '续约时流失' },
    kind: 'churn',
    object: 'deal',
    pipeline: 'renewal',
    target: { kind: 'outcome', positive: 'lost' },
    decision: { at: 'any-move' },
  },
  {
    ...USUAL,
    key: 'deal-forecast',
    title: { en: 'Expected value of a deal', 'zh-CN': '商机预期金额' },
    kind: 'forecast',
    object: 'deal',
    pipeline: 'b2b-sales',
    target: { kind: 'outcome', positive: 'won' },
    decision: { at: 'any-move' },
  },
  {
    ...USUAL,
    key: 'account-value',
    title: { en: 'Value of the next 12 months', 'zh-CN': '未来 12 个月价值' },
    kind: 'clv',
    object: 'account',
    pipeline: null,
    target: { kind: 'purchases' },
    decision: { at: 'start' },
  },
  {
    ...USUAL,
    key: 'account-loyalty',
    title: { en: 'Loyalty', 'zh-CN': '忠诚度' },
    kind: 'loyalty',
    object: 'account',
    pipeline: null,
    target: { kind: 'purchases' },
    decision: { at: 'start' },
  },
];

/** Runs of each outcome that a chance needs (shared by training and by what begins the first training by itself). */
export const LEAST_OF_EACH = 200;

export const shippedModel = (key: string): Model | null => SHIPPED_MODELS.find((model) => model.key === key) ?? null;

/** Runs with and without the outcome that a forecast from the chart begins with, and customers who bought again that value and loyalty do. */
const LEAST_OF_FORECAST = 10;
const LEAST_REPEATERS = 30;

/** When shipped models are trained for the first time without being asked to. */
export const FIRST_TRAININGS: readonly FirstTraining[] = SHIPPED_MODELS.map(({ key, kind, pipeline, target }) => ({
  model: key,
  pipeline,
  positive: target.kind === 'outcome' ? target.positive : '',
  least: pipeline === null ? LEAST_REPEATERS : kind === 'forecast' ? LEAST_OF_FORECAST : LEAST_OF_EACH,
}));
