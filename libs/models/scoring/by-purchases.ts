import { purchaseHistories, scoreLoyalty, type LoyaltyPart, type Transaction } from '#analytics';
import type { Json, Text } from '#kernel';
import type { Fitted, ScoreReason } from '../model.js';
import { clvOf, loyaltyCustomer } from '../training/purchases.js';
import { both } from '../words.js';
import { number } from './sentences.js';

export interface PurchaseScore {
  readonly score: number;
  readonly unit: 'money' | 'points';
  readonly reasons: readonly ScoreReason[];
  readonly more: Readonly<Record<string, Json>>;
}

/** The value of the months ahead; null where nothing was observed of the customer yet. */
export function valueByModel(fitted: Extract<Fitted, { kind: 'clv' }>, own: readonly Transaction[], nowMs: number): PurchaseScore | null {
  const histories = purchaseHistories(own, nowMs, 'week');
  const history = histories.ok ? histories.value[0] : undefined;
  const value = history ? clvOf(fitted, history) : null;
  if (!history || !value) return null;
  const quiet = Math.round((history.T - history.tx) * 7);
  const reason = (feature: string, text: Text, contribution: number): ScoreReason => ({ feature, text, contribution });
  const percent = Math.round(value.alive * 100);
  return {
    score: value.value,
    unit: 'money',
    reasons: [
      reason(
        'alive',
        both(
          `${quiet} days since the last purchase: the chance that they still buy is ${percent} %.`,
          `距上次购买 ${quiet} 天：仍会购买的概率为 ${percent}%。`,
        ),
        value.alive - 0.5,
      ),
      reason(
        'frequency',
        both(
          `${history.x + 1} purchases so far; ${number(value.purchases)} more to expect.`,
          `迄今购买 ${history.x + 1} 次；预计还有 ${number(value.purchases)} 次。`,
        ),
        value.purchases,
      ),
      reason('value', both(`A purchase is worth ${number(value.meanValue)} on average.`, `每次购买平均价值 ${number(value.meanValue)}。`), value.meanValue),
    ],
    more: { alive: value.alive, purchases: value.purchases, meanValue: value.meanValue, months: fitted.months },
  };
}

const PARTS: Readonly<Record<LoyaltyPart, Text>> = {
  recency: both('Time since the last purchase', '距上次购买的时间'),
  frequency: both('Number of purchases', '购买次数'),
  shareOfWallet: both('Share of wallet', '钱包份额'),
  tenure: both('Time as a customer', '成为客户的时间'),
};

/** Points from 0 to 100 among all customers; null where nothing is known. */
export function loyaltyByModel(fitted: Extract<Fitted, { kind: 'loyalty' }>, own: readonly Transaction[], nowMs: number): PurchaseScore | null {
  const scored = scoreLoyalty(fitted.loyalty, loyaltyCustomer(own, nowMs));
  if (!scored.ok || scored.value.score === null) return null;
  const parts = [...scored.value.parts].sort((a, b) => Math.abs(b.weight * (b.rank - 0.5)) - Math.abs(a.weight * (a.rank - 0.5)));
  return {
    score: scored.value.score,
    unit: 'points',
    reasons: parts.slice(0, 3).map(({ part, rank, weight, points }) => ({
      feature: part,
      contribution: weight * (rank - 0.5) * 100,
      text: both(
        `${PARTS[part].en}: better than ${Math.round(rank * 100)} % of customers (${number(points)} of ${number(weight * 100)} points).`,
        `${PARTS[part]['zh-CN']}：优于 ${Math.round(rank * 100)}% 的客户（${number(points)}/${number(weight * 100)} 分）。`,
      ),
    })),
    more: {},
  };
}
