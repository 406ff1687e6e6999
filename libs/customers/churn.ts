import type { Text } from '#kernel';
import type { KnownBook } from './customer-book.js';
import { cents, rounded } from './rows.js';

export type RiskBand = 'high' | 'middle' | 'low';
export const RISK_BANDS: readonly RiskBand[] = ['high', 'middle', 'low'];

export interface Reason {
  readonly kind: 'overdue' | 'chance' | 'falling' | 'once' | 'steady';
  readonly text: Text;
}

export interface RiskRow {
  readonly risk: number;
  readonly band: RiskBand;
  readonly moneyAtRisk: number;
  readonly yearlyMoney: number;
  readonly recencyDays: number;
  readonly ownRhythmDays: number | null;
  readonly overdue: number | null;
  readonly frequency: number;
  readonly reasons: readonly Reason[];
}

/** High from 0.6, middle from 0.3. */
export const bandOf = (risk: number): RiskBand => (risk >= 0.6 ? 'high' : risk >= 0.3 ? 'middle' : 'low');

/** Risk of customer `i`: one less the chance of still being one. */
export const riskOf = ({ book }: KnownBook, i: number): number => Math.min(1, Math.max(0, 1 - (book.worth.alive[i] as number)));
export const moneyAtRisk = (known: KnownBook, i: number): number => riskOf(known, i) * Math.max(0, known.book.measures.yearlyMoney[i] as number);

/** The risk of a customer with its reasons in words, the strongest first. */
export function riskRow(known: KnownBook, i: number): RiskRow {
  const { measures } = known.book;
  const risk = riskOf(known, i);
  const gap = measures.gapDays[i] as number;
  const recency = measures.recencyDays[i] as number;
  const overdue = gap > 0 ? recency / gap : null;
  return {
    risk: rounded(risk),
    band: bandOf(risk),
    moneyAtRisk: cents(moneyAtRisk(known, i)),
    yearlyMoney: cents(measures.yearlyMoney[i]),
    recencyDays: recency,
    ownRhythmDays: gap > 0 ? Math.round(gap * 10) / 10 : null,
    overdue: overdue === null ? null : Math.round(overdue * 100) / 100,
    frequency: measures.frequency[i] as number,
    reasons: reasonsOf(known, i, { risk, gap, recency, overdue }),
  };
}

interface Facts {
  readonly risk: number;
  readonly gap: number;
  readonly recency: number;
  readonly overdue: number | null;
}

function reasonsOf(known: KnownBook, i: number, { risk, gap, recency, overdue }: Facts): Reason[] {
  const { measures, worth } = known.book;
  const reasons: Reason[] = [];
  if (overdue !== null && overdue >= 1.5) reasons.push({ kind: 'overdue', text: overdueText(recency, gap, overdue) });
  const [recent, prior] = [measures.recentMoney[i] as number, measures.priorMoney[i] as number];
  if (prior > 0 && recent < prior * 0.6) reasons.push({ kind: 'falling', text: fallingText(recent, prior, known.basis.currency) });
  if (measures.frequency[i] === 1) reasons.push({ kind: 'once', text: onceText(recency) });
  if (worth.model.kind === 'bg-nbd') reasons.push({ kind: 'chance', text: chanceText(1 - risk, measures.frequency[i] as number, recency) });
  if (reasons.length === 0) reasons.push({ kind: 'steady', text: steadyText(recency) });
  return reasons.slice(0, 3);
}

const overdueText = (recency: number, gap: number, overdue: number): Text => {
  const [usual, times] = [Math.round(gap), overdue.toFixed(1)];
  return {
    en: `Last purchase ${recency} days ago; usually every ${usual} days, so ${times} times as long.`,
    'zh-CN': `上次购买在 ${recency} 天前；通常每 ${usual} 天购买一次，已是平时的 ${times} 倍。`,
  };
};
const fallingText = (recent: number, prior: number, currency: string): Text => ({
  en: `Bought for ${whole(recent)} ${currency} in the last 90 days, for ${whole(prior)} ${currency} in the 90 days before.`,
  'zh-CN': `最近 90 天购买 ${whole(recent)} ${currency}，此前 90 天为 ${whole(prior)} ${currency}。`,
});
const onceText = (recency: number): Text => ({
  en: `Has bought only once, ${recency} days ago.`,
  'zh-CN': `只购买过一次，在 ${recency} 天前。`,
});
const chanceText = (alive: number, frequency: number, recency: number): Text => {
  const percent = Math.round(alive * 100);
  return {
    en: `The chance of still being a customer is ${percent} % after ${frequency} purchases and ${recency} days of silence.`,
    'zh-CN': `购买 ${frequency} 次、沉默 ${recency} 天后，仍是客户的概率为 ${percent}%。`,
  };
};
const steadyText = (recency: number): Text => ({
  en: `Buys as usual: last ${recency} days ago.`,
  'zh-CN': `购买一如往常：上次在 ${recency} 天前。`,
});
const whole = (value: number): string => String(Math.round(value));
