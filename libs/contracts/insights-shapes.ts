import { z } from 'zod';
import { instant, key, text } from './shapes.js';

/** What every report is narrowed by. */
export const selection = {
  pipeline: key.meta({ description: 'the pipeline whose runs are read' }),
  filter: z.string().min(1).max(8000).optional().meta({ description: 'only records that fulfil these conditions, as in the list of records' }),
  from: instant.optional().meta({ description: 'from this moment on; a year before `to` by default' }),
  to: instant.optional().meta({ description: 'up to this moment, itself left out; now by default' }),
  zone: z.string().min(1).max(60).optional().meta({ description: 'IANA time zone of days, weeks and months; the workspace’s by default' }),
};
export const money = {
  sum: key.optional().meta({ description: 'the money field that is added up; by default `close_value`, or the first money field of the object' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .meta({ description: 'amounts in this currency only, ISO 4217; by default the workspace’s, or the commonest where none is in it' }),
};

/** What every answer begins with. */
export const head = {
  asOf: instant.meta({ description: 'the moment the figures are of' }),
  zone: z.string(),
  from: instant,
  to: instant,
  object: z.string(),
  pipeline: z.string().nullable(),
  filter: z.string(),
};
export const ofMoney = {
  sum: z.string().nullable().meta({ description: 'the field that amounts come from; null where the object has none' }),
  currency: z.string().meta({ description: 'what all amounts of the answer are in' }),
  otherCurrencies: z.number().int().meta({ description: 'records whose amount is in another currency: counted, but left out of every amount' }),
};

export const whole = z.number().int();
/** 0 to 1; null where there is nothing to take a share of. */
export const share = z.number().nullable();
/** In seconds; `p90`: nine of ten took no longer. Null where too few ended to tell. */
export const durations = z.object({ n: whole, mean: z.number().nullable(), median: z.number().nullable(), p90: z.number().nullable() });
/** Bounds of a share or a difference; null with too few. */
export const interval = z.object({ low: z.number(), high: z.number() }).nullable();
export const tooLittle = z
  .object({ least: whole, have: whole, of: text })
  .nullable()
  .meta({ description: 'set where there are too few data: how many are needed, how many there are, and of what' });
export const rowKey = z.string().meta({ description: 'names the row: `row` of the operation insights.records' });
export const period = { key: z.string(), from: instant, to: instant };
export const bucket = z.enum(['day', 'week', 'month']);
/** A person, or a record or choice that stands for one; `key` null: nobody. */
export const who = z.object({ key: z.string().nullable(), name: z.string().nullable() });

export const REPORTS = [
  'funnel',
  'time-in-stage',
  'velocity',
  'win-loss',
  'forecast',
  'as-of',
  'sales',
  'activity',
  'service',
  'satisfaction',
  'campaigns',
  'process',
] as const;
export const reportName = z.enum(REPORTS);
