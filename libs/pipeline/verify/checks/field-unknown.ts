import { isJsonObject, type JsonPointer, pointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { unknownName } from '../unknown.js';

/** Names of fields outside rules: `requires`, `record.set`, `changed`. Those inside rules are found with their types. */
export const fieldUnknown: Check = {
  code: 'field.unknown',
  severity: 'error',
  meaning: { en: 'A field is required, set, watched or read that the object does not have.', 'zh-CN': '所要求、设置、监视或读取的字段在对象中不存在。' },
  example: '"requires": ["close_valeu"].',
  *find(context: VerifyContext): Generator<Finding> {
    const { definition, fields, surroundings } = context;
    if (surroundings.fieldsOf(definition.object) === null) return; // said by object.unknown
    for (const { name, at } of fieldNames(context))
      if (!Object.hasOwn(fields, name)) yield unknownName({ en: 'field', zh: '字段' }, name, Object.keys(fields), at);
  },
};

/** Where fields are named outside of rules and templates. */
export function* fieldNames(context: VerifyContext): Generator<{ readonly name: string; readonly at: JsonPointer }> {
  for (const { transitions } of context.states)
    for (const { requires, id } of transitions) for (const [n, name] of requires.entries()) yield { name, at: pointer(id, 'requires', n) };
  for (const action of context.actions)
    if (action.do === 'record.set' && isJsonObject(action.with))
      for (const name of Object.keys(action.with)) yield { name, at: pointer(action.at, 'with', name) };
  for (const { key, on } of context.rules)
    if ('changed' in on) for (const [n, name] of on.changed.entries()) yield { name, at: pointer('/rules', key, 'on', 'changed', n) };
}
