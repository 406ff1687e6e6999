import { asOf } from './as-of.js';
import { campaigns } from './campaigns.js';
import type { ReportChart } from './chart.js';
import { forecast } from './forecast.js';
import { funnel } from './funnel.js';
import type { Journeys } from './journeys.js';
import { processMap } from './process.js';
import { sales } from './sales.js';
import { satisfaction } from './satisfaction.js';
import { service } from './service.js';
import type { Pick } from './tally.js';
import { timeInStage } from './time-in-stage.js';
import { velocity } from './velocity.js';
import { winLoss } from './win-loss.js';
import type { ComputedReport, ReportWish } from './wish.js';

const COMPUTE = {
  funnel,
  'time-in-stage': timeInStage,
  velocity,
  'win-loss': winLoss,
  forecast,
  'as-of': asOf,
  sales,
  service,
  satisfaction,
  campaigns,
  process: processMap,
} as const satisfies Record<ComputedReport, unknown>;

/** What each report answers, without what all answers begin with. */
export type ReportBody<R extends ComputedReport> = Extract<ReturnType<(typeof COMPUTE)[R]>, { readonly answer: unknown }>['answer'];

export interface ComputeInput<R extends ComputedReport = ComputedReport> {
  readonly report: R;
  readonly journeys: Journeys;
  readonly chart: ReportChart;
  readonly wish: ReportWish;
  /** Null: the report itself; else the rows behind one of its numbers. */
  readonly pick: Pick | null;
  /** Campaigns: the leads. */
  readonly leads: Journeys | null;
}

/** The report, or the records (their numbers in the journeys, each once; those of leads apart) behind one of its numbers. */
export type Computed = { readonly answer: unknown } | { readonly records: Int32Array; readonly leads: Int32Array };

/** One report from its data; pure, made to run in a thread of its own. */
export function computeReport({ report, journeys, chart, wish, pick, leads }: ComputeInput): Computed {
  const computed: { readonly answer: unknown } | { readonly rows: Int32Array; readonly leads?: Int32Array } = COMPUTE[report](
    journeys,
    chart,
    wish,
    pick,
    leads,
  );
  if (!('rows' in computed)) return computed;
  return { records: recordsOf(computed.rows, journeys), leads: leads && computed.leads ? recordsOf(computed.leads, leads) : new Int32Array(0) };
}

/** The records of rows, each once, in the order of their first rows. */
function recordsOf(rows: Int32Array, { record, runs }: Journeys): Int32Array {
  const isSeen = new Uint8Array(runs);
  let found = 0;
  const records = new Int32Array(rows.length);
  for (const row of rows) {
    const number = record[row] as number;
    if (isSeen[number] === 1) continue;
    isSeen[number] = 1;
    records[found] = number;
    found += 1;
  }
  return records.slice(0, found);
}
