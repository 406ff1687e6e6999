import { z } from 'zod';
import { bucket } from './insights-shapes.js';
import { count, instant, key } from './shapes.js';

/** Options that only some reports know; `insights.records` and `insights.export` take them all. */
export const own = {
  funnel: {
    mode: z
      .enum(['strict', 'any'])
      .optional()
      .meta({ description: '`any` (default): a stage counts however it was reached; `strict`: only by all stages before it, one directly after another' }),
  },
  time: { calendar: key.optional().meta({ description: 'count working time of this calendar instead of all time' }) },
  reason: { reason: key.optional().meta({ description: 'the field of the reason; by default what a way to lost asks for, or `lost_reason`' }) },
  forecast: {
    horizon: count(1, 730).optional().meta({ description: 'days ahead, default 90' }),
    segment: key.optional().meta({ description: 'a choice or text field whose values get chances of their own' }),
  },
  asOf: { at: instant.optional().meta({ description: 'the moment; now by default' }) },
  sales: {
    by: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_]{0,59}(\.[A-Za-z][A-Za-z0-9_]{0,59})?$/, 'must be a field, or a field of a reference with a dot')
      .optional()
      .meta({ description: '`ownerId`, or a person, reference or choice field such as `sales_agent`; `sales_agent.team` for the team' }),
  },
  bucket: { bucket: bucket.optional().meta({ description: 'one row a day, week (default, from Monday) or month' }) },
  satisfaction: {
    kind: z.enum(['csat', 'nps', 'ces']).optional().meta({ description: 'default `csat`' }),
    field: key.optional().meta({
      description:
        'a whole-number field of the pipeline’s object; by default the records of `feedback`, and for CSAT the field `satisfaction` where there are none',
    }),
  },
  process: {
    level: z.enum(['stage', 'state']).optional().meta({ description: 'default `stage`; `state`: every innermost state, also of parallel parts' }),
    variants: count(1, 100).optional().meta({ description: 'how many of the commonest ways, default 10' }),
  },
};

/** What all answers of the examples begin with. */
export const HEAD_EXAMPLE = {
  asOf: '2026-01-31T09:00:00.000Z',
  zone: 'Europe/Berlin',
  from: '2025-01-31T09:00:00.000Z',
  to: '2026-01-31T09:00:00.000Z',
  object: 'deal',
  pipeline: 'b2b-sales',
  filter: '',
};
export const MONEY_EXAMPLE = { sum: 'close_value', currency: 'USD', otherCurrencies: 0 };
export const TITLE_EXAMPLE = { en: 'Engaging', 'zh-CN': '洽谈中' };
