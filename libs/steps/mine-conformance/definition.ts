import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { LACKING, outputOf, REASONS } from '../insights/definition.js';

/** Compares how the runs of a pipeline went with its chart. */
export const mineConformance = {
  kind: 'mine.conformance',
  title: { en: 'Check conformance', 'zh-CN': '一致性检查' },
  description: {
    en: 'How far the runs of a pipeline went the ways of its chart in the last days, and where they did not.',
    'zh-CN': '最近一段时间内流程运行与流程图的一致程度及偏差所在。',
  },
  mode: 'computed',
  ...form({
    pipeline: { label: { en: 'Pipeline', 'zh-CN': '流程' }, schema: { type: 'string', minLength: 1, maxLength: 80 }, required: true },
    days: { label: { en: 'Days', 'zh-CN': '天数' }, schema: { type: 'integer', minimum: 1, maximum: 3650, default: 90 } },
  }),
  output: outputOf({
    cases: { title: 'Runs looked at', type: 'integer' },
    fitting: { title: 'Runs without a deviation', type: 'integer' },
    fitness: { title: 'Mean share of steps that the chart allows, 0 to 1', type: ['number', 'null'] },
    deviations: { title: 'What the chart does not allow, the most frequent first', type: 'array', items: { type: 'object' } },
    reasons: REASONS,
    lacking: LACKING,
  }),
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
