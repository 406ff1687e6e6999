import { curvesOf, forecastRun, type ChartCurves, type ChartModel } from '#analytics';
import { amountField } from '../context.js';
import { stageTrail } from '../features/row.js';
import { both } from '../words.js';
import type { Bare, Subject } from './answer.js';
import { amountReason } from './fallback.js';

const DAY_MS = 86_400_000;
/** Curves take a moment to reckon and belong to their model. */
const curvesKept = new WeakMap<ChartModel, ChartCurves>();

function curvesFor(chart: ChartModel): ChartCurves {
  const kept = curvesKept.get(chart) ?? curvesOf(chart);
  curvesKept.set(chart, kept);
  return kept;
}

/** The amount that is expected of an open run: its chance to win, by where it is and for how long, times what it is worth. Null before its first stage. */
export function forecastByChart(chart: ChartModel, facts: Subject): Bare | null {
  const last = stageTrail(facts.story, facts.context.chart.stages).at(-1);
  if (!last) return null;
  const answer = forecastRun(chart, curvesFor(chart), { segment: '', state: last.stage, enteredMs: last.enteredMs }, facts.nowMs);
  if (!answer.ok) return null;
  const { win, daysLeft, basis, isKnownState } = answer.value;
  const amount = amountOf(facts);
  const [percent, since, left] = [Math.round(win * 100), Math.round((facts.nowMs - last.enteredMs) / DAY_MS), Math.round(daysLeft)];
  const title = facts.context.chart.about.get(last.stage)?.title ?? { en: last.stage };
  const why = isKnownState
    ? both(
        `${percent} % of the runs that were in “${title.en}” for ${since} days ended as won (${Math.round(basis)} stays).`,
        `在“${title['zh-CN'] ?? title.en}”停留 ${since} 天的运行中有 ${percent}% 最终赢单（${Math.round(basis)} 次停留）。`,
      )
    : both(
        `No run was in “${title.en}” before; ${percent} % of all ended as won.`,
        `此前没有运行到过“${title['zh-CN'] ?? title.en}”；全部运行中有 ${percent}% 最终赢单。`,
      );
  return {
    score: amount === null ? win : win * amount,
    unit: amount === null ? 'chance' : 'money',
    reasons: [
      { feature: 'run.stage', contribution: win - 0.5, text: why },
      amountReason(amount),
      { feature: 'days-left', contribution: -daysLeft, text: both(`About ${left} days are left until it ends.`, `预计还需约 ${left} 天结束。`) },
    ],
    more: { win, daysLeft },
  };
}

/** What the record is worth; null where nothing is filled in. */
export function amountOf({ context, story }: Pick<Subject, 'context' | 'story'>): number | null {
  const field = amountField(context);
  const value = field === null ? null : (story.fields[field] ?? null);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
