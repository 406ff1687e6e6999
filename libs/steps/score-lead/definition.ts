import type { StepDefinition } from '#pipeline';
import { scoring } from '../scoring/definition.js';

/** The chance of winning, by the model of the record’s pipeline. */
export const scoreLead = scoring('score.lead', {
  title: { en: 'Score a lead', 'zh-CN': '线索评分' },
  description: { en: 'The chance that a lead or deal is won, with its three strongest reasons.', 'zh-CN': '线索或商机赢单的可能，附三条最强理由。' },
}) satisfies StepDefinition;
