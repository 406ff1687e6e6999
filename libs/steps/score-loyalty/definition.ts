import type { StepDefinition } from '#pipeline';
import { scoring } from '../scoring/definition.js';

/** Recency, frequency and tenure, ranked among all customers. */
export const scoreLoyalty = scoring('score.loyalty', {
  title: { en: 'Score loyalty', 'zh-CN': '忠诚度评分' },
  description: { en: 'How loyal a customer is among all, 0 to 100.', 'zh-CN': '客户在全部客户中的忠诚度，0 至 100。' },
}) satisfies StepDefinition;
