import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { outputOf, SET_MEMBER } from '../insights/definition.js';

/** Brings a segment set up to date: by a scheduled start or a timer, every week, say. */
export const segmentRefresh = {
  kind: 'segment.refresh',
  title: { en: 'Refresh segments', 'zh-CN': '更新细分' },
  description: {
    en: 'Puts all records of a segment set where they belong now, or finds its segments anew.',
    'zh-CN': '重新划分方案中的全部记录，或重新寻找细分。',
  },
  mode: 'computed',
  ...form({
    set: SET_MEMBER,
    how: {
      label: { en: 'How', 'zh-CN': '方式' },
      schema: {
        type: 'string',
        enum: ['assign', 'train'],
        default: 'assign',
        description: 'assign: into the segments there are. train: segments found anew, as a new version.',
      },
    },
  }),
  output: outputOf({
    version: { title: 'Version in use', type: 'integer' },
    records: { title: 'Records in segments', type: 'integer' },
    segments: { title: 'Segments with their names and sizes', type: 'array', items: { type: 'object' } },
  }),
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
