import { itemNeighbours, nextBestOffers, similarCustomers, similarItemOffers, type OfferQuestion, type OfferTerms } from '#analytics';
import { inLocale, isJsonObject, type Json } from '#kernel';
import { textOption, type Invocation } from '../command.js';
import { readJsonFile } from '../input-files.js';
import { WrongUse } from '../terminal.js';
import { basketsIn, minedRules, type NamedBaskets } from './basket-input.js';
import { refused } from './csv-table.js';
import { listOption, topOption, valueOf } from './options.js';
import { analysis, line, table, type Report } from './report.js';

/** What to offer to a customer next, and why; or who is like that customer. */
export const run = analysis(async (invocation) => {
  const known = await basketsIn(invocation);
  const method = textOption(invocation, 'by') ?? 'rules';
  if (method === 'customers') return alike(known, invocation);
  const question = await questionOf(known, invocation);
  const offers =
    method === 'items'
      ? valueOf(similarItemOffers(itemNeighbours(known.baskets), question))
      : valueOf(nextBestOffers(minedRules(known.baskets, invocation).rules, question));
  const { locale } = invocation.terminal;
  return {
    data: { by: method, owned: question.owned, offers: offers.map((offer) => ({ ...offer, text: inLocale(offer.text, locale) })) },
    blocks: [
      line('Owned: {owned}', '已拥有：{owned}', { owned: question.owned.join(', ') }),
      ...(offers.length === 0
        ? [line('Nothing to offer by these rules: lower --support or --confidence.', '按现有规则没有可推荐的商品：请降低 --support 或 --confidence。')]
        : []),
      table(
        ['Offers', '推荐'],
        ['item|商品', 'score|得分', 'margin|毛利', 'because|原因'],
        offers.map((offer) => [offer.item, offer.score, offer.margin, offer.text]),
      ),
    ],
  };
});

function basketNamed({ ids }: NamedBaskets, name: string): number {
  const at = ids.indexOf(name);
  if (at >= 0) return at;
  throw refused('analysis.option', `There is no customer or basket "${name}".`, `没有名为“${name}”的客户或购物篮。`);
}

async function questionOf(known: NamedBaskets, invocation: Invocation): Promise<OfferQuestion> {
  const [one, owned] = [textOption(invocation, 'for'), listOption(invocation, 'owned')];
  if (one === undefined && owned === undefined)
    throw new WrongUse({
      en: 'Say whom the offer is for: --for with a basket, or --owned with items.',
      'zh-CN': '请指定推荐对象：--for 指定购物篮，或 --owned 列出商品。',
    });
  const file = textOption(invocation, 'terms');
  return {
    owned: [...new Set(owned ?? known.lists[basketNamed(known, one as string)] ?? [])],
    excluded: listOption(invocation, 'exclude') ?? [],
    most: topOption(invocation),
    ...(file === undefined ? {} : { terms: termsIn(await readJsonFile(file)) }),
  };
}

/** `{ "item": { "margin": 3, "eligible": true } }`. */
function termsIn(value: Json): Record<string, OfferTerms> {
  const isTerm = (one: Json): boolean => isJsonObject(one) && typeof one['margin'] === 'number';
  if (isJsonObject(value) && Object.values(value).every(isTerm)) return value as unknown as Record<string, OfferTerms>;
  throw refused(
    'analysis.option',
    'Terms are an object of items, each with a "margin" and perhaps "eligible".',
    '条款应为商品对象，每项含“margin”，可含“eligible”。',
  );
}

function alike(known: NamedBaskets, invocation: Invocation): Report {
  const name = textOption(invocation, 'for');
  if (name === undefined) throw new WrongUse({ en: '--by customers needs --for with a customer.', 'zh-CN': '--by customers 需要用 --for 指定客户。' });
  const found = valueOf(similarCustomers(known.baskets, basketNamed(known, name), topOption(invocation)));
  const customers = found.map(({ customer, ...rest }) => ({ customer: known.ids[customer] as string, ...rest }));
  return {
    data: { by: 'customers', for: name, customers },
    blocks: [
      line('{n} customers like {name}', '与 {name} 相似的客户 {n} 位', { n: customers.length, name }),
      table(
        ['Similar customers', '相似客户'],
        ['customer|客户', 'similarity|相似度', 'both have|共同拥有'],
        customers.map((one) => [one.customer, one.similarity, one.shared.join(', ')]),
      ),
    ],
  };
}
