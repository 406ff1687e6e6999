import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { members, requiredText } from '../input.js';

/** Adds a note to the record's timeline. */
export const noteAdd = {
  kind: 'note.add',
  title: { en: 'Add a note', 'zh-CN': '添加备注' },
  description: { en: "Adds a note to the record's timeline.", 'zh-CN': '在记录的时间线上添加备注。' },
  mode: 'transactional',
  ...form({ text: { label: { en: 'Text', 'zh-CN': '内容' }, schema: { type: 'string', minLength: 1, maxLength: 10_000 }, required: true } }),
  usable: { invoke: false, action: true },
  changes: (input, read) => [{ kind: 'note.add', id: read.id, text: requiredText(members(input), 'text', 10_000) }],
} as const satisfies StepDefinition;
