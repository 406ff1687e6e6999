import { ok } from '#kernel';
import { badOption, type Answer } from '../problem.js';
import type { ItemSets } from './baskets.js';

/** Who buys `left` buys `right` too. */
export interface Rule {
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** Baskets with all items of both sides, and their share. */
  readonly count: number;
  readonly support: number;
  /** Share of the baskets with `left` that have `right`. */
  readonly confidence: number;
  /** Confidence against the share of `right` anywhere: above 1 they attract each other. */
  readonly lift: number;
  /** (1 - share of right) / (1 - confidence) (Brin et al. 1997); `null` where confidence is 1, for it is without bound there. */
  readonly conviction: number | null;
}

export interface RuleOptions {
  /** Least confidence, 0 to 1. */
  readonly confidence: number;
  /** `one` (the default, as arules): a single item on the right. `any` (as mlxtend): every split of a set. */
  readonly rightSide?: 'one' | 'any';
  /** Least lift; none by default. */
  readonly lift?: number;
}

/** Rules out of frequent sets, the highest lift first, then confidence, then count (Agrawal & Srikant 1994). Errors: `analysis.option`. */
export function rulesOf(sets: ItemSets, options: RuleOptions): Answer<Rule[]> {
  const { confidence, rightSide = 'one', lift = 0 } = options;
  if (!(confidence >= 0 && confidence <= 1)) return badOption('/confidence', 'The confidence lies between 0 and 1.', '置信度必须在 0 到 1 之间。', confidence);
  const counts = new Map(sets.sets.map(({ items, count }) => [items.join(','), count]));
  const rules: Rule[] = [];
  for (const { items, count } of sets.sets) {
    for (const right of items.length < 2 ? [] : rightSides(items, rightSide)) {
      const left = items.filter((item) => !right.includes(item));
      const leftCount = counts.get(left.join(',')) as number;
      // 0.8 x 10 of 10 must pass although 8 / 10 may differ from 0.8 in the last bit.
      if (count / leftCount < confidence - 1e-12) continue;
      const rule = ruleOf(sets, left, right, [count, leftCount, counts.get(right.join(',')) as number]);
      if (rule.lift >= lift) rules.push(rule);
    }
  }
  return ok(rules.sort((a, b) => b.lift - a.lift || b.confidence - a.confidence || b.count - a.count));
}

function* rightSides(items: readonly number[], kind: 'one' | 'any'): Generator<readonly number[]> {
  if (kind === 'one') {
    for (const item of items) yield [item];
    return;
  }
  for (let mask = 1; mask < 2 ** items.length - 1; mask++) yield items.filter((_, k) => (mask >> k) & 1);
}

function ruleOf(
  { n, names }: ItemSets,
  left: readonly number[],
  right: readonly number[],
  [both, leftCount, rightCount]: readonly [number, number, number],
): Rule {
  const confidence = both / leftCount;
  const share = rightCount / n;
  const name = (item: number): string => names[item] as string;
  return {
    left: left.map(name),
    right: right.map(name),
    count: both,
    support: both / n,
    confidence,
    lift: confidence / share,
    conviction: confidence >= 1 ? null : (1 - share) / (1 - confidence),
  };
}
