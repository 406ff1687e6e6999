import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { members, requiredText } from '../input.js';

/** Removes a tag from the record. */
export const tagRemove = {
  kind: 'tag.remove',
  title: { en: 'Remove a tag', 'zh-CN': '移除标签' },
  description: { en: 'Removes a tag from the record; a tag it does not have is no error.', 'zh-CN': '移除记录的标签；没有该标签也不算错误。' },
  mode: 'transactional',
  ...form({ tag: { label: { en: 'Tag', 'zh-CN': '标签' }, schema: { type: 'string', minLength: 1, maxLength: 80 }, required: true } }),
  usable: { invoke: false, action: true },
  changes: (input) => [{ kind: 'tag.remove', tag: requiredText(members(input), 'tag', 80).trim() }],
} as const satisfies StepDefinition;
