import {
  quantile,
  RFM_GROUPS,
  scoreRfm,
  sorted,
  trainLoyalty,
  scoreLoyalty,
  type LoyaltyModel,
  type LoyaltyPart,
  type RfmGroup,
  type RfmModel,
} from '#analytics';
import type { Text } from '#kernel';
import { measure, type MeasureInput, type Measures } from './measures.js';
import { worthOf, type GivenFit, type Worth, type WorthWish } from './worth.js';

export interface BookInput extends MeasureInput, WorthWish {
  readonly weights: Readonly<Record<LoyaltyPart, number>>;
  /** Null: fitted here. */
  readonly fit: GivenFit | null;
}

/** Why there are no numbers. */
export interface Lack {
  readonly code: string;
  readonly text: Text;
}

/** All that purchases say of customers, by column; customers are in the order of `measures.customer`. */
export interface Book {
  readonly measures: Measures;
  readonly worth: Worth;
  readonly rfm: {
    readonly lack: Lack | null;
    readonly model: RfmModel | null;
    /** 1 to 5; 0 where there is no model. */
    readonly r: Uint8Array;
    readonly f: Uint8Array;
    readonly m: Uint8Array;
    /** Place in RFM_GROUPS. */
    readonly group: Uint8Array;
  };
  readonly loyalty: { readonly lack: Lack | null; readonly model: LoyaltyModel | null; readonly score: Float64Array };
}

/** Fifths of four customers make no sense. */
const LEAST_CUSTOMERS = 5;

/** RFM, value, chance of staying and loyalty of every customer in one go. */
export function bookOf(input: BookInput): Book {
  const measures = measure(input);
  return {
    measures,
    worth: worthOf(input, measures, { months: input.months, monthlyRate: input.monthlyRate }, input.fit),
    rfm: rfmOf(measures, input.asOfMs),
    loyalty: loyaltyOf(measures, input.weights),
  };
}

const FIFTHS = [0.2, 0.4, 0.6, 0.8];
const PLACES = new Map<RfmGroup, number>(RFM_GROUPS.map(({ key }, place) => [key, place]));

function rfmOf({ customer, recencyDays, frequency, money }: Measures, asOfMs: number): Book['rfm'] {
  const n = customer.length;
  const columns = { r: new Uint8Array(n), f: new Uint8Array(n), m: new Uint8Array(n), group: new Uint8Array(n) };
  if (n < LEAST_CUSTOMERS) return { ...columns, model: null, lack: tooFewCustomers(n) };
  const cutsOf = (values: Float64Array): number[] => {
    const ascending = sorted(values);
    return FIFTHS.map((q) => quantile(ascending, q));
  };
  const model = { asOfMs, cuts: { recencyDays: cutsOf(recencyDays), frequency: cutsOf(frequency), money: cutsOf(money) } };
  for (let i = 0; i < n; i += 1) {
    const scored = scoreRfm(model, { customer: '', recencyDays: recencyDays[i] as number, frequency: frequency[i] as number, money: money[i] as number });
    columns.r[i] = scored.r;
    columns.f[i] = scored.f;
    columns.m[i] = scored.m;
    columns.group[i] = PLACES.get(scored.group) ?? 0;
  }
  return { ...columns, model, lack: null };
}

export const tooFewCustomers = (got: number): Lack => ({
  code: 'analysis.too-few',
  text: {
    en: `At least ${LEAST_CUSTOMERS} customers with a purchase are needed; there are ${got}.`,
    'zh-CN': `至少需要 ${LEAST_CUSTOMERS} 位有购买的客户；现有 ${got} 位。`,
  },
});

function loyaltyOf(measures: Measures, weights: BookInput['weights']): Book['loyalty'] {
  const n = measures.customer.length;
  const score = new Float64Array(n).fill(Number.NaN);
  const of = (i: number): Parameters<typeof scoreLoyalty>[1] => loyaltyCustomer(measures, i);
  const model = trainLoyalty(
    Array.from({ length: n }, (_, i) => of(i)),
    weights,
  );
  if (!model.ok) {
    const [problem] = model.error;
    return { score, model: null, lack: problem ? { code: problem.code, text: problem.text } : null };
  }
  for (let i = 0; i < n; i += 1) {
    const one = scoreLoyalty(model.value, of(i));
    if (one.ok && one.value.score !== null) score[i] = one.value.score;
  }
  return { score, model: model.value, lack: null };
}

/** Share of wallet is not known from purchases. */
export const loyaltyCustomer = ({ recencyDays, frequency, tenureDays }: Measures, i: number): Parameters<typeof scoreLoyalty>[1] => ({
  recencyDays: recencyDays[i] as number,
  frequency: frequency[i] as number,
  shareOfWallet: null,
  tenureDays: tenureDays[i] as number,
});
