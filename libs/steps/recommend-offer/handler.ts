import { isJsonObject, type Json, type JsonObject, parseRecordId } from '#kernel';
import type { StepHandler } from '#runtime';
import { anything, badInput, members, optionalText } from '../input.js';
import { wholeOr } from '../insights/input.js';
import { NO_CUSTOMER, type Offers } from '../insights/ports.js';

/** Hands back the offers with the products that led to them. */
export const recommendOffer =
  (offers: Offers): StepHandler =>
  async ({ workspace, input, recordId }) => {
    const given = members(input);
    const named = optionalText(given, 'customer', 80);
    const record = named === null ? recordId : parseRecordId(named);
    if (record === null) throw badInput('/customer', { en: 'This is not the id of a record.', 'zh-CN': '这不是有效的记录标识。' }, named);
    const customer = await offers.customerOf(workspace, record);
    if (!customer)
      return {
        kind: 'done',
        output: { product: null, productId: null, offers: [], reasons: [], lacking: { code: 'customer.none', text: { ...NO_CUSTOMER } } },
      };
    const wish = { most: wholeOr(given, 'most', 3, 10), categories: textsIn(given, 'categories'), except: textsIn(given, 'except') };
    const found = await offers.offers(workspace, customer.object, customer.id, wish);
    const shown = found.offers.map(({ product, score, margin, price, by, because, text }) => ({
      product: product.name,
      id: product.id,
      score,
      margin,
      price,
      by,
      because: because.map(({ name }) => name),
      text: { ...text },
    }));
    const [best] = shown;
    const lacking: Json = found.lacking === null ? null : { code: found.lacking.code, text: { ...found.lacking.text } };
    return {
      kind: 'done',
      output: { product: best?.product ?? null, productId: best?.id ?? null, offers: shown, reasons: shown.map(({ text }) => text), lacking },
    };
  };

/** A list of texts; a single text counts as a list of one. */
function textsIn(given: JsonObject, name: string): readonly string[] {
  const value = anything(given, name);
  if (value === null || value === '') return [];
  const list = Array.isArray(value) ? value : [value];
  if (list.every((one) => typeof one === 'string' && !isJsonObject(one))) return list as readonly string[];
  throw badInput(`/${name}`, { en: `"${name}" must be a list of texts.`, 'zh-CN': `“${name}”必须是文本列表。` });
}
