import type { StepDefinition } from '#pipeline';
import { scoring } from '../scoring/definition.js';

/** Discounted value of the next 12 months, of the record’s account. */
export const scoreClv = scoring('score.clv', {
  title: { en: 'Value of a customer', 'zh-CN': '客户价值' },
  description: { en: 'What a customer will buy in the next 12 months, discounted.', 'zh-CN': '客户未来 12 个月的购买额（已贴现）。' },
}) satisfies StepDefinition;
