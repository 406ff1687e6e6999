import type { StepDefinition } from '#pipeline';
import { badInput, members } from '../input.js';

/** Sets the run's own variables. The input is the variables themselves. */
export const varsSet = {
  kind: 'vars.set',
  title: { en: 'Set variables', 'zh-CN': '设置变量' },
  description: { en: "Sets variables of the run, declared in the pipeline's `vars`.", 'zh-CN': '设置流程在 `vars` 中声明的运行变量。' },
  mode: 'transactional',
  input: { type: 'object', minProperties: 1, additionalProperties: true },
  usable: { invoke: false, action: true },
  changes(input) {
    const vars = members(input);
    if (Object.keys(vars).length === 0) {
      throw badInput('', { en: 'Name at least one variable to set.', 'zh-CN': '请至少指定一个要设置的变量。' });
    }
    return [{ kind: 'vars.set', vars }];
  },
} as const satisfies StepDefinition;
