import type { StepDefinition } from '#pipeline';
import { scoring } from '../scoring/definition.js';

/** Any trained model by its key. */
export const scoreCustom = scoring(
  'score.custom',
  {
    title: { en: 'Score by any model', 'zh-CN': '按任意模型评分' },
    description: { en: 'Scores the record by a model of your own.', 'zh-CN': '按您自己的模型为记录评分。' },
  },
  'named',
) satisfies StepDefinition;
