import type { Answer } from '../problem.js';
import type { BgNbdModel } from './bg-nbd.js';
import { type DiscountedClv, discountedClv } from './discounted-clv.js';
import type { GammaGammaModel } from './gamma-gamma.js';
import type { CustomerHistory } from './histories.js';

/** What the value of a customer is reckoned with: purchases by BG/NBD, their size by Gamma-Gamma, or by plain means where that could not be fitted. */
export interface ValueFit {
  readonly purchases: BgNbdModel;
  readonly spending: GammaGammaModel | { readonly meanValue: number };
}

/** Sum of a and b beyond which the chance of leaving counts as the same for everybody: larger ones change nothing but the reckoning, which they overflow. */
const LARGEST_AB = 1000;

/** The same chances in numbers that can be reckoned with. */
export function eased(model: BgNbdModel): BgNbdModel {
  const by = Math.min(1, LARGEST_AB / (model.a + model.b));
  return { ...model, a: model.a * by, b: model.b * by };
}

/** The discounted value of the months ahead. Errors as `discountedClv`. */
export function valueBy(
  { purchases, spending }: ValueFit,
  history: Omit<CustomerHistory, 'customer'>,
  wish: { readonly months: number; readonly monthlyRate: number },
): Answer<DiscountedClv> {
  if ('method' in spending) return discountedClv(eased(purchases), spending, history, wish);
  // Every purchase counts with the customer's own mean, or that of all: p = 1, q = 2, v = mean give it back.
  const mean = history.x > 0 ? history.meanValue : spending.meanValue;
  return discountedClv(eased(purchases), { p: 1, q: 2, v: mean }, { ...history, meanValue: mean }, wish);
}
