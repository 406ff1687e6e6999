import { type BusinessCalendar, parseCalendar, workingTimeBetween } from '#calendar';
import { instantAt, type Json, UserError } from '#kernel';
import type { ReportChart } from './chart.js';
import { durationFigures, survivalFigures } from './durations.js';
import { type Journeys, staysOf } from './journeys.js';
import { type Pick, Tally } from './tally.js';
import type { ReportWish } from './wish.js';

/** How long the stays that began between `fromMs` and `toMs` last, in each stage that is no end; those that go on count as lasting at least until now. */
export function timeInStage(journeys: Journeys, chart: ReportChart, wish: ReportWish, pick: Pick | null = null) {
  const tally = new Tally(new Float64Array(0), pick);
  const secondsBetween = clockOf(wish.calendar);
  const stays = staysOf(journeys, chart);
  const found = chart.stages.map((): { seconds: number; isOver: boolean }[] => []);
  for (let run = 0; run < journeys.runs; run += 1) {
    for (let i = stays.offset[run] as number; i < (stays.offset[run + 1] as number); i += 1) {
      const enteredMs = stays.enteredMs[i] as number;
      const stage = stays.stage[i] as number;
      if (enteredMs < wish.fromMs || enteredMs >= wish.toMs || chart.stages[stage]?.isFinal) continue;
      const leftMs = stays.leftMs[i] as number;
      const isOver = !Number.isNaN(leftMs);
      const { key } = chart.stages[stage] as { readonly key: string };
      tally.add(key, 'stays', run);
      tally.add(key, isOver ? 'ended' : 'open', run);
      if (!pick) found[stage]?.push({ seconds: secondsBetween(enteredMs, isOver ? leftMs : Math.max(enteredMs, wish.asOfMs)), isOver });
    }
  }
  if (pick) return { rows: tally.rows() };
  const stages = chart.stages.flatMap(({ key, title, isFinal }, stage) => {
    const all = found[stage] ?? [];
    if (isFinal) return [];
    const ended = durationFigures(all.filter(({ isOver }) => isOver).map(({ seconds }) => seconds));
    return [{ key, title, stays: all.length, open: all.length - ended.n, ...survivalFigures(all), ended }];
  });
  return { answer: { stages } };
}

/** Seconds between two moments: all, or those of a calendar's working time. */
function clockOf(document: Json | null): (fromMs: number, toMs: number) => number {
  if (document === null) return (fromMs, toMs) => (toMs - fromMs) / 1000;
  const parsed = parseCalendar(document);
  if (!parsed.ok) throw new UserError('invalid', parsed.error as unknown as ConstructorParameters<typeof UserError>[1]);
  const calendar: BusinessCalendar = parsed.value;
  return (fromMs, toMs) => workingTimeBetween(instantAt(fromMs), instantAt(toMs), calendar) / 1000;
}
