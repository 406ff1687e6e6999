const DAY_MS = 86_400_000;
const QUARTER_DAYS = 90;

/** What the purchases of each customer say, by column; NaN where a number is not known. */
export interface Measures {
  /** Place in the customers of the purchases. */
  readonly customer: Int32Array;
  readonly recencyDays: Float64Array;
  /** Purchases above zero. */
  readonly frequency: Float64Array;
  readonly money: Float64Array;
  readonly tenureDays: Float64Array;
  /** Mean days between purchases of different days. */
  readonly gapDays: Float64Array;
  /** Money of the last 90 days, and of the 90 before. */
  readonly recentMoney: Float64Array;
  readonly priorMoney: Float64Array;
  /** Money of the last year, or of all the time scaled to a year where that is shorter. */
  readonly yearlyMoney: Float64Array;
  readonly afterMoment: number;
  readonly withoutPurchase: number;
}

export interface MeasureInput {
  readonly customers: number;
  readonly customer: Int32Array;
  readonly atMs: Float64Array;
  readonly amount: Float64Array;
  readonly asOfMs: number;
}

/** One pass over the purchases; customers without a purchase above zero up to the moment are left out and counted. */
export function measure(input: MeasureInput): Measures {
  const sums = new Sums(input.customers);
  let afterMoment = 0;
  for (let i = 0; i < input.customer.length; i += 1) {
    if ((input.atMs[i] as number) > input.asOfMs) afterMoment += 1;
    else sums.add(input.customer[i] as number, (input.asOfMs - (input.atMs[i] as number)) / DAY_MS, input.amount[i] as number);
  }
  return { ...sums.measures(), afterMoment };
}

class Sums {
  private readonly seen: Uint8Array;
  private readonly first: Float64Array;
  private readonly last: Float64Array;
  private readonly columns: Record<'count' | 'money' | 'recent' | 'prior' | 'year', Float64Array>;

  constructor(private readonly n: number) {
    const zeros = (): Float64Array => new Float64Array(n);
    this.seen = new Uint8Array(n);
    this.first = zeros().fill(-1);
    this.last = zeros().fill(Infinity);
    this.columns = { count: zeros(), money: zeros(), recent: zeros(), prior: zeros(), year: zeros() };
  }

  add(customer: number, daysAgo: number, amount: number): void {
    const { count, money, recent, prior, year } = this.columns;
    this.seen[customer] = 1;
    money[customer]! += amount;
    if (daysAgo < QUARTER_DAYS) recent[customer]! += amount;
    else if (daysAgo < 2 * QUARTER_DAYS) prior[customer]! += amount;
    if (daysAgo < 365) year[customer]! += amount;
    if (!(amount > 0)) return;
    count[customer]! += 1;
    this.first[customer] = Math.max(this.first[customer] as number, daysAgo);
    this.last[customer] = Math.min(this.last[customer] as number, daysAgo);
  }

  measures(): Omit<Measures, 'afterMoment'> {
    const { count, money, recent, prior, year } = this.columns;
    const picked = Int32Array.from(Array.from({ length: this.n }, (_, i) => i).filter((i) => (count[i] as number) > 0));
    const column = (of: (i: number) => number): Float64Array => Float64Array.from(picked, of);
    const first = (i: number): number => this.first[i] as number;
    const last = (i: number): number => this.last[i] as number;
    return {
      customer: picked,
      recencyDays: column((i) => Math.floor(last(i))),
      frequency: column((i) => count[i] as number),
      money: column((i) => money[i] as number),
      tenureDays: column((i) => Math.floor(first(i))),
      gapDays: column((i) => ((count[i] as number) > 1 && first(i) - last(i) >= 1 ? (first(i) - last(i)) / ((count[i] as number) - 1) : Number.NaN)),
      recentMoney: column((i) => recent[i] as number),
      priorMoney: column((i) => prior[i] as number),
      yearlyMoney: column((i) => (first(i) >= 365 ? (year[i] as number) : ((money[i] as number) * 365) / Math.max(90, first(i)))),
      withoutPurchase: this.seen.reduce((sum, there, i) => sum + (there === 1 && count[i] === 0 ? 1 : 0), 0),
    };
  }
}
