import { chartConformance, directlyFollows, type Durations, type EventLog, eventLogOf, type LogEvent, reworkOf, variantsOf } from '#analytics';
import type { Text } from '#kernel';
import type { ReportChart } from './chart.js';
import { addConformance, deviationKey } from './deviations.js';
import { chartHeat } from './heat.js';
import { hasEnded, type Journeys, type Stays, staysOf } from './journeys.js';
import { type Pick, Tally } from './tally.js';
import type { ReportWish } from './wish.js';

/** The process as it was lived, by stage or by innermost state; conformance is always that of the stages. */
export function processMap(journeys: Journeys, chart: ReportChart, wish: ReportWish, pick: Pick | null = null) {
  const tally = new Tally(new Float64Array(0), pick);
  const stays = staysOf(journeys, chart);
  const stageEvents = eventsOf(journeys, chart, stays, 'stage');
  const events = wish.level === 'stage' ? stageEvents : eventsOf(journeys, chart, stays, 'state');
  const log = eventLogOf(events);
  const stageLog = eventLogOf(stageEvents);
  const heat = chartHeat(journeys, chart, tally);
  if (!log.ok || !stageLog.ok) return pick ? { rows: tally.rows() } : { answer: nothing(wish, journeys, heat) };
  const open = (function* () {
    for (let run = 0; run < journeys.runs; run += 1) if (!hasEnded(journeys, run)) yield String(run);
  })();
  const graph = directlyFollows(log.value);
  const conformance = chartConformance(stageLog.value, chart.moves, open);
  const variants = variantsOf(log.value);
  if (pick) {
    gather(tally, tracesOf(log.value));
    for (const { run, way } of tracesOf(stageLog.value)) addConformance(tally, run, { way, isOpen: !hasEnded(journeys, run) }, chart.moves);
    return { rows: tally.rows() };
  }
  const titleOf = (activity: string): Text => chart.titles[activity] ?? { en: activity };
  return {
    answer: {
      level: wish.level,
      runs: journeys.runs,
      events: graph.events,
      nodes: graph.nodes.map(({ activity, ...node }) => ({ key: activity, title: titleOf(activity), ...node })),
      edges: graph.edges.map(({ from, to, count, cases, waiting }) => ({ key: edgeKey(from, to), from, to, count, cases, ...secondsOf(waiting) })),
      variants: variants.slice(0, wish.variants).map(({ activities, cases, share, lasts }) => {
        const { mean, median } = secondsOf(lasts);
        return { key: wayKey(activities), way: [...activities], cases, share, mean, median };
      }),
      variantsInAll: variants.length,
      rework: reworkOf(log.value).map(({ activity, ...rest }) => ({ key: activity, ...rest })),
      conformance: conformance.ok
        ? {
            cases: conformance.value.cases,
            fitting: conformance.value.fittingCases,
            // A mean of many shares may be a hair above 1.
            fitness: Math.min(1, conformance.value.fitness),
            deviations: conformance.value.deviations.map((deviation) => {
              const { kind, from, to, count } = deviation;
              return { key: deviationKey(deviation), kind, from, to, count };
            }),
          }
        : NO_CONFORMANCE,
      states: heat,
    },
  };
}

const NO_CONFORMANCE = { cases: 0, fitting: 0, fitness: 1, deviations: [] };
const nothing = ({ level }: ReportWish, { runs }: Journeys, states: ReturnType<typeof chartHeat>) => ({
  level,
  runs,
  events: 0,
  nodes: [],
  edges: [],
  variants: [],
  variantsInAll: 0,
  rework: [],
  conformance: NO_CONFORMANCE,
  states,
});

const edgeKey = (from: string, to: string): string => `${from}→${to}`;
const wayKey = (way: readonly string[]): string => way.join('→').slice(0, 500);
const secondsOf = ({ meanMs, medianMs, p90Ms }: Durations) => ({ mean: meanMs / 1000, median: medianMs / 1000, p90: p90Ms / 1000 });

/** What each run entered, in order. */
function eventsOf({ runs, offset, place, places, enteredMs }: Journeys, chart: ReportChart, stays: Stays, level: 'stage' | 'state'): LogEvent[] {
  const events: LogEvent[] = [];
  for (let run = 0; run < runs; run += 1) {
    if (level === 'stage') {
      for (let i = stays.offset[run] as number; i < (stays.offset[run + 1] as number); i += 1)
        events.push({ case: String(run), activity: chart.stages[stays.stage[i] as number]?.key ?? '', atMs: stays.enteredMs[i] as number });
      continue;
    }
    let before: readonly string[] = [];
    for (let i = offset[run] as number; i < (offset[run + 1] as number); i += 1) {
      const now = places[place[i] as number] ?? [];
      for (const activity of now) if (!before.includes(activity)) events.push({ case: String(run), activity, atMs: enteredMs[i] as number });
      before = now;
    }
  }
  return events;
}

interface RunTrace {
  readonly run: number;
  readonly way: readonly string[];
}

const tracesOf = ({ activities, traces }: EventLog): RunTrace[] =>
  traces.map(({ case: run, activity }) => ({ run: Number(run), way: Array.from(activity, (a) => activities[a] as string) }));

/** The runs behind nodes, edges, ways and repetitions. */
function gather(tally: Tally, traces: readonly RunTrace[]): void {
  for (const { run, way } of traces) {
    const seen = new Set<string>();
    tally.add('', 'runs', run);
    tally.add(wayKey(way), 'cases', run);
    tally.add(way[0] ?? '', 'starts', run);
    tally.add(way.at(-1) ?? '', 'ends', run);
    for (const [i, activity] of way.entries()) {
      for (const measure of ['events', 'cases']) tally.add(activity, measure, run);
      if (seen.has(activity)) tally.add(activity, 'repeats', run);
      seen.add(activity);
      const next = way[i + 1];
      if (next !== undefined) for (const measure of ['count', 'cases']) tally.add(edgeKey(activity, next), measure, run);
    }
  }
}
