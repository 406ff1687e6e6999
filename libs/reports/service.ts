import type { ReportChart } from './chart.js';
import { durationFigures } from './durations.js';
import { hasEnded, type Journeys } from './journeys.js';
import { type Period, periodAt, periodsOf, shownPeriod } from './periods.js';
import { type Pick, shareOf, Tally } from './tally.js';
import type { ReportWish } from './wish.js';

/** Order of the further fields that the report reads. */
export const SERVICE_FIELDS = ['first_response_at', 'resolved_at', 'response_met', 'resolution_met'] as const;
const [ANSWERED, SOLVED, ANSWER_MET, SOLUTION_MET] = [0, 1, 2, 3] as const;

/** Tickets by the period in which they came; `backlog`: open at its end. Times from the beginning of the run, in seconds. */
export function service(journeys: Journeys, _chart: ReportChart, wish: ReportWish, pick: Pick | null = null) {
  const tally = new Tally(new Float64Array(0), pick);
  const periods = periodsOf(wish.fromMs, wish.toMs, wish.bucket, wish.zone);
  const times = new Map<string, number[]>();
  const addTime = (kind: string, row: string, run: number, atMs: number): void => {
    if (Number.isNaN(atMs) || atMs < (journeys.startedMs[run] as number)) return;
    tally.add(row, kind, run);
    const list = times.get(`${kind} ${row}`) ?? [];
    list.push((atMs - (journeys.startedMs[run] as number)) / 1000);
    times.set(`${kind} ${row}`, list);
  };
  const sight: Sight = { tally, journeys, periods, addTime };
  for (let run = 0; run < journeys.runs; run += 1) addTicket(sight, run, wish.toMs);
  if (pick) return { rows: tally.rows() };
  const figures = (row: string) => ({
    opened: tally.count(row, 'opened'),
    closed: tally.count(row, 'closed'),
    firstAnswer: durationFigures(times.get(`firstAnswer ${row}`) ?? []),
    solution: durationFigures(times.get(`solution ${row}`) ?? []),
    answerMet: metOf(tally, 'answer', row),
    solutionMet: metOf(tally, 'solution', row),
    backlog: tally.count(row, 'backlog'),
  });
  return { answer: { bucket: wish.bucket, periods: periods.map((period) => ({ ...shownPeriod(period), ...figures(period.key) })), total: figures('') } };
}

interface Sight {
  readonly tally: Tally;
  readonly journeys: Journeys;
  readonly periods: readonly Period[];
  readonly addTime: (kind: string, row: string, run: number, atMs: number) => void;
}

function addTicket({ tally, journeys, periods, addTime }: Sight, run: number, toMs: number): void {
  const extra = (field: number): number => journeys.extra[field]?.[run] ?? Number.NaN;
  const [startedMs, endedMs] = [journeys.startedMs[run] as number, journeys.endedMs[run] as number];
  const came = periods[periodAt(periods, startedMs)]?.key;
  const went = hasEnded(journeys, run) ? periods[periodAt(periods, endedMs)]?.key : undefined;
  for (const row of came === undefined ? [] : ['', came]) {
    tally.add(row, 'opened', run);
    addTime('firstAnswer', row, run, extra(ANSWERED));
    addTime('solution', row, run, extra(SOLVED));
    addDeadline(tally, 'answer', row, run, extra(ANSWER_MET));
    addDeadline(tally, 'solution', row, run, extra(SOLUTION_MET));
  }
  for (const row of went === undefined ? [] : ['', went]) tally.add(row, 'closed', run);
  const isOpenAt = (moment: number): boolean => startedMs < moment && !(endedMs < moment);
  for (const { key, toMs: end } of periods) if (isOpenAt(end)) tally.add(key, 'backlog', run);
  if (isOpenAt(toMs)) tally.add('', 'backlog', run);
}

function addDeadline(tally: Tally, kind: 'answer' | 'solution', row: string, run: number, met: number): void {
  if (Number.isNaN(met)) return;
  tally.add(row, `${kind}Of`, run);
  tally.add(row, met > 0 ? `${kind}Met` : `${kind}Missed`, run);
}

function metOf(tally: Tally, kind: 'answer' | 'solution', row: string) {
  const [met, of] = [tally.count(row, `${kind}Met`), tally.count(row, `${kind}Of`)];
  return { met, of, share: shareOf(met, of) };
}
