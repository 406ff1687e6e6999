import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { members, requiredText } from '../input.js';

/** Adds a tag to the record. */
export const tagAdd = {
  kind: 'tag.add',
  title: { en: 'Add a tag', 'zh-CN': '添加标签' },
  description: { en: 'Adds a tag to the record; a tag it already has stays as it is.', 'zh-CN': '为记录添加标签；已有的标签保持不变。' },
  mode: 'transactional',
  ...form({ tag: { label: { en: 'Tag', 'zh-CN': '标签' }, schema: { type: 'string', minLength: 1, maxLength: 80 }, required: true } }),
  usable: { invoke: false, action: true },
  changes: (input) => [{ kind: 'tag.add', tag: requiredText(members(input), 'tag', 80).trim() }],
} as const satisfies StepDefinition;
