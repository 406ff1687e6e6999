import type { StepDefinition } from '#pipeline';
import { form, RECORD_MEMBER } from '../form.js';
import { outputOf, REASONS, SET_MEMBER } from '../insights/definition.js';

/** Puts the record into the segment it belongs to now. */
export const segmentAssign = {
  kind: 'segment.assign',
  title: { en: 'Assign a segment', 'zh-CN': '划入细分' },
  description: { en: 'Puts a record into the segment of a set that it belongs to now.', 'zh-CN': '按记录现状将其划入某个细分方案的细分。' },
  mode: 'computed',
  ...form({ set: SET_MEMBER, record: RECORD_MEMBER }),
  output: outputOf({
    segment: { title: 'Number of the segment; -1 far from all, null where a number is missing', type: ['integer', 'null'] },
    name: { title: 'Name of the segment', type: ['string', 'null'] },
    version: { title: 'Version of the set', type: ['integer', 'null'] },
    reasons: REASONS,
  }),
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
