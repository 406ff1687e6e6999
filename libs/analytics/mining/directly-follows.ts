import { durationsOf, type Durations } from './durations.js';
import type { EventLog } from './event-log.js';

export interface ActivityNode {
  readonly activity: string;
  readonly events: number;
  readonly cases: number;
  /** Cases that begin, and that end, with it. */
  readonly starts: number;
  readonly ends: number;
}

/** `to` came next after `from`. */
export interface FollowsEdge {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly cases: number;
  /** From one event to the next. */
  readonly waiting: Durations;
}

export interface DirectlyFollows {
  readonly cases: number;
  readonly events: number;
  readonly nodes: readonly ActivityNode[];
  readonly edges: readonly FollowsEdge[];
}

/** The directly-follows graph (van der Aalst, Process Mining, 2016): activities and who follows whom, the commonest first. */
export function directlyFollows(log: EventLog): DirectlyFollows {
  const width = log.activities.length;
  const nodes = log.activities.map((activity) => ({ activity, events: 0, cases: 0, starts: 0, ends: 0 }));
  const edges = new Map<number, { waits: number[]; cases: number; last: number }>();
  log.traces.forEach(({ activity, atMs }, t) => {
    for (let k = 0; k + 1 < activity.length; k++) {
      const key = (activity[k] as number) * width + (activity[k + 1] as number);
      const edge = edges.get(key) ?? { waits: [], cases: 0, last: -1 };
      edge.waits.push((atMs[k + 1] as number) - (atMs[k] as number));
      if (edge.last !== t) edge.cases += 1;
      edge.last = t;
      edges.set(key, edge);
    }
    countTrace(activity, nodes);
  });
  const name = (a: number): string => log.activities[a] as string;
  const found = [...edges].map(([key, { waits, cases }]) => ({
    from: name(Math.floor(key / width)),
    to: name(key % width),
    count: waits.length,
    cases,
    waiting: durationsOf(waits),
  }));
  found.sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1));
  nodes.sort((a, b) => b.events - a.events || (a.activity < b.activity ? -1 : 1));
  return { cases: log.traces.length, events: log.events, nodes, edges: found };
}

function countTrace(activity: Int32Array, nodes: { events: number; cases: number; starts: number; ends: number }[]): void {
  const at = (a: number | undefined) => nodes[a as number] as (typeof nodes)[number];
  for (const a of activity) at(a).events += 1;
  for (const a of new Set(activity)) at(a).cases += 1;
  at(activity[0]).starts += 1;
  at(activity.at(-1)).ends += 1;
}
