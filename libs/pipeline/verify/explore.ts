import { hears, isWildcard } from '../definition/event-descriptor.js';
import type { StateId } from '../definition/index.js';
import type { ChartIndex, Way } from './chart-index.js';
import { Stepper, type Configuration, type Step } from './configuration.js';

/** One move between configurations that can happen. */
interface Edge {
  readonly from: number;
  readonly to: number;
  readonly ways: readonly Way[];
  readonly entered: readonly number[];
  readonly exited: readonly number[];
}

/** Every configuration a run can come to, whatever its conditions say, as far as the budget reached. */
export interface Exploration {
  readonly configurations: readonly Configuration[];
  readonly edges: readonly Edge[];
  /** States entered by the very first step, in order. */
  readonly started: readonly number[];
  readonly reached: ReadonlySet<StateId>;
  /** By configuration: the run is over. */
  readonly ended: readonly boolean[];
  /** By configuration: it is left at once by an automatic move that no condition stops. */
  readonly passing: readonly boolean[];
  /** The budget ran out; there may be more configurations. */
  readonly cut: boolean;
}

/** What the explorer must know of a transition beside the chart. */
export interface WayTraits {
  /** False when it can certainly never be taken. */
  isPossible(way: Way): boolean;
  /** True when nothing stops it once it is looked at. */
  isUnconditional(way: Way): boolean;
}

export const MAX_CONFIGURATIONS = 20_000;
/** Active states touched while moving: bounds the time, whatever the shape of the document. */
const MAX_WORK = 200_000;
/** Ways in which the regions can answer one event together. */
const MAX_COMBINATIONS = 64;

/** Explores breadth first, so that what is left out by a cut is what is furthest from the start. */
export const explore = (chart: ChartIndex, traits: WayTraits): Exploration => new Explorer(chart, traits).run();

/** Something that can happen, and the active states with a way for it. */
interface Cause {
  readonly matches: (way: Way) => boolean;
  readonly sources: readonly number[];
}

