import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { unknownName } from '../unknown.js';

export const objectUnknown: Check = {
  code: 'object.unknown',
  severity: 'error',
  meaning: { en: 'The pipeline is for an object that the workspace does not have.', 'zh-CN': '流程所属的对象在工作区中不存在。' },
  example: '"object": "opportunity" where the workspace has "deal".',
  *find({ definition, surroundings }: VerifyContext): Generator<Finding> {
    if (surroundings.fieldsOf(definition.object) === null) yield unknownName({ en: 'object', zh: '对象' }, definition.object, [], '/object');
  },
};
