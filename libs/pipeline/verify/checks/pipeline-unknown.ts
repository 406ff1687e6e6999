import { isJsonObject, pointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { unknownName } from '../unknown.js';

export const pipelineUnknown: Check = {
  code: 'pipeline.unknown',
  severity: 'error',
  meaning: { en: 'A run is started or signalled in a pipeline that the workspace does not have.', 'zh-CN': '所启动或通知的流程在工作区中不存在。' },
  example: 'run.start with "pipeline": "onbording".',
  *find(context: VerifyContext): Generator<Finding> {
    for (const { template, at, step } of context.inputs()) {
      if ((step !== 'run.start' && step !== 'run.signal') || !isJsonObject(template)) continue;
      const key = template['pipeline'];
      if (typeof key !== 'string' || key.includes('{{') || key === context.definition.key || context.surroundings.hasPipeline(key)) continue;
      yield unknownName({ en: 'pipeline', zh: '流程' }, key, [], pointer(at, 'pipeline'));
    }
  },
};
