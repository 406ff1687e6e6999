import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { LACKING, outputOf, REASONS, TEXT_MEMBER } from '../insights/definition.js';

/** The mood of a text, learned from the scores that customers gave. */
export const textSentiment = {
  kind: 'text.sentiment',
  title: { en: 'Read the mood', 'zh-CN': '识别情绪' },
  description: {
    en: 'Whether a text is in a good or a bad mood, learned from what customers wrote and the scores they gave.',
    'zh-CN': '判断文本情绪好坏，从客户的文字及其评分中学习。',
  },
  mode: 'computed',
  ...form({ text: TEXT_MEMBER }),
  output: outputOf({
    mood: { title: 'Mood', type: ['string', 'null'], enum: ['good', 'bad', 'unsure', null] },
    score: { title: 'From -1 (bad) to 1 (good)', type: ['number', 'null'] },
    reasons: REASONS,
    learnedFrom: { title: 'Texts it was learned from', type: 'integer' },
    lacking: LACKING,
  }),
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
