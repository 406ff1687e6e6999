import type { Json, Text } from '#kernel';
import type { Bucket } from './periods.js';

export type ComputedReport =
  'funnel' | 'time-in-stage' | 'velocity' | 'win-loss' | 'forecast' | 'as-of' | 'sales' | 'service' | 'satisfaction' | 'campaigns' | 'process';

/** What a report is asked, with everything it needs looked up; plain data. */
export interface ReportWish {
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
  /** IANA. */
  readonly zone: string;
  /** Null: chosen as `moneyOf` says. */
  readonly currency: string | null;
  readonly ownCurrency: string;
  readonly mode: 'strict' | 'any';
  /** Document of the calendar whose working time counts; null: all time does. */
  readonly calendar: Json | null;
  readonly bucket: Bucket;
  readonly horizonDays: number;
  readonly level: 'stage' | 'state';
  readonly variants: number;
  readonly measure: 'csat' | 'nps' | 'ces';
  /** Titles of the choices that rows are grouped by. */
  readonly titles: Readonly<Record<string, Text>>;
  readonly targets: readonly { readonly who: string | null; readonly month: string; readonly amount: number }[];
  readonly campaigns: readonly Campaign[];
}

export interface Campaign {
  readonly id: string;
  readonly name: string | null;
  readonly channel: string | null;
  readonly budget: number | null;
  readonly cost: number | null;
}
