import type { JsonPointer } from '#kernel';
import { pathsOf, templatePaths } from '../../rules/index.js';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { fieldNames } from './field-unknown.js';

/** Only a warning: a pipeline that runs goes on when a field it names is retired, and so does one that is published with it. */
export const fieldRetired: Check = {
  code: 'field.retired-named',
  severity: 'warning',
  meaning: {
    en: 'A field is required, set, watched or read that an admin took out of use: it is not asked for, not set, and keeps the values that are there.',
    'zh-CN': '所要求、设置、监视或读取的字段已由管理员停用：不会再询问或设置，仅保留已有的值。',
  },
  example: '"requires": ["region"] after the field region was retired.',
  *find(context: VerifyContext): Generator<Finding> {
    for (const { path, at } of pathsIn(context)) {
      const field = context.fieldAt(path);
      if (field?.retired !== true) continue;
      yield {
        at,
        text: {
          en: `The field "${field.title.en}" is retired: it is no longer asked for or set, and only values that are there are read.`,
          'zh-CN': `字段“${field.title['zh-CN'] ?? field.title.en}”已停用：不再询问或设置，只读取已有的值。`,
        },
        got: path.slice('record.'.length),
      };
    }
  },
};

/** Every path that means a field, with its place. */
function* pathsIn(context: VerifyContext): Generator<{ readonly path: string; readonly at: JsonPointer }> {
  for (const { name, at } of fieldNames(context)) yield { path: `record.${name}`, at };
  for (const { rule, at } of context.conditions()) for (const path of pathsOf(rule).paths) yield { path, at };
  for (const { template, at } of context.inputs()) for (const path of templatePaths(template, 'input')) yield { path, at };
  for (const { rule, at } of context.lists()) for (const path of templatePaths(rule, 'template')) yield { path, at };
}