class Explorer {
  private readonly stepper: Stepper;
  private readonly configurations: Configuration[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly edges: Edge[] = [];
  private readonly ended: boolean[] = [];
  private readonly passing: boolean[] = [];
  private work = 0;
  private cut = false;

  constructor(
    private readonly chart: ChartIndex,
    private readonly traits: WayTraits,
  ) {
    this.stepper = new Stepper(chart);
  }

  run(): Exploration {
    const start = this.stepper.start();
    this.add(start.to);
    for (let n = 0; n < this.configurations.length; n++) {
      if (this.work > MAX_WORK) this.cut = true;
      else this.expand(n);
    }
    const reached = new Set(this.configurations.flatMap((c) => c.active.map((a) => this.chart.at(a).state.id)));
    const { configurations, edges, ended, passing, cut } = this;
    return { configurations, edges, started: start.entered, reached, ended, passing, cut };
  }

  private add(configuration: Configuration): number | null {
    const history = [...configuration.history].map(([n, kept]) => `${n}:${kept.join('.')}`).join(';');
    const key = `${configuration.active.join()}|${history}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    if (this.configurations.length >= MAX_CONFIGURATIONS) {
      this.cut = true;
      return null;
    }
    this.numbers.set(key, this.configurations.length);
    this.ended.push(isDone(this.chart, 0, new Set(configuration.active)));
    this.passing.push(false);
    return this.configurations.push(configuration) - 1;
  }

  private expand(n: number): void {
    if (this.ended[n]) return;
    const from = this.configurations[n] as Configuration;
    const active = new Set(from.active);
    const automatic = isAutomatic(this.chart);
    const atEnd = (way: Way): boolean => way.transition.trigger.kind === 'state-done' && isDone(this.chart, way.source, active);
    for (const matches of [automatic, atEnd]) if (this.answer(n, from, this.cause(from, matches))) return void (this.passing[n] = true);
    for (const cause of this.causes(from)) this.answer(n, from, cause);
  }

  private cause(from: Configuration, matches: (way: Way) => boolean): Cause {
    return { matches, sources: from.active.filter((n) => this.chart.at(n).ways.some(matches)) };
  }

  /** Everything that can happen here: events by name, timers, results. */
  private causes(from: Configuration): Cause[] {
    const events = new Map<string, number[]>();
    const others = new Map<string, number[]>();
    for (const n of from.active)
      for (const { transition } of this.chart.at(n).ways) {
        const { trigger } = transition;
        if (trigger.kind === 'always' || trigger.kind === 'state-done') continue;
        const [map, key] = trigger.kind === 'event' ? [events, trigger.event] : [others, triggerKey(trigger)];
        map.set(key, [...(map.get(key) ?? []), n]);
      }
    const wildcards = [...events.keys()].filter(isWildcard);
    const named = [...events].map(([name, own]) => {
      const sources = [...own, ...wildcards.filter((w) => w !== name && hears(w, name)).flatMap((w) => events.get(w) ?? [])];
      return { sources, matches: ({ transition: { trigger } }: Way) => trigger.kind === 'event' && hears(trigger.event, name) };
    });
    return [...named, ...[...others].map(([key, sources]) => ({ sources, matches: (way: Way) => triggerKey(way.transition.trigger) === key }))];
  }

  /** Adds every way the active regions can answer; true when they are certain to move. */
  private answer(n: number, from: Configuration, cause: Cause): boolean {
    const options = this.options(from, cause);
    if (options.length === 0) return false;
    let certain = true;
    for (const chosen of this.combinations(options)) {
      const ways = this.stepper.withoutConflicts(from, chosen);
      if (ways.length === 0) certain = false;
      else if (!this.move(n, from, ways)) certain = false;
    }
    return certain;
  }

  /** By active atomic state with a choice: the ways it may choose, null for none. */
  private options(from: Configuration, { matches, sources }: Cause): (Way | null)[][] {
    const all: (Way | null)[][] = [];
    if (sources.length === 0) return all;
    for (const n of from.active) {
      if (this.chart.at(n).children.length || !sources.some((s) => s === n || this.chart.isWithin(n, s))) continue;
      const options = this.optionsOf(n, matches);
      if (options.length > 1 || options[0] !== null) all.push(options);
    }
    return all;
  }

  private optionsOf(atom: number, matches: (way: Way) => boolean): (Way | null)[] {
    const options: (Way | null)[] = [];
    for (const n of this.chart.upwards(atom)) {
      for (const way of candidates(this.chart.at(n).ways.filter(matches))) {
        if (!this.traits.isPossible(way)) continue;
        options.push(way);
        if (this.traits.isUnconditional(way)) return options;
      }
    }
    return [...options, null];
  }

  private combinations(options: readonly (Way | null)[][]): Way[][] {
    let all: Way[][] = [[]];
    for (const choice of options) {
      const next = all.flatMap((before) => choice.map((way) => (way === null || before.includes(way) ? before : [...before, way])));
      if (next.length > MAX_COMBINATIONS) this.cut = true;
      all = next.slice(0, MAX_COMBINATIONS);
    }
    return all;
  }

  /** False when nothing changed: a way without a target. */
  private move(n: number, from: Configuration, ways: readonly Way[]): boolean {
    this.work += from.active.length + ways.length;
    const step: Step = this.stepper.take(from, ways);
    this.work += step.entered.length;
    const to = this.add(step.to);
    if (to !== null) this.edges.push({ from: n, to, ways, entered: step.entered, exited: step.exited });
    return step.to !== from;
  }
}

/** Exact names before wildcards, longer wildcards first; otherwise in order. */
function candidates(ways: readonly Way[]): readonly Way[] {
  if (ways.length < 2) return ways;
  const rank = ({ transition: { trigger } }: Way): number => (trigger.kind !== 'event' || !isWildcard(trigger.event) ? 1_000 : trigger.event.length);
  return [...ways].sort((a, b) => rank(b) - rank(a));
}

/** One text for each thing that can trigger transitions. */
export function triggerKey(trigger: Way['transition']['trigger']): string {
  switch (trigger.kind) {
    case 'event':
      return `event ${trigger.event}`;
    case 'after':
      return `after ${trigger.timer}`;
    case 'invoke-done':
    case 'invoke-error':
      return `${trigger.kind} ${trigger.invoke}`;
    case 'always':
    case 'state-done':
      return trigger.kind;
  }
}

/** Automatic moves, and waits for a condition, which are looked at like them. */
const isAutomatic =
  (chart: ChartIndex) =>
  (way: Way): boolean => {
    const { trigger } = way.transition;
    if (trigger.kind === 'always') return true;
    return trigger.kind === 'invoke-done' && chart.at(way.source).state.invokes.some((i) => i.id === trigger.invoke && i.until !== null);
  };

/** True when the compound or parallel state has reached its end. */
function isDone(chart: ChartIndex, n: number, active: ReadonlySet<number>): boolean {
  const node = chart.at(n);
  const regions = node.children.filter((c) => chart.at(c).state.kind !== 'history');
  if (node.state.kind === 'compound') return regions.some((c) => active.has(c) && chart.at(c).state.kind === 'final');
  return node.state.kind === 'parallel' && regions.every((c) => chart.at(c).state.kind === 'final' || isDone(chart, c, active));
}
