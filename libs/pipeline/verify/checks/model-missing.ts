import { isJsonObject, pointer } from '#kernel';
import type { Surroundings } from '../../definition/index.js';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { unknownName } from '../unknown.js';

/** Only a warning: a model or segment set may be made after the pipeline that uses it. */
export const modelMissing: Check = {
  code: 'model.missing',
  severity: 'warning',
  meaning: {
    en: 'A step names a model or segment set that the workspace does not have (yet); it would become an incident.',
    'zh-CN': '步骤所用的模型或细分方案在工作区中（尚）不存在；执行时会成为异常。',
  },
  example: 'score.custom with "model": "churm".',
  *find(context: VerifyContext): Generator<Finding> {
    for (const { template, at, step } of context.inputs()) {
      const named = nameIn(step, context.surroundings);
      if (named === null || !isJsonObject(template)) continue;
      const key = template[named.member];
      if (typeof key !== 'string' || key.includes('{{') || named.has(key)) continue;
      yield unknownName(named.what, key, [], pointer(at, named.member));
    }
  },
};

/** Which member of a step's input names what; null for other steps, and where the names are not known. */
function nameIn(step: string, { hasModel, hasSegmentSet }: Surroundings) {
  if (hasModel && (step.startsWith('score.') || step === 'forecast.value')) return { member: 'model', what: { en: 'model', zh: '模型' }, has: hasModel };
  if (hasSegmentSet && step.startsWith('segment.')) return { member: 'set', what: { en: 'segment set', zh: '细分方案' }, has: hasSegmentSet };
  return null;
}
