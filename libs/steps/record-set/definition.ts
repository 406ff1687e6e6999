import type { StepDefinition } from '#pipeline';
import { badInput, members } from '../input.js';

/** Sets fields of the run's record. The input is the fields themselves. */
export const recordSet = {
  kind: 'record.set',
  title: { en: 'Set fields', 'zh-CN': '设置字段' },
  description: { en: 'Sets fields of the record; null empties a field.', 'zh-CN': '设置记录的字段；null 表示清空。' },
  mode: 'transactional',
  input: { type: 'object', minProperties: 1, additionalProperties: true },
  usable: { invoke: false, action: true },
  changes(input) {
    const fields = members(input);
    if (Object.keys(fields).length === 0) {
      throw badInput('', { en: 'Name at least one field to set.', 'zh-CN': '请至少指定一个要设置的字段。' });
    }
    return [{ kind: 'record.set', fields }];
  },
} as const satisfies StepDefinition;
