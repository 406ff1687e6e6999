import { chartConformance, directlyFollows, type Durations, type EventColumns, type EventLog, eventLogOfColumns, reworkOf, variantsOf } from '#analytics';
import type { Text } from '#kernel';
import type { ReportChart } from './chart.js';
import { ConformanceRuns, deviationKey } from './deviations.js';
import { chartHeat } from './heat.js';
import { hasEnded, type Journeys, staysOf } from './journeys.js';
import { type Pick, Tally } from './tally.js';
import type { ReportWish } from './wish.js';

/** The process as it was lived, by stage or by innermost state; conformance is always that of the stages. */
export function processMap(journeys: Journeys, chart: ReportChart, wish: ReportWish, pick: Pick | null = null) {
  const tally = new Tally(new Float64Array(0), pick);
  const stageLog = eventLogOfColumns(stageColumns(journeys, chart));
  const log = wish.level === 'stage' ? stageLog : eventLogOfColumns(stateColumns(journeys));
  const heat = chartHeat(journeys, chart, tally);
  if (!log.ok || !stageLog.ok) return pick ? { rows: tally.rows() } : { answer: nothing(wish, journeys, heat) };
  if (pick) {
    gather(tally, tracesOf(log.value));
    const conforming = new ConformanceRuns(tally, chart.moves);
    for (const { run, way } of tracesOf(stageLog.value)) conforming.add(run, { way, isOpen: !hasEnded(journeys, run) });
    return { rows: tally.rows() };
  }
  const open = Array.from({ length: journeys.runs }, (_, run) => run).filter((run) => !hasEnded(journeys, run));
  const graph = directlyFollows(log.value);
  const conformance = chartConformance(stageLog.value, chart.moves, open.map(String));
  const variants = variantsOf(log.value);
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

/** The stages that each run entered, in order. */
function stageColumns(journeys: Journeys, chart: ReportChart): EventColumns {
  const { offset, stage, enteredMs } = staysOf(journeys, chart);
  return { offset, activity: stage, names: chart.stages.map(({ key }) => key), atMs: enteredMs };
}

/** The innermost states that each run entered, in order: those that it was not in just before. */
function stateColumns({ runs, offset, place, places, enteredMs }: Journeys): EventColumns {
  const numbers = new Map<string, number>();
  const inPlace = places.map((states) =>
    states.map((state) => {
      const number = numbers.get(state) ?? numbers.size;
      numbers.set(state, number);
      return number;
    }),
  );
  const [ends, activity, atMs]: [number[], number[], number[]] = [[0], [], []];
  for (let run = 0; run < runs; run += 1) {
    let before: readonly number[] = [];
    for (let i = offset[run] as number; i < (offset[run + 1] as number); i += 1) {
      const now = inPlace[place[i] as number] ?? [];
      for (const state of now) {
        if (before.includes(state)) continue;
        activity.push(state);
        atMs.push(enteredMs[i] as number);
      }
      before = now;
    }
    ends.push(activity.length);
  }
  return { offset: ends, activity, names: [...numbers.keys()], atMs };
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
