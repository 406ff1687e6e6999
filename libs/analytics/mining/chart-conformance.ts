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
  const check = new Check(chart, new Set(openCases));
  const shares = log.traces.map((trace) =>
    check.shareOf(
      trace.case,
      Array.from(trace.activity, (a) => log.activities[a] as string),
    ),
  );
  return ok({
    cases: shares.length,
    fittingCases: shares.filter((share) => share === 1).length,
    fitness: shares.reduce((sum, share) => sum + share / shares.length, 0),
    deviations: check.deviations(),
  });
}

class Check {
  private readonly allowed: ReadonlySet<string>;
  private readonly states: ReadonlySet<string>;
  private readonly found = new Map<string, { kind: MoveDeviation['kind']; from: string | null; to: string | null; count: number; cases: string[] }>();

  constructor(
    private readonly chart: AllowedMoves,
    private readonly open: ReadonlySet<string>,
  ) {
    this.allowed = new Set(chart.moves.map(({ from, to }) => JSON.stringify([from, to])));
    this.states = new Set([...chart.initial, ...chart.final, ...chart.moves.flatMap(({ from, to }) => [from, to])]);
  }

  shareOf(name: string, states: readonly string[]): number {
    let [steps, wrong] = [1, 0];
    const [first, last] = [states[0] as string, states.at(-1) as string];
    if (!this.chart.initial.includes(first)) wrong += this.note(name, this.states.has(first) ? 'start' : 'unknown-state', null, first);
    for (let k = 1; k < states.length; k++) {
      const [from, to] = [states[k - 1] as string, states[k] as string];
      if (from === to) continue;
      steps += 1;
      if (!this.allowed.has(JSON.stringify([from, to]))) wrong += this.note(name, this.states.has(to) ? 'move' : 'unknown-state', from, to);
    }
    if (this.open.has(name)) return 1 - wrong / steps;
    if (!this.chart.final.includes(last)) wrong += this.note(name, 'unfinished', last, null);
    return 1 - wrong / (steps + 1);
  }

  private note(name: string, kind: MoveDeviation['kind'], from: string | null, to: string | null): 1 {
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
