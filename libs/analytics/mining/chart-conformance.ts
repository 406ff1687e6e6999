import { ok } from '#kernel';
import { refuse, type Answer } from '../problem.js';
import type { EventLog } from './event-log.js';

/** A pipeline's chart as far as moves go: where a run may begin, end, and go. */
export interface AllowedMoves {
  readonly initial: readonly string[];
  readonly final: readonly string[];
  readonly moves: readonly { readonly from: string; readonly to: string }[];
}

/** Something that the chart does not allow, and how often it happened. */
export interface MoveDeviation {
  readonly kind: 'start' | 'move' | 'unfinished' | 'unknown-state';
  /** The state left; `null` for a start. */
  readonly from: string | null;
  /** The state entered; `null` for a case that stops before a final state. */
  readonly to: string | null;
  readonly count: number;
  /** At most ten of the cases. */
  readonly cases: readonly string[];
}

export interface ChartConformance {
  readonly cases: number;
  readonly fittingCases: number;
  /** Mean over the cases of the share of their steps (start, moves, end) that the chart allows. */
  readonly fitness: number;
  readonly deviations: readonly MoveDeviation[];
}

/**
 * Compares the states that runs went through (the log's activities) with the chart. `openCases`: still running, so not expected to be in a final state.
 * Staying in a state is no move. Error: `analysis.option` for a chart without a state to begin in.
 */
export function chartConformance(log: EventLog, chart: AllowedMoves, openCases: Iterable<string> = []): Answer<ChartConformance> {
  if (chart.initial.length === 0) return refuse('analysis.option', '/chart/initial', 'Name a state to begin in.', '请指出起始状态。');
  const check = new Check(chart, log.activities, new Set(openCases));
  const shares = log.traces.map((trace) => check.shareOf(trace.case, trace.activity));
  return ok({
    cases: shares.length,
    fittingCases: shares.filter((share) => share === 1).length,
    fitness: shares.reduce((sum, share) => sum + share / shares.length, 0),
    deviations: check.deviations(),
  });
}

class Check {
  /** By number of the activity; moves by (from * activities + to). */
  private readonly isInitial: readonly boolean[];
  private readonly isFinal: readonly boolean[];
  private readonly isState: readonly boolean[];
  private readonly isAllowed: Uint8Array;
  private readonly found = new Map<string, { kind: MoveDeviation['kind']; from: string | null; to: string | null; count: number; cases: string[] }>();

  constructor(
    { initial, final, moves }: AllowedMoves,
    private readonly activities: readonly string[],
    private readonly open: ReadonlySet<string>,
  ) {
    const states = new Set([...initial, ...final, ...moves.flatMap(({ from, to }) => [from, to])]);
    this.isInitial = activities.map((activity) => initial.includes(activity));
    this.isFinal = activities.map((activity) => final.includes(activity));
    this.isState = activities.map((activity) => states.has(activity));
    const numbers = new Map(activities.map((activity, a) => [activity, a]));
    this.isAllowed = new Uint8Array(activities.length ** 2);
    for (const { from, to } of moves) {
      const [a, b] = [numbers.get(from), numbers.get(to)];
      if (a !== undefined && b !== undefined) this.isAllowed[a * activities.length + b] = 1;
    }
  }

  shareOf(name: string, states: Int32Array): number {
    let [steps, wrong] = [1, 0];
    const [first, last] = [states[0] as number, states.at(-1) as number];
    if (!this.isInitial[first]) wrong += this.note(name, this.isState[first] ? 'start' : 'unknown-state', { from: null, to: first });
    for (let k = 1; k < states.length; k++) {
      const [from, to] = [states[k - 1] as number, states[k] as number];
      if (from === to) continue;
      steps += 1;
      if (!this.isAllowed[from * this.activities.length + to]) wrong += this.note(name, this.isState[to] ? 'move' : 'unknown-state', { from, to });
    }
    if (this.open.has(name)) return 1 - wrong / steps;
    if (!this.isFinal[last]) wrong += this.note(name, 'unfinished', { from: last, to: null });
    return 1 - wrong / (steps + 1);
  }

  private note(name: string, kind: MoveDeviation['kind'], move: { readonly from: number | null; readonly to: number | null }): 1 {
    const [from, to] = [move.from, move.to].map((a) => (a === null ? null : (this.activities[a] as string))) as [string | null, string | null];
    const key = JSON.stringify([kind, from, to]);
    const seen = this.found.get(key) ?? { kind, from, to, count: 0, cases: [] };
    seen.count += 1;
    if (seen.cases.length < 10 && !seen.cases.includes(name)) seen.cases.push(name);
    this.found.set(key, seen);
    return 1;
  }

  deviations(): MoveDeviation[] {
    return [...this.found.values()].sort((a, b) => b.count - a.count || (`${a.from}${a.to}` < `${b.from}${b.to}` ? -1 : 1));
  }
}
