import { ok, type Text } from '#kernel';
import { quantile, sorted } from '../cleaning/index.js';
import { badOption, isUsable, notANumber, tooFew, type Answer } from '../problem.js';

export type LoyaltyPart = 'recency' | 'frequency' | 'shareOfWallet' | 'tenure';

/** One customer. `null` where a part is not known: the other parts then carry its weight. */
export interface LoyaltyCustomer {
  /** Days since the last purchase or contact; fewer is better. */
  readonly recencyDays: number | null;
  /** Purchases in the period looked at. */
  readonly frequency: number | null;
  /** Share of what they spend on such things that they spend here, 0 to 1. */
  readonly shareOfWallet: number | null;
  /** Days since they became a customer. */
  readonly tenureDays: number | null;
}

/** Plain JSON. `reference`: ascending values to rank by, at most 1,001 of them. */
export interface LoyaltyModel {
  readonly weights: Readonly<Record<LoyaltyPart, number>>;
  readonly reference: Readonly<Record<LoyaltyPart, readonly number[]>>;
  readonly customers: number;
}

export interface LoyaltyScore {
  /** 0 to 100; 50 is the middle of the reference customers. `null` where nothing is known. */
  readonly score: number | null;
  /** Share of the reference customers that each part beats, 0 to 1 (half of the ties count), and the points it brings; the points add up to the score. */
  readonly parts: readonly { readonly part: LoyaltyPart; readonly rank: number; readonly weight: number; readonly points: number }[];
  /** The part that lifts and the part that lowers the score most, in words. */
  readonly reason: Text;
}

export const LOYALTY_WEIGHTS: Readonly<Record<LoyaltyPart, number>> = { recency: 0.3, frequency: 0.3, shareOfWallet: 0.2, tenure: 0.2 };

/** Where only purchases are known: nobody can tell from them what a customer buys elsewhere. */
export const PURCHASE_LOYALTY_WEIGHTS: Readonly<Record<LoyaltyPart, number>> = { recency: 0.4, frequency: 0.4, shareOfWallet: 0, tenure: 0.2 };

const PARTS: readonly LoyaltyPart[] = ['recency', 'frequency', 'shareOfWallet', 'tenure'];
const KEYS = { recency: 'recencyDays', frequency: 'frequency', shareOfWallet: 'shareOfWallet', tenure: 'tenureDays' } as const;
const TITLES: Readonly<Record<LoyaltyPart, Text>> = {
  recency: { en: 'time since the last purchase', 'zh-CN': '距上次购买的时间' },
  frequency: { en: 'number of purchases', 'zh-CN': '购买次数' },
  shareOfWallet: { en: 'share of wallet', 'zh-CN': '钱包份额' },
  tenure: { en: 'years as a customer', 'zh-CN': '成为客户的时间' },
};

/**
 * Learns what the customers look like, so that each can be ranked among them. Weights are zero or more and are scaled to a sum of 1.
 * Refuses fewer than two customers, negative or non-finite values, shares above 1, and a part with a weight of which nothing is known.
 */
export function trainLoyalty(customers: readonly LoyaltyCustomer[], weights: Readonly<Record<LoyaltyPart, number>> = LOYALTY_WEIGHTS): Answer<LoyaltyModel> {
  for (const part of PARTS)
    if (!(weights[part] >= 0 && isUsable(weights[part])))
      return badOption(`/weights/${part}`, 'A weight must be a number of zero or more.', '权重必须是不小于零的数值。', weights[part]);
  const total = PARTS.reduce((sum, part) => sum + weights[part], 0);
  if (!(total > 0)) return badOption('/weights', 'At least one weight must be above zero.', '至少一个权重必须大于零。', total);
  if (customers.length < 2) return tooFew('/customers', 2, customers.length, 'customers', '位客户');
  for (const [i, customer] of customers.entries()) {
    const wrong = valueProblem(customer, `/customers/${i}`);
    if (wrong) return wrong;
  }
  const reference = { recency: [], frequency: [], shareOfWallet: [], tenure: [] } as Record<LoyaltyPart, number[]>;
  for (const part of PARTS) {
    reference[part] = thinned(customers.map((customer) => customer[KEYS[part]]).filter((value) => value !== null));
    if (weights[part] > 0 && reference[part].length === 0) return tooFew(`/customers`, 1, 0, `customers with “${KEYS[part]}”`, `位有“${KEYS[part]}”的客户`);
  }
  const scaled = Object.fromEntries(PARTS.map((part) => [part, weights[part] / total])) as Record<LoyaltyPart, number>;
  return ok({ weights: scaled, reference, customers: customers.length });
}

/** Scores one customer among the reference customers. Refuses negative or non-finite values. */
export function scoreLoyalty(model: LoyaltyModel, customer: LoyaltyCustomer): Answer<LoyaltyScore> {
  const wrong = valueProblem(customer, '');
  if (wrong) return wrong;
  const known = PARTS.filter((part) => model.weights[part] > 0 && customer[KEYS[part]] !== null);
  const total = known.reduce((sum, part) => sum + model.weights[part], 0);
  const parts = known.map((part) => {
    const below = rankIn(model.reference[part], customer[KEYS[part]] as number);
    const rank = part === 'recency' ? 1 - below : below;
    const weight = model.weights[part] / total;
    return { part, rank, weight, points: 100 * weight * rank };
  });
  const score = parts.length === 0 ? null : parts.reduce((sum, { points }) => sum + points, 0);
  return ok({ score, parts, reason: reasonOf(parts) });
}

function reasonOf(parts: LoyaltyScore['parts']): Text {
  const pulls = [...parts].sort((a, b) => b.weight * (b.rank - 0.5) - a.weight * (a.rank - 0.5));
  const [best, worst] = [pulls[0], pulls.at(-1)];
  if (!best || !worst) return { en: 'nothing is known of this customer', 'zh-CN': '对该客户一无所知' };
  const percent = (rank: number): string => `${Math.round(rank * 100)} %`;
  return {
    en: `best: ${TITLES[best.part].en} (better than ${percent(best.rank)} of customers); weakest: ${TITLES[worst.part].en} (better than ${percent(worst.rank)})`,
    'zh-CN': `最强：${TITLES[best.part]['zh-CN']}（优于 ${percent(best.rank)} 的客户）；最弱：${TITLES[worst.part]['zh-CN']}（优于 ${percent(worst.rank)}）`,
  };
}

function valueProblem(customer: LoyaltyCustomer, at: string): Answer<never> | null {
  for (const part of PARTS) {
    const value: unknown = customer[KEYS[part]];
    if (value === null) continue;
    if (!isUsable(value)) return notANumber(`${at}/${KEYS[part]}`, value);
    if (value < 0 || (part === 'shareOfWallet' && value > 1))
      return badOption(`${at}/${KEYS[part]}`, 'Values must be zero or more; a share at most 1.', '数值不得为负；份额不得超过 1。', value);
  }
  return null;
}

const MOST = 1001;

function thinned(values: readonly number[]): number[] {
  const ascending = sorted(values);
  return values.length <= MOST ? Array.from(ascending) : Array.from({ length: MOST }, (_, i) => quantile(ascending, i / (MOST - 1)));
}

/** Share of the values below, half of those equal counted. */
function rankIn(ascending: readonly number[], value: number): number {
  const firstAt = (isPast: (other: number) => boolean): number => {
    let [low, high] = [0, ascending.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isPast(ascending[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return (firstAt((other) => other >= value) + firstAt((other) => other > value)) / 2 / ascending.length;
}
