import type { ReportChart } from './chart.js';
import { durationFigures } from './durations.js';
import { hasEnded, type Journeys, outcomeOf } from './journeys.js';
import { shareOf, type Tally } from './tally.js';

/** For the drawing: every state that a run was in, those around it too: how often it was entered, how long for, and how many ended there without a win. */
export function chartHeat(journeys: Journeys, chart: ReportChart, tally: Tally) {
  const around = journeys.places.map((place) => new Set(place.flatMap((state) => upwards(state, chart))));
  const sums = new Map<string, Sum>();
  const sumOf = (state: string): Sum => {
    const sum = sums.get(state) ?? { passages: 0, here: 0, dropped: 0, came: 0, lasted: [] };
    sums.set(state, sum);
    return sum;
  };
  for (let run = 0; run < journeys.runs; run += 1) followRun({ journeys, chart, around, sumOf, tally }, run);
  return [...sums].map(([key, { passages, here, dropped, came, lasted }]) => {
    const { median, p90 } = durationFigures(lasted);
    return { key, passages, here, median, p90, dropOff: shareOf(dropped, came) };
  });
}

interface Sum {
  passages: number;
  here: number;
  dropped: number;
  came: number;
  /** Seconds of each stay that ended. */
  readonly lasted: number[];
}

interface Sight {
  readonly journeys: Journeys;
  readonly chart: ReportChart;
  readonly around: readonly ReadonlySet<string>[];
  readonly sumOf: (state: string) => Sum;
  readonly tally: Tally;
}

function followRun(sight: Sight, run: number): void {
  const { journeys, around, sumOf, tally } = sight;
  const [first, end] = [journeys.offset[run] as number, journeys.offset[run + 1] as number];
  const since = new Map<string, number>();
  const came = new Set<string>();
  let last: ReadonlySet<string> = new Set();
  for (let i = first; i < end; i += 1) {
    const now = around[journeys.place[i] as number] as ReadonlySet<string>;
    const at = journeys.enteredMs[i] as number;
    const left = [...last].filter((state) => !now.has(state));
    if (i === end - 1 && isLost(sight, run)) for (const state of left) dropIn(sumOf(state), tally, state, run);
    for (const state of left) sumOf(state).lasted.push((at - (since.get(state) ?? at)) / 1000);
    for (const state of now) {
      if (last.has(state)) continue;
      since.set(state, at);
      sumOf(state).passages += 1;
      tally.add(state, 'passages', run);
      came.add(state);
    }
    last = now;
  }
  for (const state of came) sumOf(state).came += 1;
  if (!hasEnded(journeys, run)) for (const state of last) stayIn(sumOf(state), tally, state, run);
}

const isLost = ({ journeys, chart }: Sight, run: number): boolean => hasEnded(journeys, run) && outcomeOf(journeys, run) !== chart.win;

function stayIn(sum: Sum, tally: Tally, state: string, run: number): void {
  sum.here += 1;
  tally.add(state, 'here', run);
}

function dropIn(sum: Sum, tally: Tally, state: string, run: number): void {
  sum.dropped += 1;
  tally.add(state, 'dropOff', run);
}

function upwards(state: string, { parents }: ReportChart): string[] {
  const found: string[] = [];
  for (let at: string | null = state; at !== null && found.length < 100; at = parents[at] ?? null) found.push(at);
  return found;
}
