import { ces, csat, type Interval, nps } from '#analytics';
import type { ReportChart } from './chart.js';
import type { Journeys } from './journeys.js';
import { periodAt, periodsOf, shownPeriod } from './periods.js';
import { type Pick, Tally } from './tally.js';
import type { ReportWish } from './wish.js';

export const SCALES = { csat: [1, 5], nps: [0, 10], ces: [1, 7] } as const satisfies Record<ReportWish['measure'], readonly [number, number]>;

/** Answers (`extra[0]`) by the moment of each row: its end where it has one, else its beginning. Answers off the scale are left out. */
export function satisfaction(journeys: Journeys, _chart: ReportChart, wish: ReportWish, pick: Pick | null = null) {
  const tally = new Tally(new Float64Array(0), pick);
  const periods = periodsOf(wish.fromMs, wish.toMs, wish.bucket, wish.zone);
  const [least, most] = SCALES[wish.measure];
  const answers = new Map<string, number[]>();
  for (let run = 0; run < journeys.runs; run += 1) {
    const score = journeys.extra[0]?.[run] ?? Number.NaN;
    const period = periods[periodAt(periods, momentOf(journeys, run))]?.key;
    if (!Number.isInteger(score) || score < least || score > most || period === undefined) continue;
    for (const row of ['', period]) {
      tally.add(row, 'answers', run);
      const list = answers.get(row) ?? [];
      list.push(score);
      answers.set(row, list);
    }
    tally.add(String(score), 'count', run);
  }
  if (pick) return { rows: tally.rows() };
  const scores = Array.from({ length: most - least + 1 }, (_, i) => least + i);
  return {
    answer: {
      bucket: wish.bucket,
      measure: wish.measure,
      periods: periods.map((period) => ({ ...shownPeriod(period), ...figuresOf(answers.get(period.key) ?? [], wish.measure) })),
      total: figuresOf(answers.get('') ?? [], wish.measure),
      scores: scores.map((score) => ({ key: String(score), score, count: tally.count(String(score), 'count') })),
    },
  };
}

const momentOf = ({ startedMs, endedMs }: Journeys, run: number): number =>
  Number.isNaN(endedMs[run]) ? (startedMs[run] as number) : (endedMs[run] as number);

interface Figures {
  readonly answers: number;
  readonly value: number | null;
  readonly interval: Interval | null;
}

function figuresOf(answers: readonly number[], measure: ReportWish['measure']): Figures {
  const none = { answers: answers.length, value: null, interval: null };
  if (answers.length === 0) return none;
  if (measure === 'csat') {
    const found = csat(answers);
    return found.ok ? { ...none, value: found.value.share, interval: boundsOf(found.value.interval) } : none;
  }
  if (measure === 'nps') {
    const found = nps(answers);
    return found.ok ? { ...none, value: found.value.score, interval: boundsOf(found.value.interval) } : none;
  }
  const found = ces(answers);
  return found.ok ? { ...none, value: found.value.mean, interval: found.value.interval && boundsOf(found.value.interval) } : none;
}

const boundsOf = ({ low, high }: Interval): Interval => ({ low, high });
