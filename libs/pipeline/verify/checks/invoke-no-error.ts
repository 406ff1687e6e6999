import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';

/** Steps that can fail where nothing is said for that case. */
export const invokeNoError: Check = {
  code: 'invoke.no-error',
  severity: 'warning',
  meaning: {
    en: 'An invoked step that can fail has no onError; its failure opens an incident and the run waits for a person.',
    'zh-CN': '所调用的步骤可能失败但没有 onError；失败时会产生事故并等待人工处理。',
  },
  example: 'http.request as invoke with onDone only.',
  *find(context: VerifyContext): Generator<Finding> {
    for (const invoke of context.invokes) {
      const mode = context.surroundings.steps.get(invoke.step)?.mode;
      if (invoke.handlesError || (mode !== 'external' && mode !== 'computed')) continue;
      yield {
        at: invoke.at,
        text: { en: `"${invoke.step}" can fail, and "${invoke.id}" has no onError.`, 'zh-CN': `“${invoke.step}”可能失败，但“${invoke.id}”没有 onError。` },
      };
    }
  },
};
