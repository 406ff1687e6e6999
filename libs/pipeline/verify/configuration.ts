import type { ChartIndex, Way } from './chart-index.js';

/** Where a run can stand: every active state (ancestors included) and what the history states remember. */
export interface Configuration {
  /** Numbers of all active states, sorted. */
  readonly active: readonly number[];
  readonly history: ReadonlyMap<number, readonly number[]>;
}

/** One microstep: where it leads and what is left and entered on the way. */
export interface Step {
  readonly to: Configuration;
  readonly exited: readonly number[];
  readonly entered: readonly number[];
}

/** Deeper than any document may nest. */
const MAX_DEPTH = 100;

/** The statechart algorithm (SCXML, in XState's reading) over structure alone: no conditions, no actions. */
export class Stepper {
  constructor(private readonly chart: ChartIndex) {}

  /** Entering the document. */
  start(): Step {
    const entry = new Entry(this.chart, new Map());
    entry.add(0);
    entry.descend(0);
    const entered = entry.sorted();
    return { to: { active: entered, history: new Map() }, exited: [], entered };
  }

  /** Takes these ways at once; they must not exclude each other (`withoutConflicts`). */
  take(from: Configuration, ways: readonly Way[]): Step {
    const exited = this.exitSet(from, ways);
    if (exited.length === 0 && ways.every((w) => w.targets.length === 0)) return { to: from, exited, entered: [] };
    const history = this.remember(from, exited);
    const left = new Set(exited);
    const entry = new Entry(this.chart, history);
    for (const way of ways) this.enter(way, entry, from.history);
    const entered = entry.sorted();
    const active = [...new Set([...from.active.filter((n) => !left.has(n)), ...entered])].sort((a, b) => a - b);
    return { to: { active, history }, exited, entered };
  }

  /** Of ways chosen by different regions, those that can be taken together: an outer one only where no region has one inside. */
  withoutConflicts(from: Configuration, chosen: readonly Way[]): Way[] {
    if (chosen.length < 2) return [...chosen];
    const ways = chosen.filter((way) => !chosen.some((other) => this.chart.isWithin(other.source, way.source)));
    const kept = new Map<Way, readonly number[]>();
    for (const way of ways) {
      const exits = this.exitSet(from, [way]);
      const rivals = [...kept].filter(([, others]) => others.some((n) => exits.includes(n)));
      if (rivals.some(([rival]) => !this.chart.isWithin(way.source, rival.source))) continue;
      for (const [rival] of rivals) kept.delete(rival);
      kept.set(way, exits);
    }
    return [...kept.keys()];
  }

  private exitSet(from: Configuration, ways: readonly Way[]): number[] {
    const exited = new Set<number>();
    for (const way of ways) {
      if (way.targets.length === 0) continue;
      const domain = this.domain(way, from.history);
      if (way.transition.reenter && way.source === domain) exited.add(domain);
      for (const n of from.active) if (domain < 0 || this.chart.isWithin(n, domain)) exited.add(n);
    }
    return [...exited].sort((a, b) => b - a);
  }

  /** The innermost state that stays active; -1 when the root itself is left and entered again. */
  private domain(way: Way, history: Configuration['history']): number {
    const targets = this.effectiveTargets(way.targets, history);
    const inside = (n: number, outer: number): boolean => n === outer || this.chart.isWithin(n, outer);
    if (!way.transition.reenter && targets.every((t) => inside(t, way.source))) return way.source;
    const shared = this.chart
      .upwards(way.source)
      .slice(1)
      .find((outer) => targets.every((t) => this.chart.isWithin(t, outer)));
    return shared ?? (way.transition.reenter ? -1 : 0);
  }

  private effectiveTargets(targets: readonly number[], history: Configuration['history'], depth = 0): number[] {
    return targets.flatMap((t) => {
      if (this.chart.at(t).state.kind !== 'history') return [t];
      // A history state that falls back on itself leads nowhere.
      return history.get(t) ?? (depth > MAX_DEPTH ? [] : this.effectiveTargets(historyDefault(this.chart, t), history, depth + 1));
    });
  }

  private remember(from: Configuration, exited: readonly number[]): Map<number, readonly number[]> {
    const history = new Map(from.history);
    for (const n of exited)
      for (const child of this.chart.at(n).children) {
        const { state } = this.chart.at(child);
        if (state.kind !== 'history') continue;
        const deep = state.history?.deep ?? false;
        const kept = from.active.filter((a) => (deep ? this.chart.isWithin(a, n) && this.chart.at(a).children.length === 0 : this.chart.at(a).parent === n));
        history.set(child, kept);
      }
    return history;
  }

  private enter(way: Way, entry: Entry, before: Configuration['history']): void {
    if (way.targets.length === 0) return;
    const domain = this.domain(way, before);
    for (const target of way.targets) {
      const isHistory = this.chart.at(target).state.kind === 'history';
      if (!isHistory && (way.source !== target || way.source !== domain || way.transition.reenter)) entry.add(target);
      entry.descend(target);
    }
    for (const target of this.effectiveTargets(way.targets, before)) entry.ascend(target, domain);
  }
}

function historyDefault(chart: ChartIndex, n: number): readonly number[] {
  const node = chart.at(n);
  if (node.fallback.length) return node.fallback;
  const parent = chart.at(node.parent);
  return parent.state.kind === 'parallel' ? [parent.n] : parent.initial;
}

/** The set of states being entered. */
class Entry {
  private readonly set = new Set<number>();
  private depth = 0;
  constructor(
    private readonly chart: ChartIndex,
    private readonly history: ReadonlyMap<number, readonly number[]>,
  ) {}

  add(n: number): void {
    this.set.add(n);
  }

  sorted(): number[] {
    return [...this.set].sort((a, b) => a - b);
  }

  /** What entering a state enters below it. */
  descend(n: number): void {
    if (this.depth > MAX_DEPTH) return;
    this.depth += 1;
    const node = this.chart.at(n);
    if (node.state.kind === 'history') this.inner(this.history.get(n) ?? historyDefault(this.chart, n), node.parent);
    if (node.state.kind === 'compound') this.inner(node.initial, n);
    if (node.state.kind === 'parallel') this.regions(n);
    this.depth -= 1;
  }

  /** The ancestors of a state below `outer` (-1: up to and with the root), with the other regions of parallel ones. */
  ascend(n: number, outer: number): void {
    for (const above of this.chart.upwards(n).slice(1)) {
      const within = outer < 0 || this.chart.isWithin(above, outer);
      if (within) this.set.add(above);
      if ((within || above === outer) && this.chart.at(above).state.kind === 'parallel') this.regions(above);
      if (!within) return;
    }
  }

  private inner(targets: readonly number[], outer: number): void {
    for (const target of targets) {
      if (this.chart.at(target).state.kind !== 'history' && target !== outer) this.set.add(target);
      if (target !== outer || this.chart.at(outer).state.kind === 'parallel') this.descend(target);
    }
    for (const target of targets) if (target !== outer) this.ascend(target, outer);
  }

  private regions(n: number): void {
    for (const child of this.chart.at(n).children) {
      if (this.chart.at(child).state.kind === 'history') continue;
      if ([...this.set].some((s) => this.chart.isWithin(s, child))) continue;
      this.set.add(child);
      this.descend(child);
    }
  }
}
