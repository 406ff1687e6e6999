import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { LACKING, outputOf, REASONS, TEXT_MEMBER } from '../insights/definition.js';

/** Suggests the category of a text, learned from tickets that people categorised. */
export const textClassify = {
  kind: 'text.classify',
  title: { en: 'Classify a text', 'zh-CN': '文本分类' },
  description: {
    en: 'The likeliest category of a text, learned from the tickets that people gave one.',
    'zh-CN': '文本最可能的类别，从人工分类的工单中学习。',
  },
  mode: 'computed',
  ...form({ text: TEXT_MEMBER }),
  output: outputOf({
    class: { title: 'The likeliest category; null for none', type: ['string', 'null'] },
    chance: { title: 'How sure, 0 to 1', type: ['number', 'null'] },
    classes: { title: 'The three likeliest with their chances and words', type: 'array', items: { type: 'object' } },
    reasons: REASONS,
    learnedFrom: { title: 'Texts it was learned from', type: 'integer' },
    lacking: LACKING,
  }),
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
