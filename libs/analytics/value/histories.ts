import { ok } from '#kernel';
import { isUsable, isWhole, notANumber, refuse, tooFew, type Answer } from '../problem.js';

export type TimeUnit = 'day' | 'week' | 'month';

/** Lengths in days. A month is 30 days here, as in the published figures. */
export const UNIT_DAYS: Readonly<Record<TimeUnit, number>> = { day: 1, week: 7, month: 30 };

/** What the models need of one customer. All times in one unit, counted from the first purchase. */
export interface PurchaseHistory {
  /** Repeat purchases: the first one does not count. */
  readonly x: number;
  /** Time of the last purchase; 0 where there was no repeat. */
  readonly tx: number;
  /** Time of observation; at least `tx`, above 0. */
  readonly T: number;
}

export interface CustomerHistory extends PurchaseHistory {
  readonly customer: string;
  /** Mean value of the repeat purchases; 0 where there was none. */
  readonly meanValue: number;
}

export interface Transaction {
  readonly customer: string;
  readonly atMs: number;
  readonly amount: number;
}

const DAY_MS = 86_400_000;

/**
 * Histories from transactions up to a moment (later ones are left out). Purchases of one UTC day count as one, as in the CDNOW figures.
 * Customers whose first purchase lies on the last day are left out: nothing could be observed. Amounts below zero (returns) are left out; a purchase of zero counts.
 */
export function purchaseHistories(transactions: Iterable<Transaction>, asOfMs: number, unit: TimeUnit): Answer<CustomerHistory[]> {
  if (!isUsable(asOfMs)) return notANumber('/asOfMs', asOfMs);
  const days = new Map<string, Map<number, number>>();
  let i = 0;
  for (const { customer, atMs, amount } of transactions) {
    if (!isUsable(atMs)) return notANumber(`/transactions/${i}/atMs`, atMs);
    if (!isUsable(amount)) return notANumber(`/transactions/${i}/amount`, amount);
    i += 1;
    if (atMs > asOfMs || amount < 0) continue;
    const own = days.get(customer) ?? new Map<number, number>();
    days.set(customer, own);
    const day = Math.floor(atMs / DAY_MS);
    own.set(day, (own.get(day) ?? 0) + amount);
  }
  const last = Math.floor(asOfMs / DAY_MS);
  return ok(Array.from(days, ([customer, own]) => historyOf(customer, own, last, UNIT_DAYS[unit])).filter(({ T }) => T > 0));
}

function historyOf(customer: string, days: ReadonlyMap<number, number>, lastDay: number, unitDays: number): CustomerHistory {
  const bought = [...days].sort(([a], [b]) => a - b);
  const first = bought[0]?.[0] ?? lastDay;
  const repeats = bought.slice(1);
  const money = repeats.reduce((sum, [, amount]) => sum + amount, 0);
  const tx = ((repeats.at(-1)?.[0] ?? first) - first) / unitDays;
  return { customer, x: repeats.length, tx, T: (lastDay - first) / unitDays, meanValue: repeats.length > 0 ? money / repeats.length : 0 };
}

/** Customers with a repeat purchase below which nothing is fitted. */
const LEAST_REPEATERS = 30;

/** Refuses histories that cannot be, and fewer than 30 customers who came back. */
export function historyProblem(histories: readonly PurchaseHistory[]): Answer<never> | null {
  for (const [i, { x, tx, T }] of histories.entries()) {
    const wrong = oneHistoryProblem({ x, tx, T }, `/customers/${i}`);
    if (wrong) return wrong;
  }
  const repeaters = histories.filter(({ x }) => x > 0).length;
  return repeaters < LEAST_REPEATERS ? tooFew('/customers', LEAST_REPEATERS, repeaters, 'customers with a repeat purchase', '位有复购的客户') : null;
}

export function oneHistoryProblem({ x, tx, T }: PurchaseHistory, at: string): Answer<never> | null {
  for (const [name, value] of Object.entries({ x, tx, T })) if (!isUsable(value)) return notANumber(`${at}/${name}`, value);
  if (isWhole(x, 0, 1e6) && tx >= 0 && tx <= T && T > 0 && (x > 0 || tx === 0)) return null;
  return refuse(
    'analysis.history',
    at,
    'A history needs x repeat purchases (whole, from 0), 0 <= t_x <= T, T above 0, and t_x = 0 where x = 0.',
    '购买历史要求：复购次数 x 为非负整数，0 <= t_x <= T，T > 0，且 x = 0 时 t_x = 0。',
    x,
  );
}

/** Equal histories once, with how many there are: the likelihoods take a fraction of the time. */
export function grouped(histories: readonly PurchaseHistory[]): { readonly x: number; readonly tx: number; readonly T: number; readonly count: number }[] {
  const groups = new Map<string, { x: number; tx: number; T: number; count: number }>();
  for (const { x, tx, T } of histories) {
    const key = `${x} ${tx} ${T}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { x, tx, T, count: 1 });
  }
  return [...groups.values()];
}

/** Values of a function of x, reckoned once for each x that occurs, as a lookup. */
export function perX(groups: readonly { readonly x: number }[], of: (x: number) => number): (x: number) => number {
  const known = new Map<number, number>();
  for (const { x } of groups) if (!known.has(x)) known.set(x, of(x));
  return (x) => known.get(x) ?? of(x);
}
