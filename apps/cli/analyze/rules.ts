import { basketsIn, minedRules } from './basket-input.js';
import { topOption } from './options.js';
import { analysis, line, table } from './report.js';

/** What is bought together: association rules. */
export const run = analysis(async (invocation) => {
  const { baskets } = await basketsIn(invocation);
  const { sets, rules } = minedRules(baskets, invocation);
  const items = baskets.items.map((name, i) => ({ name, baskets: baskets.counts[i] as number }));
  const mean = baskets.item.length / baskets.n;
  const top = topOption(invocation);
  return {
    data: { baskets: baskets.n, items: items.length, meanSize: mean, topItems: items.slice(0, 20), minCount: sets.minCount, sets: sets.sets.length, rules },
    blocks: [
      line(
        '{n} baskets, {items} items, {mean} a basket; {sets} frequent sets (in at least {least} baskets), {rules} rules',
        '{n} 个购物篮，{items} 种商品，平均每篮 {mean} 种；频繁项集 {sets} 个（至少出现在 {least} 篮），规则 {rules} 条',
        {
          ...{ n: baskets.n, items: items.length, mean: mean.toFixed(4), sets: sets.sets.length, least: sets.minCount, rules: rules.length },
        },
      ),
      table(
        ['Commonest items', '最常见的商品'],
        ['item|商品', 'baskets|购物篮'],
        items.slice(0, Math.min(top, 10)).map(({ name, baskets: count }) => [name, count]),
      ),
      table(
        ['Rules by lift', '按提升度排序的规则'],
        ['if|若购买', 'then|则购买', 'count|次数', 'support|支持度', 'confidence|置信度', 'lift|提升度', 'conviction|确信度'],
        rules
          .slice(0, top)
          .map((rule) => [rule.left.join(' + '), rule.right.join(' + '), rule.count, rule.support, rule.confidence, rule.lift, rule.conviction]),
      ),
    ],
  };
});
