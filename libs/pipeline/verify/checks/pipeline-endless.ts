import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';

/** No run of this pipeline ever ends. */
export const pipelineEndless: Check = {
  code: 'pipeline.endless',
  severity: 'warning',
  meaning: { en: 'No final state can be reached: runs of this pipeline never end.', 'zh-CN': '没有可到达的终止状态：该流程的运行永不结束。' },
  example: 'Two states that lead to each other and no final state.',
  *find({ exploration }: VerifyContext): Generator<Finding> {
    if (exploration.cut || exploration.ended.includes(true)) return;
    yield {
      at: '',
      text: { en: 'No final state can be reached, so no run of this pipeline ever ends.', 'zh-CN': '没有可到达的终止状态，因此该流程的运行永不结束。' },
    };
  },
};
