import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { inputProblems } from '../step-schema.js';

/** Literal inputs against the schema of their step; what is computed or has holes counts as fitting. */
export const stepInput: Check = {
  code: 'step.input',
  severity: 'error',
  meaning: { en: 'The input of a step does not fit what the step takes.', 'zh-CN': '步骤的输入不符合该步骤的要求。' },
  example: 'task.create without a title.',
  *find(context: VerifyContext): Generator<Finding> {
    for (const { template, at, step } of context.inputs()) {
      const definition = context.surroundings.steps.get(step);
      if (definition) yield* inputProblems(definition, template, at);
    }
  },
};
