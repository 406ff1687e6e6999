import { pointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import { named, wayNamed, type VerifyContext } from '../context.js';
import { setBefore } from '../settings.js';

/** Kinds for which no form has an input: only a step can fill them. */
const WITHOUT_FORM = new Set(['json']);

/**
 * Fields required before anything can have filled them: no form can ask for them (kind `json`), and no step on any way
 * to the transition sets them. Every other field is asked for by the board when it is required.
 */
export const fieldUnsettable: Check = {
  code: 'field.unsettable',
  severity: 'warning',
  meaning: {
    en: 'A field is required that no form can ask for and that no earlier step sets; only an import or the API could fill it.',
    'zh-CN': '所要求的字段无法由表单填写，也没有更早的步骤会设置；只能由导入或 API 填写。',
  },
  example: '"requires": ["scan_result"] of kind json, and nothing sets scan_result.',
  *find(context: VerifyContext): Generator<Finding> {
    const required = context.states.flatMap((state) => state.transitions.flatMap((t) => t.requires.map((field, n) => ({ state, t, field, n }))));
    const candidates = required.filter(({ field }) => WITHOUT_FORM.has(Object.hasOwn(context.fields, field) ? (context.fields[field]?.type ?? '') : ''));
    if (candidates.length === 0) return;
    const before = setBefore(context);
    for (const { state, t, field, n } of candidates) {
      if (before(state.id).has(`record.${field}`)) continue;
      const [way, from] = [wayNamed(t), named(state)];
      yield {
        at: pointer(t.id, 'requires', n),
        text: {
          en: `${way.en} in ${from.en} requires "${field}", but no form can ask for it and no step before sets it; only an import or the API could.`,
          'zh-CN': `${from.zh}中的${way.zh}要求“${field}”，但没有表单可填写它，之前也没有步骤设置它；只能由导入或 API 填写。`,
        },
        got: field,
      };
    }
  },
};
