import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { mostMember, outputOf, TEXT_MEMBER } from '../insights/definition.js';

/** The words that mark a text against the workspace's tickets. */
export const textKeywords = {
  kind: 'text.keywords',
  title: { en: 'Find keywords', 'zh-CN': '提取关键词' },
  description: { en: "The words that mark a text against the workspace's tickets (TF-IDF).", 'zh-CN': '文本区别于工作区其他工单的词（TF-IDF）。' },
  mode: 'computed',
  ...form({ text: TEXT_MEMBER, most: mostMember(30, 5) }),
  output: outputOf({
    keywords: { title: 'Words, the heaviest first', type: 'array', items: { type: 'string' } },
    weights: { title: 'Their weights', type: 'array', items: { type: 'number' } },
  }),
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
