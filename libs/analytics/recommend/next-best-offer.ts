import { ok, type Text } from '#kernel';
import type { Rule } from '../baskets/rules.js';
import { badOption, isUsable, type Answer } from '../problem.js';

/** What may be offered. */
export interface OfferTerms {
  /** What a sale earns, in one unit for all items (minor units of one currency); at least 0. */
  readonly margin: number;
  /** Whether this customer may get it, as a rule of the pipeline said; yes when absent. */
  readonly eligible?: boolean;
}

export interface OfferQuestion {
  /** What the customer has; never offered again. */
  readonly owned: readonly string[];
  /** Never offered: refused before, out of stock, not allowed. */
  readonly excluded?: readonly string[];
  /** Terms by item. With it, an item that is not in it is not offered; without it every margin is 1. */
  readonly terms?: Readonly<Record<string, OfferTerms>>;
  /** 3 by default. */
  readonly most?: number;
}

export interface Offer {
  readonly item: string;
  /** Strength (lift, or similarity) times margin. */
  readonly score: number;
  readonly margin: number;
  /** The owned items that led to it. */
  readonly because: readonly string[];
  readonly text: Text;
}

export interface RuleOffer extends Offer {
  readonly rule: Rule;
}

/**
 * Next best offers: of every rule with one item on the right whose left side the customer owns, lift x margin, where eligible; the best rule of each item, the highest score first.
 * Rules that repel (lift at most 1) are not used. Error: `analysis.option` for a margin below 0 or not finite.
 */
export function nextBestOffers(rules: readonly Rule[], question: OfferQuestion): Answer<RuleOffer[]> {
  const refused = checkTerms(question);
  if (refused) return refused;
  const owned = new Set(question.owned);
  const best = new Map<string, RuleOffer>();
  for (const rule of rules) {
    const [item] = rule.right;
    if (item === undefined || rule.right.length !== 1 || rule.lift <= 1 || !rule.left.every((one) => owned.has(one))) continue;
    const margin = marginOf(item, question, owned);
    const score = rule.lift * (margin ?? 0);
    const known = best.get(item);
    if (margin === null || (known && known.score >= score)) continue;
    best.set(item, { item, score, margin, because: rule.left, rule, text: because(item, rule) });
  }
  return ok(strongest([...best.values()], question.most));
}

export function checkTerms({ terms }: OfferQuestion): Answer<never> | null {
  for (const [item, { margin }] of Object.entries(terms ?? {}))
    if (!isUsable(margin) || margin < 0)
      return badOption(
        `/terms/${item.replace(/~/g, '~0').replace(/\//g, '~1')}/margin`,
        'A margin is a number of 0 or more.',
        '毛利必须是不小于 0 的数值。',
        margin,
      );
  return null;
}

/** The margin of an item that may be offered; `null` for one that may not. */
export function marginOf(item: string, { terms, excluded }: OfferQuestion, owned: ReadonlySet<string>): number | null {
  if (owned.has(item) || excluded?.includes(item)) return null;
  if (!terms) return 1;
  const own = Object.hasOwn(terms, item) ? terms[item] : undefined;
  return !own || own.eligible === false ? null : own.margin;
}

export const strongest = <T extends Offer>(offers: T[], most = 3): T[] =>
  offers
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.item < b.item ? -1 : 1))
    .slice(0, most);

function because(item: string, { left, lift, confidence, count }: Rule): Text {
  const share = Math.round(confidence * 100);
  const times = lift.toFixed(1);
  return {
    en: `Has ${left.join(', ')}: ${share}% of those customers also bought ${item}, ${times} times as often as others (${count} cases).`,
    'zh-CN': `已有${left.join('、')}：这类客户中 ${share}% 也购买了${item}，是平均水平的 ${times} 倍（${count} 例）。`,
  };
}
