import { ok, type Problem, type Result } from '#kernel';
import {
  checkPurchases,
  eased,
  fitBgNbd,
  fitGammaGamma,
  PURCHASE_LOYALTY_WEIGHTS,
  purchaseHistories,
  scoreLoyalty,
  trainLoyalty,
  valueBy,
  type CustomerHistory,
  type DiscountedClv,
  type LoyaltyCustomer,
  type Transaction,
} from '#analytics';
import { bandsOf, type Trained } from './outcome.js';

/** Purchases that cross to another thread without being copied; customers by number. */
export interface PackedPurchases {
  readonly customers: Int32Array;
  readonly atMs: Float64Array;
  readonly amounts: Float64Array;
}
export interface PurchaseTask {
  readonly kind: 'clv' | 'loyalty';
  readonly purchases: PackedPurchases;
  readonly asOfMs: number;
}

const unpacked = ({ customers, atMs, amounts }: PackedPurchases): Transaction[] =>
  Array.from(customers, (customer, i) => ({ customer: String(customer), atMs: atMs[i] as number, amount: amounts[i] as number }));

const MONTHS = 12;
const MONTHLY_RATE = 0.01;
const DAY_MS = 86_400_000;
const NOTHING = { scoreProfile: null, tried: [], leaks: [], leftOut: [], importance: [] } as const;

/** Value of the next 12 months: BG/NBD and Gamma-Gamma. Checked on the last fifth of the time, which the checked fit did not see. */
export function trainClv({ purchases: packed, asOfMs }: PurchaseTask): Result<Trained, Problem[]> {
  const transactions = unpacked(packed);
  const histories = purchaseHistories(transactions, asOfMs, 'week');
  if (!histories.ok) return histories;
  const purchases = fitBgNbd(histories.value, 'week');
  if (!purchases.ok) return purchases;
  const spent = fitGammaGamma(histories.value);
  const spending = spent.ok ? spent.value : { meanValue: meanOf(transactions) };
  const check = checkOnLastFifth(transactions, asOfMs);
  if (!check.ok) return check;
  const { value: metrics } = check;
  const fitted = { kind: 'clv' as const, purchases: purchases.value, spending, months: MONTHS, monthlyRate: MONTHLY_RATE };
  const values = histories.value.map((history) => clvOf(fitted, history)?.value ?? 0);
  const ratio = metrics.meanAbsoluteErrorOfMean > 0 ? 1 - metrics.meanAbsoluteError / metrics.meanAbsoluteErrorOfMean : 0;
  return ok({
    ...NOTHING,
    method: spent.ok ? 'bg-nbd, gamma-gamma' : 'bg-nbd, mean value',
    fitted,
    metrics: { kind: 'value', n: metrics.customers, ...metrics },
    checked: { measure: 'error-ratio', value: ratio, n: metrics.customers },
    bands: bandsOf(values),
  });
}

/** The discounted value of one customer; null where it cannot be reckoned. */
export function clvOf(fitted: Extract<Trained['fitted'], { kind: 'clv' }>, history: Omit<CustomerHistory, 'customer'>): DiscountedClv | null {
  const answer = valueBy(fitted, history, fitted);
  return answer.ok ? answer.value : null;
}

const meanOf = (transactions: readonly Transaction[]): number => transactions.reduce((sum, { amount }) => sum + amount, 0) / Math.max(1, transactions.length);

function checkOnLastFifth(transactions: readonly Transaction[], asOfMs: number) {
  const first = transactions.reduce((least, { atMs }) => Math.min(least, atMs), asOfMs);
  const cutMs = first + (asOfMs - first) * 0.8;
  const before = purchaseHistories(
    transactions.filter(({ atMs }) => atMs <= cutMs),
    cutMs,
    'week',
  );
  if (!before.ok) return before;
  const fit = fitBgNbd(before.value, 'week');
  if (!fit.ok) return fit;
  const days = new Map<string, Set<number>>();
  for (const { customer, atMs } of transactions) {
    if (atMs <= cutMs || atMs > asOfMs) continue;
    days.set(customer, (days.get(customer) ?? new Set<number>()).add(Math.floor(atMs / DAY_MS)));
  }
  const actual = before.value.map(({ customer }) => days.get(customer)?.size ?? 0);
  return checkPurchases(eased(fit.value), before.value, actual, (asOfMs - cutMs) / (7 * DAY_MS));
}

/** Loyalty needs no outcome: it ranks a customer among all by stated weights. */
export function trainLoyaltyModel({ purchases, asOfMs }: PurchaseTask): Result<Trained, Problem[]> {
  const byCustomer = new Map<string, Transaction[]>();
  for (const one of unpacked(purchases)) {
    const own = byCustomer.get(one.customer);
    if (own) own.push(one);
    else byCustomer.set(one.customer, [one]);
  }
  const customers = [...byCustomer.values()].map((own) => loyaltyCustomer(own, asOfMs));
  const model = trainLoyalty(customers, PURCHASE_LOYALTY_WEIGHTS);
  if (!model.ok) return model;
  const scores = customers.map((customer) => {
    const scored = scoreLoyalty(model.value, customer);
    return scored.ok ? (scored.value.score ?? 0) : 0;
  });
  return ok({
    ...NOTHING,
    method: 'stated weights',
    fitted: { kind: 'loyalty', loyalty: model.value },
    metrics: { kind: 'none', n: customers.length },
    checked: null,
    bands: bandsOf(scores),
  });
}

/** What loyalty is told from, by the purchases of one customer; all unknown without any. */
export function loyaltyCustomer(own: readonly Transaction[], asOfMs: number): LoyaltyCustomer {
  const past = own.filter(({ atMs }) => atMs <= asOfMs);
  if (past.length === 0) return { recencyDays: null, frequency: null, shareOfWallet: null, tenureDays: null };
  const times = past.map(({ atMs }) => atMs);
  const daysSince = (ms: number): number => Math.max(0, (asOfMs - ms) / DAY_MS);
  return {
    recencyDays: daysSince(times.reduce((a, b) => Math.max(a, b))),
    frequency: past.length,
    shareOfWallet: null,
    tenureDays: daysSince(times.reduce((a, b) => Math.min(a, b))),
  };
}
