import type { StepDefinition } from '#pipeline';
import { scoring } from '../scoring/definition.js';

/** A model trained elsewhere. */
export const scoreOnnx = scoring(
  'score.onnx',
  {
    title: { en: 'Score by an imported model', 'zh-CN': '按导入的模型评分' },
    description: { en: 'Scores the record by a model trained elsewhere (ONNX).', 'zh-CN': '按在别处训练的模型（ONNX）为记录评分。' },
  },
  'named',
) satisfies StepDefinition;
