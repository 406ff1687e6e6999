import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { outputOf, TEXT_MEMBER } from '../insights/definition.js';

/** The sentences of a text that say most; nothing is made up. */
export const textSummary = {
  kind: 'text.summary',
  title: { en: 'Summarise a text', 'zh-CN': '文本摘要' },
  description: { en: 'The sentences of a text that say most (TextRank); nothing is made up.', 'zh-CN': '文本中最有代表性的句子（TextRank）；绝不编造。' },
  mode: 'computed',
  ...form({
    text: TEXT_MEMBER,
    sentences: { label: { en: 'Sentences', 'zh-CN': '句数' }, schema: { type: 'integer', minimum: 1, maximum: 20, default: 3 } },
  }),
  output: outputOf({
    summary: { title: 'The sentences as one text', type: 'string' },
    sentences: { title: 'The sentences', type: 'array', items: { type: 'string' } },
  }),
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
