import { ok, type Text } from '#kernel';
import { badOption, isUsable, type Answer } from '../problem.js';
import { ahead, curvesFor, weighted, type ChartCurves } from './curves.js';
import type { ChartModel } from './model.js';

export interface OpenRun {
  readonly segment: string;
  readonly state: string;
  readonly enteredMs: number;
}

export interface RunForecast {
  /** Chance to end as won, 0 to 1. */
  readonly win: number;
  /** Mean of the days until it ends, won or not; a run that is stuck counts with as long again as anybody was seen to wait. */
  readonly daysLeft: number;
  /** Stays of its own segment in this state that speak; the rest leans on the segments above. */
  readonly basis: number;
  /** False where the state never occurred: then the share of all runs that ended as won is given. */
  readonly isKnownState: boolean;
  readonly reason: Text;
}

const DAY_MS = 86_400_000;

/** The same without its words, which the many runs of an outlook need not. */
export type RunChances = Omit<RunForecast, 'reason'>;

/** What is to come of one open run, by its segment, its state, and how long it has been there. Refuses a moment before it entered. */
export function forecastRun(model: ChartModel, curves: ChartCurves, run: OpenRun, asOfMs: number): Answer<RunForecast> {
  const chances = chancesOf(model, curves, run, asOfMs);
  return chances.ok ? ok({ ...chances.value, reason: reasonOf(run, chances.value, (asOfMs - run.enteredMs) / DAY_MS) }) : chances;
}

export function chancesOf(model: ChartModel, curves: ChartCurves, run: OpenRun, asOfMs: number): Answer<RunChances> {
  const elapsedMs = asOfMs - run.enteredMs;
  if (!isUsable(elapsedMs) || elapsedMs < 0)
    return badOption('/enteredMs', 'The run must have entered its state before the stated moment.', '运行进入状态的时间必须早于指定时刻。', run.enteredMs);
  const state = model.states.indexOf(run.state);
  const segment = curvesFor(curves, run.segment);
  const curve = segment.curves[state];
  if (!curve) return ok(unknownState(model));
  const { to, bins } = ahead(curve, Math.round(elapsedMs / model.binMs));
  const win = Math.min(1, weighted(to, segment.winOnEntry));
  const daysLeft = ((bins + weighted(to, segment.binsOnEntry)) * model.binMs) / DAY_MS;
  return ok({ win, daysLeft, basis: curve.own, isKnownState: true });
}

function reasonOf({ segment, state }: OpenRun, { win, basis, isKnownState }: RunChances, days: number): Text {
  const [percent, since] = [Math.round(win * 100), Math.round(days)];
  const stays = Math.round(basis);
  if (!isKnownState)
    return {
      en: `No run has been in “${state}” so far; ${percent} % of all runs end as won.`,
      'zh-CN': `尚无运行到过“${state}”；全部运行中有 ${percent}% 最终赢单。`,
    };
  return {
    en: `${percent} % of the runs that have been in “${state}” for ${since} days end as won (${stays} stays${segment ? ` in “${segment}”` : ''}).`,
    'zh-CN': `在“${state}”停留 ${since} 天的运行中有 ${percent}% 最终赢单（${segment ? `“${segment}”中` : ''}${stays} 次停留）。`,
  };
}

function unknownState(model: ChartModel): RunChances {
  const all = model.ended.reduce((a, b) => a + b, 0);
  const win = (model.ended[model.outcomes.indexOf(model.win)] ?? 0) / all;
  return { win, daysLeft: 0, basis: 0, isKnownState: false };
}
