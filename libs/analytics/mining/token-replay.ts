import { ok, pointer } from '#kernel';
import { refuse, type Answer } from '../problem.js';
import type { EventLog } from './event-log.js';

/** A transition of a Petri net; without an activity it is silent: it may fire by itself. */
export interface NetTransition {
  readonly activity: string | null;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** A workflow net: a case begins with one token in `start` and should end with one in `end` alone. */
export interface PetriNet {
  readonly start: string;
  readonly end: string;
  readonly transitions: readonly NetTransition[];
}

export interface ReplayedCase {
  readonly case: string;
  readonly fits: boolean;
  /** 0 to 1. */
  readonly fitness: number;
  readonly missing: number;
  readonly remaining: number;
  readonly consumed: number;
  readonly produced: number;
  /** Activities that came when the net did not allow them, in order, and those that the net does not know. */
  readonly deviations: readonly string[];
}

export interface Conformance {
  readonly cases: readonly ReplayedCase[];
  readonly fittingShare: number;
  readonly averageFitness: number;
  /** Over the tokens of all cases together. */
  readonly logFitness: number;
}

/** Markings looked at in the search for silent steps before it gives up. */
const MOST_MARKINGS = 2000;

/**
 * Token-based replay (Rozinat & van der Aalst 2008; as pm4py): fitness = (1 - missing / consumed) / 2 + (1 - remaining / produced) / 2. Silent transitions fire, by the shortest way, where that
 * allows the next activity or the end. An activity that the net does not know is a deviation, so its case does not fit, but moves no token (pm4py's default). Error: `analysis.option` for a net without its start or end.
 */
export function tokenReplay(log: EventLog, net: PetriNet): Answer<Conformance> {
  const places = new Set(net.transitions.flatMap(({ from, to }) => [...from, ...to]));
  for (const key of ['start', 'end'] as const)
    if (!places.has(net[key]))
      return refuse('analysis.option', pointer('/net', key), 'No transition of the net touches this place.', '网中没有变迁连接该库所。', net[key]);
  const memory = new Map<string, ReplayedCase>();
  const cases = log.traces.map((trace) => {
    const key = trace.activity.join(',');
    const known = memory.get(key) ?? new Replay(net).run(Array.from(trace.activity, (a) => log.activities[a] as string));
    memory.set(key, known);
    return { ...known, case: trace.case };
  });
  const sum = (of: (one: ReplayedCase) => number): number => cases.reduce((total, one) => total + of(one), 0);
  return ok({
    cases,
    fittingShare: sum(({ fits }) => Number(fits)) / cases.length,
    averageFitness: sum(({ fitness }) => fitness) / cases.length,
    logFitness: fitnessOf(
      sum(({ missing }) => missing),
      sum(({ consumed }) => consumed),
      sum(({ remaining }) => remaining),
      sum(({ produced }) => produced),
    ),
  });
}

const fitnessOf = (missing: number, consumed: number, remaining: number, produced: number): number =>
  (1 - missing / consumed) / 2 + (1 - remaining / produced) / 2;

type Marking = Map<string, number>;

class Replay {
  private marking: Marking = new Map();
  private missing = 0;
  private consumed = 0;
  private produced = 0;
  private readonly silent: readonly NetTransition[];
  private readonly deviations: string[] = [];

  constructor(private readonly net: PetriNet) {
    this.silent = net.transitions.filter(({ activity }) => activity === null);
  }

  run(activities: readonly string[]): ReplayedCase {
    this.put([this.net.start]);
    for (const activity of activities) this.step(activity);
    this.reach((marking) => (marking.get(this.net.end) ?? 0) > 0);
    this.take([this.net.end]);
    const remaining = [...this.marking.values()].reduce((a, b) => a + b, 0);
    const { missing, consumed, produced, deviations } = this;
    return {
      case: '',
      fits: missing === 0 && remaining === 0 && deviations.length === 0,
      fitness: fitnessOf(missing, consumed, remaining, produced),
      missing,
      remaining,
      consumed,
      produced,
      deviations,
    };
  }

  private step(activity: string): void {
    const options = this.net.transitions.filter((transition) => transition.activity === activity);
    const first = options[0];
    if (!first) {
      this.deviations.push(activity);
      return;
    }
    this.reach((marking) => options.some((option) => enabled(marking, option)));
    const chosen = options.find((option) => enabled(this.marking, option));
    if (!chosen) this.deviations.push(activity);
    this.fire(chosen ?? first);
  }

  private fire({ from, to }: NetTransition): void {
    this.take(from);
    this.put(to);
  }

  private put(places: readonly string[]): void {
    for (const place of places) this.marking.set(place, (this.marking.get(place) ?? 0) + 1);
    this.produced += places.length;
  }

  /** Takes a token from each place, lending those that are not there. */
  private take(places: readonly string[]): void {
    for (const place of places) {
      const there = this.marking.get(place) ?? 0;
      if (there === 0) this.missing += 1;
      else if (there === 1) this.marking.delete(place);
      else this.marking.set(place, there - 1);
    }
    this.consumed += places.length;
  }

  /** Fires the fewest silent transitions after which `wanted` holds; none when there is no way. Breadth first. */
  private reach(wanted: (marking: Marking) => boolean): void {
    const open: { marking: Marking; way: readonly NetTransition[] }[] = [{ marking: this.marking, way: [] }];
    const seen = new Set<string>();
    for (let at = open.shift(); at && seen.size < MOST_MARKINGS; at = open.shift()) {
      if (wanted(at.marking)) return at.way.forEach((transition) => this.fire(transition));
      for (const transition of this.silent) {
        if (!enabled(at.marking, transition)) continue;
        const marking = fired(at.marking, transition);
        const key = [...marking].sort().join(';');
        if (seen.has(key)) continue;
        seen.add(key);
        open.push({ marking, way: [...at.way, transition] });
      }
    }
  }
}

const enabled = (marking: Marking, { from }: NetTransition): boolean => from.every((place) => (marking.get(place) ?? 0) > 0);

function fired(marking: Marking, { from, to }: NetTransition): Marking {
  const next = new Map(marking);
  for (const place of from) {
    const left = (next.get(place) ?? 0) - 1;
    if (left > 0) next.set(place, left);
    else next.delete(place);
  }
  for (const place of to) next.set(place, (next.get(place) ?? 0) + 1);
  return next;
}
