import { ok, type Problem, type Result } from '#kernel';
import { aucOf, curvesOf, fitChart, forecastRun, knownAt, type RunHistory } from '#analytics';
import { bandsOf, type Trained } from './outcome.js';

/** Histories that cross to another thread without being copied: run i has the stays `start[i]` to `start[i + 1] - 1`; -1 and NaN stand for open. */
export interface PackedHistories {
  readonly states: readonly string[];
  readonly outcomes: readonly string[];
  readonly start: Int32Array;
  readonly outcome: Int32Array;
  readonly amount: Float64Array;
  readonly state: Int32Array;
  readonly enteredMs: Float64Array;
  readonly leftMs: Float64Array;
}

export interface ForecastTask {
  readonly kind: 'forecast';
  readonly histories: PackedHistories;
  readonly win: string;
  readonly asOfMs: number;
}

/** The chart as a forecast: absorbing semi-Markov over the journal. Checked by cutting the journal at four fifths of the time: runs open then, against what became of them. */
export function trainForecast({ histories: packed, win, asOfMs }: ForecastTask): Result<Trained, Problem[]> {
  const histories = unpacked(packed);
  const model = fitChart(histories, { asOfMs, win });
  if (!model.ok) return model;
  const check = backTest(histories, win, asOfMs);
  return ok({
    method: 'chart',
    fitted: { kind: 'forecast', chart: model.value },
    metrics: { kind: 'forecast', ...check.metrics },
    checked:
      check.metrics.n > 0 && check.metrics.brierOfMean > 0
        ? { measure: 'brier-gain', value: 1 - check.metrics.brier / check.metrics.brierOfMean, n: check.metrics.n }
        : null,
    bands: check.chances.length > 0 ? bandsOf(check.chances) : { medium: 0.33, high: 0.66 },
    scoreProfile: null,
    tried: [],
    leaks: [],
    leftOut: [],
    importance: [],
  });
}

const filled = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);

function unpacked({ states, outcomes, start, outcome, amount, state, enteredMs, leftMs }: PackedHistories): RunHistory[] {
  return Array.from(outcome, (code, i) => ({
    id: String(i),
    segment: '',
    outcome: outcomes[code] ?? null,
    amount: filled(amount[i]),
    steps: Array.from({ length: (start[i + 1] as number) - (start[i] as number) }, (_, k) => {
      const at = (start[i] as number) + k;
      return { state: states[state[at] as number] as string, enteredMs: enteredMs[at] as number, leftMs: filled(leftMs[at]) };
    }),
  }));
}

function backTest(histories: readonly RunHistory[], win: string, asOfMs: number) {
  const first = histories.reduce((least, { steps }) => Math.min(least, steps[0]?.enteredMs ?? asOfMs), asOfMs);
  const cutMs = first + (asOfMs - first) * 0.8;
  const known = knownAt(histories, cutMs);
  const model = fitChart(known, { asOfMs: cutMs, win });
  const chances: number[] = [];
  const won: number[] = [];
  if (model.ok) {
    const curves = curvesOf(model.value);
    const became = new Map(histories.map(({ id, outcome }) => [id, outcome]));
    for (const { id, segment, steps, outcome } of known) {
      const last = steps.at(-1);
      const end = became.get(id) ?? null;
      if (outcome !== null || end === null || !last) continue;
      const forecast = forecastRun(model.value, curves, { segment, state: last.state, enteredMs: last.enteredMs }, cutMs);
      if (!forecast.ok) continue;
      chances.push(forecast.value.win);
      won.push(end === win ? 1 : 0);
    }
  }
  return { chances, metrics: metricsOf(chances, won) };
}

function metricsOf(chances: readonly number[], won: readonly number[]) {
  const n = won.length;
  const share = won.reduce((a, b) => a + b, 0) / Math.max(1, n);
  const mean = (of: (i: number) => number): number => won.reduce((sum, _, i) => sum + of(i), 0) / Math.max(1, n);
  return {
    n,
    auc: share > 0 && share < 1 ? aucOf(chances, won) : null,
    brier: mean((i) => ((chances[i] as number) - (won[i] as number)) ** 2),
    brierOfMean: mean((i) => (share - (won[i] as number)) ** 2),
  };
}
