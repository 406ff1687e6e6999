import type { StepDefinition } from '#pipeline';
import { scoring } from '../scoring/definition.js';

/** The chance of leaving. */
export const scoreChurn = scoring('score.churn', {
  title: { en: 'Score the risk of leaving', 'zh-CN': '流失评分' },
  description: { en: 'The chance that a customer leaves, with its three strongest reasons.', 'zh-CN': '客户流失的可能，附三条最强理由。' },
}) satisfies StepDefinition;
