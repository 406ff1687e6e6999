import type { ComputedReport } from './wish.js';

/** Numbers that are made of others lead to the rows they are made of. */
const MADE_OF: Readonly<Record<string, string>> = {
  toNext: 'wentOn',
  toWon: 'won',
  winRate: 'won',
  averageValue: 'won',
  wonValue: 'won',
  openValue: 'open',
  cycleDays: 'won',
  meanDays: 'won',
  medianDays: 'won',
  p90Days: 'won',
  perDay: 'opportunities',
  revenue: 'won',
  roi: 'won',
  uplift: 'won',
  costPerLead: 'leads',
  attained: 'won',
  target: 'won',
  weighted: 'count',
};
const BY_REPORT: Partial<Record<ComputedReport, Readonly<Record<string, string>>>> = {
  funnel: { value: 'reached' },
  'win-loss': { value: 'count', share: 'count' },
  forecast: {
    value: 'count',
    probability: 'count',
    win: 'count',
    daysLeft: 'count',
    expected: 'count',
    low: 'count',
    high: 'count',
    cumulative: 'count',
    won: 'count',
    weighted: 'count',
    chartWeighted: 'count',
  },
  'as-of': { value: 'count' },
  'time-in-stage': { mean: 'stays', median: 'stays', p90: 'stays', n: 'ended' },
  satisfaction: { value: 'answers' },
  process: { mean: 'count', median: 'count', p90: 'count', share: 'cases' },
};
/** The measure whose rows are behind a number of a report. */
export const measureOf = (report: ComputedReport, measure: string): string => own(BY_REPORT[report] ?? {}, measure) ?? own(MADE_OF, measure) ?? measure;

/** Names come from outside: what every object inherits is no measure. */
const own = (names: Readonly<Record<string, string>>, name: string): string | undefined => (Object.hasOwn(names, name) ? names[name] : undefined);

/** Months of a forecast lead to everything that is open: each of it may fall into any of them. */
export const rowOf = (report: ComputedReport, row: string | null): string | null => (report === 'forecast' && /^\d{4}-\d{2}$/.test(row ?? '') ? null : row);
