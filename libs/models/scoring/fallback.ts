import type { Transaction } from '#analytics';
import type { FeatureRow } from '../features/row.js';
import type { ModelContext } from '../context.js';
import type { Model, ScoreReason } from '../model.js';
import { both, outcomeWords } from '../words.js';
import { number } from './sentences.js';

/** A score by a stated rule. The rules are told to people by `fallbackOf` in words.ts: both change together. */
export interface RuleScore {
  readonly score: number;
  readonly unit: 'chance' | 'money' | 'points';
  readonly reasons: readonly ScoreReason[];
}

const DAY_MS = 86_400_000;
const MOST = 0.99;

/** The probability of the stage, times 0.75 to 1.25 by completeness; for churn what it leaves, times 1 to 1.5 by standing still. */
export function chanceByRule(model: Model, { values }: FeatureRow, { chart }: ModelContext): RuleScore {
  const stage = values['run.stage'];
  const about = typeof stage === 'string' ? chart.about.get(stage) : undefined;
  const probability = about?.probability ?? 0.5;
  const percent = Math.round(probability * 100);
  const title = about?.title ?? both('no stage', '无阶段');
  const ofStage = both(`The stage “${title.en}” has a probability of ${percent} %.`, `阶段“${title['zh-CN'] ?? title.en}”的概率为 ${percent}%。`);
  const outcome = outcomeWords(model);
  if (model.kind === 'churn') {
    const days = asNumber(values['run.days_in_stage']);
    const factor = 1 + 0.5 * Math.min(1, days / 30);
    const still = both(
      `It has been there for ${number(days)} days, which raises ${outcome.en} by half at most.`,
      `已停留 ${number(days)} 天，使${outcome['zh-CN']}至多增加一半。`,
    );
    return chance((1 - probability) * factor, [
      { feature: 'run.stage', text: ofStage, contribution: 0.5 - probability },
      { feature: 'run.days_in_stage', text: still, contribution: factor - 1 },
    ]);
  }
  const completeness = asNumber(values['run.completeness']);
  const filled = both(`${Math.round(completeness * 100)} % of the fields are filled in.`, `已填写 ${Math.round(completeness * 100)}% 的字段。`);
  return chance(probability * (0.75 + 0.5 * completeness), [
    { feature: 'run.stage', text: ofStage, contribution: probability - 0.5 },
    { feature: 'run.completeness', text: filled, contribution: completeness - 0.5 },
  ]);
}

const chance = (score: number, reasons: readonly ScoreReason[]): RuleScore => ({ score: Math.min(MOST, Math.max(0, score)), unit: 'chance', reasons });
const asNumber = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

/** The amount times the probability of the stage. */
export function forecastByRule({ values }: FeatureRow, amount: number | null, { chart }: ModelContext): RuleScore {
  const stage = values['run.stage'];
  const about = typeof stage === 'string' ? chart.about.get(stage) : undefined;
  const probability = about?.probability ?? 0.5;
  const percent = Math.round(probability * 100);
  const title = about?.title ?? both('no stage', '无阶段');
  const reasons = [
    {
      feature: 'run.stage',
      contribution: probability - 0.5,
      text: both(`The stage “${title.en}” has a probability of ${percent} %.`, `阶段“${title['zh-CN'] ?? title.en}”的概率为 ${percent}%。`),
    },
    amountReason(amount),
  ];
  return amount === null ? { score: probability, unit: 'chance', reasons } : { score: amount * probability, unit: 'money', reasons };
}

export const amountReason = (amount: number | null): ScoreReason => ({
  feature: 'amount',
  contribution: amount ?? 0,
  text:
    amount === null
      ? both('No amount is filled in: the chance is given instead.', '未填写金额：改为给出概率。')
      : both(`The amount is ${number(amount)}.`, `金额为 ${number(amount)}。`),
});

/** What was bought in the last 365 days. */
export function valueByRule(own: readonly Transaction[], nowMs: number): RuleScore {
  const recent = own.filter(({ atMs }) => atMs > nowMs - 365 * DAY_MS && atMs <= nowMs);
  const sum = recent.reduce((total, { amount }) => total + amount, 0);
  const text = both(`${recent.length} purchases in the last 365 days, ${number(sum)} together.`, `近 365 天内有 ${recent.length} 次购买，共 ${number(sum)}。`);
  return { score: sum, unit: 'money', reasons: [{ feature: 'purchases', text, contribution: sum }] };
}

/** 50 points, 25 more with a purchase in the last 90 days, 25 more from five purchases on. */
export function loyaltyByRule(own: readonly Transaction[], nowMs: number): RuleScore {
  const past = own.filter(({ atMs }) => atMs <= nowMs);
  const isRecent = past.some(({ atMs }) => atMs > nowMs - 90 * DAY_MS);
  const isOften = past.length >= 5;
  return {
    score: 50 + (isRecent ? 25 : 0) + (isOften ? 25 : 0),
    unit: 'points',
    reasons: [
      {
        feature: 'recency',
        contribution: isRecent ? 25 : 0,
        text: isRecent ? both('Bought in the last 90 days.', '近 90 天内有购买。') : both('No purchase in the last 90 days.', '近 90 天内没有购买。'),
      },
      { feature: 'frequency', contribution: isOften ? 25 : 0, text: both(`Bought ${past.length} times.`, `共购买 ${past.length} 次。`) },
    ],
  };
}
