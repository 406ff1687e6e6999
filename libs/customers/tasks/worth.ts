import {
  bgNbdAlive,
  checkPurchases,
  eased,
  fitBgNbd,
  fitGammaGamma,
  purchaseHistories,
  simpleClv,
  valueBy,
  type Answer,
  type CustomerHistory,
  type Transaction,
  type ValueFit,
} from '#analytics';
import { ok, type Problem, type Text } from '#kernel';
import { aliveByRhythm, usualGap } from './own-rhythm.js';
import type { MeasureInput, Measures } from './measures.js';

export interface WorthWish {
  readonly months: number;
  readonly monthlyRate: number;
}

export interface WorthCheck {
  readonly fromMs: number;
  readonly customers: number;
  readonly expected: number;
  readonly actual: number;
  readonly meanAbsoluteError: number;
  readonly meanAbsoluteErrorOfMean: number;
}

export interface WorthModel extends WorthWish {
  readonly kind: 'bg-nbd' | 'simple';
  /** Of the model of customer value whose fit this is; null for one made for this answer. */
  readonly version: number | null;
  readonly parameters: Readonly<Record<string, number>>;
  readonly check: WorthCheck | null;
  readonly fallback: Text | null;
}

/** The fit of a version of the model of customer value. */
export type GivenFit = ValueFit & { readonly version: number };

/** By customer, in the order of the measures. */
export interface Worth {
  readonly model: WorthModel;
  /** Discounted value of the months ahead. */
  readonly value: Float64Array;
  readonly purchases: Float64Array;
  readonly meanValue: Float64Array;
  readonly alive: Float64Array;
}

const WEEK_MS = 7 * 86_400_000;

/**
 * By the fit that is given, which is the one behind the scores of single customers; else by one made here: BG/NBD with
 * Gamma-Gamma where the data carry it, otherwise the discounted sum of what was bought so far. The model says which and why.
 */
export function worthOf(input: MeasureInput, measures: Measures, wish: WorthWish, given: GivenFit | null): Worth {
  const histories = purchaseHistories(transactionsOf(input), input.asOfMs, 'week');
  if (!histories.ok) return simpleWorth(measures, wish, histories.error);
  const fit = given ? ok(given) : fitOf(sampled(histories.value));
  if (!fit.ok) return simpleWorth(measures, wish, fit.error);
  const worth = fittedWorth(input, measures, wish, { histories: histories.value, fit: fit.value });
  const isWhole = measures.customer.every((_, i) => !Number.isNaN(worth.value[i]) || (measures.tenureDays[i] as number) < 1);
  return isWhole ? worth : simpleWorth(measures, wish, [NO_FORECAST]);
}

function fitOf(learned: readonly CustomerHistory[]): Answer<ValueFit> {
  const purchases = fitBgNbd(learned, 'week');
  if (!purchases.ok) return purchases;
  const spending = fitGammaGamma(learned);
  return spending.ok ? ok({ purchases: purchases.value, spending: spending.value }) : spending;
}

/** Customers that the models are fitted on: the likelihood is gone through thousands of times, and more hardly move its four parameters. */
const MOST_LEARNED = 3000;

/** Evenly spread customers, in the order they came; all of them where there are no more. */
function sampled(histories: readonly CustomerHistory[]): readonly CustomerHistory[] {
  const step = Math.ceil(histories.length / MOST_LEARNED);
  return step <= 1 ? histories : histories.filter((_, i) => i % step === 0);
}

const NO_FORECAST: Problem = {
  code: 'analysis.no-mean',
  at: '',
  text: { en: 'The purchases do not let themselves be forecast by BG/NBD.', 'zh-CN': '这些购买无法用 BG/NBD 预测。' },
};

function* transactionsOf({ customer, atMs, amount }: MeasureInput): Generator<Transaction> {
  for (let i = 0; i < customer.length; i += 1) {
    if ((amount[i] as number) > 0) yield { customer: String(customer[i]), atMs: atMs[i] as number, amount: amount[i] as number };
  }
}

interface Fitted {
  readonly histories: readonly CustomerHistory[];
  readonly fit: ValueFit & { readonly version?: number };
}

