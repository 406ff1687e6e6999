import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { LACKING, mostMember, outputOf, REASONS } from '../insights/definition.js';

/** Suggests what to do next with the run, from how runs like it ended. */
export const recommendNextAction = {
  kind: 'recommend.next-action',
  title: { en: 'Recommend the next action', 'zh-CN': '推荐下一步' },
  description: {
    en: 'Which event, sent in this state, was most often followed by success; from the runs of this pipeline that have ended.',
    'zh-CN': '在当前状态下，哪个事件之后成功最多；依据此流程已结束的运行。',
  },
  mode: 'computed',
  ...form({ most: mostMember(10, 3) }),
  output: outputOf({
    event: { title: 'The event to send; null for none', type: ['string', 'null'] },
    title: { title: 'Its title, in both languages', type: ['object', 'null'] },
    actions: { title: 'Events with their share of success, the best first', type: 'array', items: { type: 'object' } },
    reasons: REASONS,
    lacking: LACKING,
  }),
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
