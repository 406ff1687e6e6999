import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { LACKING, mostMember, outputOf, REASONS, TEXT_MEMBER } from '../insights/definition.js';

/** Suggests answers from the knowledge base and from tickets that were solved. Never sends one. */
export const textAnswer = {
  kind: 'text.answer',
  title: { en: 'Suggest answers', 'zh-CN': '建议答复' },
  description: {
    en: 'Answers from published articles and solved tickets that fit a question (BM25). A suggestion: nothing is sent.',
    'zh-CN': '从已发布文章和已解决工单中检索合适的答复（BM25）。仅为建议，不会发送。',
  },
  mode: 'computed',
  ...form({ text: TEXT_MEMBER, most: mostMember(10, 3) }),
  output: outputOf({
    answer: { title: 'The best answer; null for none', type: ['string', 'null'] },
    title: { title: 'The article or ticket it comes from', type: ['string', 'null'] },
    answers: { title: 'Answers, the best first', type: 'array', items: { type: 'object' } },
    reasons: REASONS,
    lacking: LACKING,
  }),
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