function fittedWorth(input: MeasureInput, measures: Measures, wish: WorthWish, { histories, fit }: Fitted): Worth {
  const byCustomer = new Map(histories.map((history) => [Number(history.customer), history]));
  const empty = emptyWorth(measures.customer.length);
  const purchases = eased(fit.purchases);
  measures.customer.forEach((customer, i) => {
    const history = byCustomer.get(customer);
    empty.alive[i] = history ? bgNbdAlive(purchases, history) : 1;
    const clv = history && valueBy(fit, history, wish);
    if (!clv?.ok) return;
    empty.value[i] = clv.value.value;
    empty.purchases[i] = clv.value.purchases;
    empty.meanValue[i] = clv.value.meanValue;
  });
  const { r, alpha, a, b } = purchases;
  const { spending } = fit;
  const size = 'method' in spending ? { p: spending.p, q: spending.q, v: spending.v } : spending;
  const model = {
    kind: 'bg-nbd' as const,
    ...wish,
    version: fit.version ?? null,
    parameters: { r, alpha, a, b, ...size },
    check: checkOf(input),
    fallback: null,
  };
  return { ...empty, model };
}

/** Fits on the first three quarters of the time and looks at the last; null where that is too little. */
function checkOf(input: MeasureInput): WorthCheck | null {
  const past = input.atMs.filter((at) => at <= input.asOfMs);
  const first = past.reduce((least, at) => Math.min(least, at), Infinity);
  const fromMs = input.asOfMs - (input.asOfMs - first) / 4;
  if (!Number.isFinite(fromMs)) return null;
  const histories = purchaseHistories(transactionsOf(input), fromMs, 'week');
  const model = histories.ok ? fitBgNbd(sampled(histories.value), 'week') : histories;
  if (!histories.ok || !model.ok) return null;
  const days = new Map<string, Set<number>>();
  for (const { customer, atMs } of transactionsOf(input)) {
    if (atMs <= fromMs || atMs > input.asOfMs) continue;
    days.set(customer, (days.get(customer) ?? new Set()).add(Math.floor(atMs / 86_400_000)));
  }
  const actual = histories.value.map(({ customer }) => days.get(customer)?.size ?? 0);
  const check = checkPurchases(eased(model.value), histories.value, actual, (input.asOfMs - fromMs) / WEEK_MS);
  if (!check.ok || !Number.isFinite(check.value.expectedTotal)) return null;
  const { customers, expectedTotal, actualTotal, meanAbsoluteError, meanAbsoluteErrorOfMean } = check.value;
  return { fromMs, customers, expected: expectedTotal, actual: actualTotal, meanAbsoluteError, meanAbsoluteErrorOfMean };
}

function simpleWorth(measures: Measures, wish: WorthWish, [why]: readonly Problem[]): Worth {
  const empty = emptyWorth(measures.customer.length);
  const usual = usualGap(Array.from(measures.gapDays));
  measures.customer.forEach((_, i) => {
    const gap = Number.isNaN(measures.gapDays[i]) ? usual : (measures.gapDays[i] as number);
    const alive = aliveByRhythm(measures.recencyDays[i] as number, gap);
    const months = Math.max(1, (measures.tenureDays[i] as number) / 30);
    const money = measures.money[i] as number;
    const frequency = measures.frequency[i] as number;
    const monthly = (Math.max(0, money) / months) * alive;
    const clv = simpleClv({ revenues: Array.from({ length: wish.months }, () => monthly), rate: wish.monthlyRate, acquisitionCost: 0, period: 'month' });
    empty.alive[i] = alive;
    empty.value[i] = clv.ok ? clv.value.value : Number.NaN;
    empty.purchases[i] = (frequency / months) * alive * wish.months;
    empty.meanValue[i] = Math.max(0, money) / frequency;
  });
  return { ...empty, model: { kind: 'simple', ...wish, version: null, parameters: {}, check: null, fallback: why?.text ?? null } };
}

const emptyWorth = (n: number): Omit<Worth, 'model'> => {
  const unknown = (): Float64Array => new Float64Array(n).fill(Number.NaN);
  return { value: unknown(), purchases: unknown(), meanValue: unknown(), alive: unknown() };
};
