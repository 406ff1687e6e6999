import { type Instant, instantAt, type Text } from '#kernel';
import type { Needed } from './needs.js';
import type { Frame, Question } from './question.js';
import type { ComputedReport } from './wish.js';

/** What every answer begins with. */
export function headOf({ now, zone, fromMs, toMs }: Frame, question: Question | null) {
  return {
    asOf: now,
    zone,
    from: instantAt(fromMs),
    to: instantAt(toMs),
    object: question?.chart.object ?? null,
    pipeline: question?.chart.pipeline ?? null,
    filter: question?.query.filter ?? '',
  } as {
    readonly asOf: typeof now;
    readonly zone: string;
    readonly from: typeof now;
    readonly to: typeof now;
    /** Null for the activity of all objects alone. */
    readonly object: string;
    readonly pipeline: string | null;
    readonly filter: string;
  };
}

type MoneyReport = 'funnel' | 'velocity' | 'win-loss' | 'forecast' | 'as-of' | 'sales' | 'campaigns';
const WITH_MONEY: ReadonlySet<ComputedReport> = new Set<MoneyReport>(['funnel', 'velocity', 'win-loss', 'forecast', 'as-of', 'sales', 'campaigns']);

/** What a report says of its own settings. */
export type SettingsOf<R extends ComputedReport> = (R extends MoneyReport ? { readonly sum: string | null } : object) &
  (R extends 'as-of' ? { readonly at: Instant } : object) &
  (R extends 'sales' ? { readonly by: string; readonly byTitle: Text } : object) &
  (R extends 'win-loss' ? { readonly reasonField: string | null } : object) &
  (R extends 'satisfaction' ? { readonly source: { readonly object: string; readonly field: string } } : object) &
  (R extends 'time-in-stage' ? { readonly calendar: string | null } : object);

export const settingsOf = <R extends ComputedReport>(report: R, { sum, frame }: Question, { settings }: Needed): SettingsOf<R> =>
  ({
    ...(WITH_MONEY.has(report) ? { sum } : {}),
    ...(report === 'as-of' ? { at: instantAt(frame.toMs) } : {}),
    ...settings,
  }) as SettingsOf<R>;
