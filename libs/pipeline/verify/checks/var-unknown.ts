import { isJsonObject, pointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { unknownName } from '../unknown.js';

/** Variables that are set without being declared. Those read in rules are found with their types. */
export const varUnknown: Check = {
  code: 'var.unknown',
  severity: 'error',
  meaning: { en: 'A variable is set or read that the pipeline does not declare under "vars".', 'zh-CN': '所设置或读取的变量未在“vars”中声明。' },
  example: 'vars.set with "tires" where "tries" is declared.',
  *find({ actions, definition: { vars } }: VerifyContext): Generator<Finding> {
    for (const action of actions) {
      if (action.do !== 'vars.set' || !isJsonObject(action.with)) continue;
      for (const name of Object.keys(action.with))
        if (!Object.hasOwn(vars, name)) yield unknownName({ en: 'variable', zh: '变量' }, name, Object.keys(vars), pointer(action.at, 'with', name));
    }
  },
};
